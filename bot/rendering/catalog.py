"""The sentences people read, in every language, from gettext .po files (no compile step)."""

import gettext
import io
from collections.abc import Mapping
from importlib.resources import files
from typing import Self

import babel.messages
from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from domain.locale import EN, ZH

SHIPPED = (EN, ZH)
"""The languages the program itself speaks; a FAQ may have more."""


class Catalog:
    """Messages by language and id. An id is a name such as `start.greeting`, never a sentence."""

    def __init__(self, languages: Mapping[str, gettext.GNUTranslations]) -> None:
        self._languages = languages
        self._numbers = {locale: Locale.parse(locale, sep="-") for locale in languages}

    @classmethod
    def load(cls) -> Self:
        """Read the files of every shipped language."""
        return cls({locale: gettext.GNUTranslations(_compiled(locale)) for locale in SHIPPED})

    def spoken(self, locale: str) -> str:
        """Return the language in which somebody of that locale is spoken to."""
        return locale if locale in self._languages else EN

    def message(
        self,
        locale: str,
        id: str,
        params: Mapping[str, str | int],
        n: int | None = None,
    ) -> str:
        """Return a message with its parameters put in; `n` chooses the plural form.

        Parameters are put in as they are: whoever calls escapes them. An `int` is a quantity and
        is grouped as the language does (12,000); a year or a number that is a name is a `str`.
        A language that is not shipped is spoken to in English. Raises `KeyError` for an unknown id.
        """
        locale = self.spoken(locale)
        language = self._languages[locale]
        words = language.gettext(id) if n is None else language.ngettext(id, id, n)
        if words == id:
            raise KeyError(f"no message {id!r} in {locale}")
        return words.format_map(
            {
                name: self._number(value, locale) if isinstance(value, int) else value
                for name, value in params.items()
            }
        )

    def _number(self, value: int, locale: str) -> str:
        return format_decimal(value, locale=self._numbers[locale])


def _compiled(locale: str) -> io.BytesIO:
    """Read what owners read (ownerline.po) and what operators read (operator.po) as one."""
    folder = locale.replace("-", "_")
    messages = babel.messages.Catalog(locale=folder)
    for source in files("bot").joinpath("locales", folder, "LC_MESSAGES").iterdir():
        if source.name.endswith(".po"):
            with source.open("rb") as po:
                for message in read_po(po, locale=folder):
                    if message.id:
                        messages[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return compiled
