"""Telegram's HTML as it is parsed into entities, with Telegram's own complaints.

Offsets and lengths of entities count UTF-16 code units; the offsets in complaints count bytes.
"""

import re
from dataclasses import dataclass

from sandbox.errors import ApiError, bad_request
from sandbox.json_types import Json

_TYPES = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]+)|([0-9]+))|(lt|gt|amp|quot));?")
_PLAIN = re.compile(r"[^<]+")
_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"[^\s=>]*")
_TOKEN = re.compile(r"[0-9a-zA-Z.\-]*")
_SPACE = re.compile(r"\s*")
_CONTROL = re.compile(r"[\x00-\x08\x09\x0b-\x1f]")
_MAX_ENTITIES = 100


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram measures entities."""
    if text.isascii():
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    piece: int
    at: int


def parse_html(html: str) -> tuple[str, list[Json]]:
    """The plain text and its entities, outer ones first; raises ApiError as Telegram words it."""
    return _HtmlParser(html.replace("\r", "")).parse()


class _HtmlParser:
    def __init__(self, html: str) -> None:
        self.html = html
        self.position = 0
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        html = self.html
        while self.position < len(html):
            if html[self.position] == "<":
                if html.startswith("</", self.position):
                    self._end_tag()
                else:
                    self._start_tag()
            else:
                run = _PLAIN.match(html, self.position)
                assert run  # noqa: S101  (the character is not "<")
                self.position = run.end()
                self._add(_decode(run.group()))
        if self.open:
            tag = self.open[-1].tag
            raise _complaint(f'Can\'t find end tag corresponding to start tag "{tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.pieces), self.entities

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.offset += units(text)

    def _at(self, position: int) -> str:
        return f"at byte offset {len(self.html[:position].encode(errors='surrogatepass'))}"

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.html, self.position)
        if found is None:
            return ""
        self.position = found.end()
        return found.group()

    def _next(self) -> str:
        return self.html[self.position : self.position + 1]

    def _start_tag(self) -> None:
        begin = self.position
        self.position += 1
        tag = self._take(_NAME).lower()
        if not self._next():
            raise _complaint(f"Unclosed start tag {self._at(begin)}")
        if tag not in _TYPES:
            raise _complaint(f'Unsupported start tag "{tag}" {self._at(begin)}')
        argument = ""
        while True:
            self._take(_SPACE)
            if self._next() == ">":
                break
            name, value = self._attribute(tag, begin)
            argument = _argument(tag, name, value) or argument
        if tag == "span" and argument != "tg-spoiler":
            raise _complaint(f'Tag "span" must have class "tg-spoiler" {self._at(begin)}')
        self.position += 1
        self.open.append(_Open(tag, argument, self.offset, len(self.pieces), begin))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._take(_ATTRIBUTE)
        if not name:
            if not self._next():
                raise _complaint(f"Unclosed start tag {self._at(begin)}")
            raise _complaint(f'Empty attribute name in the tag "{tag}" {self._at(begin)}')
        self._take(_SPACE)
        if self._next() != "=":
            if tag == "blockquote" and name.lower() == "expandable":
                return "expandable", "1"
            raise _complaint(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" '
                f"{self._at(begin)}"
            )
        self.position += 1
        self._take(_SPACE)
        quote = self._next()
        if quote in {'"', "'"} and quote:
            end = self.html.find(quote, self.position + 1)
            if end < 0:
                raise _complaint(f"Unclosed start tag {self._at(begin)}")
            value = _decode(self.html[self.position + 1 : end])
            self.position = end + 1
        else:
            start = self.position
            value = self._take(_TOKEN)
            if self._next() and not self._next().isspace() and self._next() != ">":
                raise _complaint(f"Unexpected end of name token {self._at(start)}")
        if not self._next():
            raise _complaint(f"Unclosed start tag {self._at(begin)}")
        return name.lower(), value

    def _end_tag(self) -> None:
        begin = self.position
        if not self.open:
            raise _complaint(f"Unexpected end tag {self._at(begin)}")
        self.position += 2
        found = self._take(_NAME).lower()
        self._take(_SPACE)
        if self._next() != ">":
            raise _complaint(f"Unclosed end tag {self._at(begin)}")
        self.position += 1
        opened = self.open.pop()
        if found and found != opened.tag:
            raise _complaint(
                f'Unmatched end tag {self._at(begin)}, expected "</{opened.tag}>", '
                f'found "</{found}>"'
            )
        length = self.offset - opened.offset
        if length:
            self._close(opened, length)

    def _close(self, opened: _Open, length: int) -> None:
        entity: Json = {"type": _TYPES[opened.tag], "offset": opened.offset, "length": length}
        if opened.tag == "a":
            url = web_address(opened.argument or "".join(self.pieces[opened.piece :]))
            if url is None:
                return
            entity["url"] = url
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdigit():
                raise _complaint("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        elif opened.tag == "pre":
            self._merge_code(entity)
        self.entities.append(entity)
        if opened.tag != "pre" and not any(outer.tag == "pre" for outer in self.open):
            entity.pop("language", None)

    def _merge_code(self, entity: Json) -> None:
        """A code inside a pre of the same extent gives the pre its language."""
        for inner in reversed(self.entities):
            same = (inner["offset"], inner["length"]) == (entity["offset"], entity["length"])
            if inner["type"] == "code" and same:
                self.entities.remove(inner)
                if "language" in inner:
                    entity["language"] = inner["language"]
                return


def _complaint(text: str) -> ApiError:
    return bad_request(f"can't parse entities: {text}")


def _argument(tag: str, name: str, value: str) -> str:
    match tag, name:
        case ("a", "href") | ("tg-emoji", "emoji-id") | ("blockquote", "expandable"):
            return value
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value
        case _:
            return ""


def _decode(text: str) -> str:
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    hexadecimal, decimal, name = found.groups()
    if name:
        return _NAMED[name]
    digits = (hexadecimal or decimal)[:9]
    code = int(digits, 16 if hexadecimal else 10)
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return found.group()
    return chr(code)


_SCHEME = re.compile(r"(https?|tg|ton|tonsite)://", re.IGNORECASE)
_HOST = re.compile(r"[^/?#\s]*")


def web_address(text: str) -> str | None:
    """The address a link leads to, or None where Telegram drops the link and keeps the text."""
    text = text.strip()
    scheme = _SCHEME.match(text)
    if scheme is None:
        if "." not in text.partition("/")[0] or " " in text or "://" in text:
            return None
        text = "http://" + text
        scheme = _SCHEME.match(text)
    assert scheme  # noqa: S101  (added above)
    host = _HOST.match(text, scheme.end())
    if not host or not host.group() or " " in text:
        return None
    return text + "/" if host.end() == len(text) and scheme.group(1).startswith("http") else text


def clean(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without control characters and surrounding white space; entities moved and clipped."""
    text = text.replace("\r", "") if not entities else text
    text = _CONTROL.sub(" ", text)
    stripped = text.strip()
    if stripped == text and not entities:
        return text, entities
    cut = units(text[: len(text) - len(text.lstrip())])
    end = units(stripped)
    kept = []
    for entity in entities:
        start = min(max(entity["offset"] - cut, 0), end)
        stop = min(max(entity["offset"] + entity["length"] - cut, 0), end)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return stripped, kept
