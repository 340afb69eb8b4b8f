"""Telegram's HTML subset in answers: checked, and put into a form that Telegram accepts.

Tags and attributes as in the Bot API's "HTML style". Editors write `<` and `&` as they please, so
whatever is not a tag or an entity is text.
"""

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from domain.text import Text

TAGS = frozenset({
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "span", "a", "code",
    "pre", "blockquote",
})  # fmt: skip

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s[^<>]*)?)/?>")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_ATTRIBUTE = re.compile(r"""\s*([A-Za-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?\s*""")
_SCHEMES = frozenset({"http", "https", "tg", "mailto", "tel"})


@dataclass(frozen=True, slots=True)
class Markup:
    """A checked answer: `html` as Telegram accepts it, `plain` as it is read, what is wrong."""

    html: str
    plain: str
    problems: tuple[Text, ...]


def check_markup(answer: str) -> Markup:
    """Check an answer and escape what is not markup; checking its own result changes nothing."""
    written: list[str] = []
    plain: list[str] = []
    problems: list[Text] = []
    opened: list[str] = []
    at = 0
    for tag in _TAG.finditer(answer):
        _say(answer[at : tag.start()], written, plain)
        at = tag.end()
        closing, name, rest = tag[1], tag[2].lower(), tag[3]
        if name not in TAGS:
            problems.append(Text("faq.file.foreign_tag", tag=tag[0]))
        elif closing:
            if not opened or opened[-1] != name:
                problems.append(Text("faq.file.closing_tag", tag=tag[0]))
            if name in opened:
                del opened[_last(opened, name) :]
            written.append(f"</{name}>")
        else:
            attributes = _attributes(name, rest)
            if attributes is None:
                problems.append(Text("faq.file.attribute", tag=tag[0]))
            opened.append(name)
            written.append(f"<{name}{attributes or ''}>")
    _say(answer[at:], written, plain)
    problems.extend(Text("faq.file.open_tag", tag=f"<{name}>") for name in opened)
    return Markup("".join(written), "".join(plain), tuple(problems))


def _say(text: str, written: list[str], plain: list[str]) -> None:
    plain.append(html.unescape(text))
    at = 0
    for entity in _ENTITY.finditer(text):
        written.extend((html.escape(text[at : entity.start()], quote=False), entity[0]))
        at = entity.end()
    written.append(html.escape(text[at:], quote=False))


def _last(opened: list[str], name: str) -> int:
    return len(opened) - 1 - opened[::-1].index(name)


def _attributes(name: str, rest: str) -> str | None:
    """Return the attributes as Telegram wants them; None if they are not ones it knows."""
    found: dict[str, str] = {}
    at = 0
    rest = rest.strip().removesuffix("/").rstrip()
    while at < len(rest):
        one = _ATTRIBUTE.match(rest, at)
        if one is None or one[1].lower() in found:
            return None
        found[one[1].lower()] = html.unescape(next((v for v in one.groups()[1:] if v), ""))
        at = one.end()
    match name, found:
        case "a", {"href": address, **others} if not others and _is_link(address):
            return f' href="{html.escape(address)}"'
        case "span", {"class": "tg-spoiler", **others} if not others:
            return ' class="tg-spoiler"'
        case "code", {"class": language, **others} if not others and _is_language(language):
            return f' class="{language}"'
        case "blockquote", {"expandable": _, **others} if not others:
            return " expandable"
    return "" if not found and name not in {"a", "span"} else None


def _is_link(address: str) -> bool:
    try:
        return urlsplit(address.strip()).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def _is_language(name: str) -> bool:
    return re.fullmatch(r"language-[\w+#.-]{1,40}", name) is not None
