"""Entities back to Telegram's HTML, and the entities Telegram finds by itself in plain text."""

import html
import re
from itertools import pairwise

from sandbox.entities import units
from sandbox.json_types import Json

_SIMPLE = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "blockquote": "blockquote",
}

_FOUND = re.compile(
    r"""
    (?P<url>\b(?:https?://[^\s<>"]+|(?:[a-z0-9-]+\.)+(?:com|org|net|io|me|cn|de|uk|eu|info|app|dev)\b(?:/[^\s<>"]*)?))
    |(?P<email>\b[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}\b)
    |(?<![\w/<>])(?P<bot_command>/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?)(?![\w/@])
    |(?<![\w@])(?P<mention>@[a-z][a-z0-9_]{3,31})\b
    |(?<!\w)(?P<hashtag>\#\w{1,256})
    |(?<!\w)(?P<cashtag>\$[A-Z]{3,8})\b
    |(?<![\w+])(?P<phone_number>\+\d{7,15})\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HINTS = frozenset("/@#$.+")
_TRAILING = ".,:;!?)'\"。，！？）"


def find_entities(text: str, known: list[Json]) -> list[Json]:
    """The known entities and the commands, links, mentions and tags found beside them."""
    if _HINTS.isdisjoint(text):
        return known
    taken = [(item["offset"], item["offset"] + item["length"]) for item in known if _closed(item)]
    found: list[Json] = []
    for match in _FOUND.finditer(text):
        kind = match.lastgroup or ""
        value = match.group()
        if kind == "url":
            value = value.rstrip(_TRAILING)
        if kind == "cashtag" and not value[1:].isupper():
            continue
        start = units(text[: match.start()])
        end = start + units(value)
        if not any(start < stop and begin < end for begin, stop in taken):
            found.append({"type": kind, "offset": start, "length": end - start})
    if not found:
        return known
    return sorted(known + found, key=lambda entity: (entity["offset"], -entity["length"]))


def _closed(entity: Json) -> bool:
    return entity["type"] in {"code", "pre", "text_link", "text_mention", "custom_emoji"}


def to_html(text: str, entities: list[Json]) -> str:
    """Well-formed HTML of Telegram's tags, safe to put into a page."""
    shown = [(entity, tags) for entity in entities if (tags := _tags(entity, text))]
    if not shown:
        return html.escape(text)
    coded = text.encode("utf-16-le", "surrogatepass")
    end = len(coded) // 2
    edges = {0, end}
    for entity, _ in shown:
        edges |= {entity["offset"], entity["offset"] + entity["length"]}
    points = sorted(edge for edge in edges if 0 <= edge <= end)
    out: list[str] = []
    stack: list[int] = []
    for start, stop in pairwise(points):
        active = [
            index
            for index, (entity, _) in enumerate(shown)
            if entity["offset"] <= start and entity["offset"] + entity["length"] >= stop
        ]
        common = _common(stack, active)
        out += [shown[index][1][1] for index in reversed(stack[common:])]
        out += [shown[index][1][0] for index in active[common:]]
        piece = coded[start * 2 : stop * 2].decode("utf-16-le", "replace")
        out.append(html.escape(piece))
        stack = active
    out += [shown[index][1][1] for index in reversed(stack)]
    return "".join(out)


def _common(first: list[int], second: list[int]) -> int:
    length = 0
    for left, right in zip(first, second, strict=False):
        if left != right:
            break
        length += 1
    return length


def _tags(entity: Json, text: str) -> tuple[str, str] | None:  # noqa: PLR0911  (a table)
    kind = entity["type"]
    if kind in _SIMPLE:
        return f"<{_SIMPLE[kind]}>", f"</{_SIMPLE[kind]}>"
    match kind:
        case "text_link":
            return _link(entity["url"])
        case "text_mention":
            return _link(f"tg://user?id={entity['user']['id']}")
        case "url" | "email" | "phone_number":
            return _link(_address(entity, text))
        case "pre":
            language = html.escape(entity.get("language", ""))
            inner = f'<code class="language-{language}">' if language else ""
            return f"<pre>{inner}", ("</code>" if inner else "") + "</pre>"
        case "expandable_blockquote":
            return "<blockquote expandable>", "</blockquote>"
        case "custom_emoji":
            return f'<tg-emoji emoji-id="{html.escape(entity["custom_emoji_id"])}">', "</tg-emoji>"
        case _:
            return None


def _link(url: str) -> tuple[str, str]:
    return f'<a href="{html.escape(url)}">', "</a>"


def _address(entity: Json, text: str) -> str:
    coded = text.encode("utf-16-le", "surrogatepass")
    start, length = entity["offset"] * 2, entity["length"] * 2
    shown = coded[start : start + length].decode("utf-16-le", "replace")
    match entity["type"]:
        case "email":
            return f"mailto:{shown}"
        case "phone_number":
            return f"tel:{shown}"
        case _:
            return shown if "://" in shown else f"http://{shown}"
