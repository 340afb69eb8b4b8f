"""Puts bodies into words of a language: escaped for Telegram's HTML, or plain."""

import html
from collections.abc import Callable

from bot.rendering.catalog import Catalog
from bot.rendering.dates import quantity_words
from domain.text import Body, Html, Joined, Localized, Param, Plain, Quantity, Text


class Words:
    """The words of bodies, with the sentences of a catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def html(self, body: Body, locale: str) -> str:
        """Return a body as Telegram HTML in a language."""
        return self._words(body, locale, html_escape)

    def plain(self, body: Body, locale: str) -> str:
        """Return a body as plain text, for button labels, toasts, topic names and terminals."""
        return self._words(body, locale, str)

    def _words(self, body: Body, locale: str, escape: Callable[[str], str]) -> str:
        match body:
            case Html():
                return body.markup
            case Plain():
                return escape(body.words)
            case Localized():
                return escape(body.in_locale(locale))
            case Joined():
                parts = [self._words(part, locale, escape) for part in body.parts]
                return body.separator.join(part for part in parts if part)
            case Text():
                params = {
                    name: self._param(value, locale, escape) for name, value in body.params.items()
                }
                return self._catalog.message(locale, body.id, params, _count(body))

    def _param(self, value: Param, locale: str, escape: Callable[[str], str]) -> str | int:
        if isinstance(value, str):
            return escape(value)
        if isinstance(value, int):
            return value
        if isinstance(value, float):
            return f"{value:g}"
        if isinstance(value, Quantity):
            return escape(quantity_words(value, locale, self._catalog))
        return self._words(value, locale, escape)


def html_escape(words: str) -> str:
    """Escape for Telegram HTML. Quotes matter only inside attributes, where no words go."""
    return html.escape(words, quote=False)


def _count(text: Text) -> int | None:
    n = text.params.get("n")
    return n if isinstance(n, int) else None
