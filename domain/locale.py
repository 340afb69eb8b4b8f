"""Languages: canonical names, and which one to speak with somebody."""

import re

EN = "en"
ZH = "zh-Hans"

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def canonical(tag: str) -> str:
    """Return the one name of a locale: every Chinese tag is `zh-Hans`, else the bare language.

    The product is written in Simplified Chinese only, so Traditional readers get it too.
    """
    language = tag.strip().replace("_", "-").split("-")[0].lower()
    return ZH if language == "zh" else language


def written_in(text: str) -> str | None:
    """Return the language that `text` is plainly written in, or None (emoji, numbers, others).

    One Chinese character says as much as about one English word; a model's Latin name inside a
    Chinese sentence does not make it English.
    """
    han = len(_HAN.findall(text))
    if han and han * 2 >= len(_LATIN_WORD.findall(text)):
        return ZH
    return EN if _LATIN_WORD.search(text) else None


def choose(
    languages: tuple[str, ...],
    *,
    setting: str | None = None,
    written: str | None = None,
    application: str | None = None,
) -> str:
    """Choose the language: the owner's setting, else what they write in, else Telegram's.

    `languages` are those of the policy, the first being its default.
    """
    for wish in (setting, written, application):
        if wish and canonical(wish) in languages:
            return canonical(wish)
    return languages[0]
