"""Splits a long message into several, each valid in Telegram's HTML and within its limit.

Telegram counts the text after the markup is parsed; lengths here are in UTF-16 code units, the
unit of its entities, which is never less than its count of characters.
"""

import re
from collections.abc import Iterator

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

_TOKEN = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|.", re.DOTALL
)
_BREAKS = (
    re.compile(r"\n\n+"),
    re.compile(r"\n"),
    re.compile(r"[.!?。！？…]\s*"),
    re.compile(r"\s"),
)


def visible_length(markup: str) -> int:
    """Return the length that Telegram will count, in UTF-16 code units."""
    return sum(_units(token) for token, tag in _tokens(markup) if tag is None)


def split_html(markup: str, limit: int = TEXT_LIMIT) -> list[str]:
    """Return the message in pieces of at most `limit`.

    They are cut at a paragraph's end where there is one, else at a line's, a sentence's, a word's
    end. Tags open at a cut are closed and opened again.
    """
    # markup is never shorter than what is seen of it: most messages need no closer look
    if _units_of(markup) <= limit or visible_length(markup) <= limit:
        return [markup]
    tokens = list(_tokens(markup))
    pieces: list[str] = []
    carried: list[str] = []
    start = 0
    while start < len(tokens):
        end = _cut(tokens, start, limit)
        opened = _open_after(tokens[start:end], carried)
        body = "".join(token for token, _ in tokens[start:end])
        piece = "".join(carried) + body + "".join(_closing(tag) for tag in reversed(opened))
        if _text_of(tokens[start:end]).strip():
            pieces.append(piece.strip())
        carried = opened
        start = end
    return pieces


def _tokens(markup: str) -> Iterator[tuple[str, str | None]]:
    """Yield (source, None) for a character or entity, (source, '+name' or '-name') for a tag."""
    for match in _TOKEN.finditer(markup):
        name = match.group(2)
        yield match.group(0), (("-" if match.group(1) else "+") + name.lower()) if name else None


def _units(token: str) -> int:
    if token.startswith("&"):
        return 2 if len(token) > 8 else 1
    return _units_of(token)


def _units_of(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(tokens: list[tuple[str, str | None]], start: int, limit: int) -> int:
    """Return the index after the last token of the piece that begins at `start`."""
    used = 0
    end = start
    while end < len(tokens):
        token, tag = tokens[end]
        if tag is None:
            used += _units(token)
            if used > limit:
                break
        end += 1
    if end == len(tokens):
        return end
    window = tokens[start:end]
    text = _text_of(window)
    positions = [index for index, (_, tag) in enumerate(window) if tag is None]
    for pattern in _BREAKS:
        ends = [match.end() for match in pattern.finditer(text) if match.end() > len(text) // 4]
        if ends:
            return _with_closing(tokens, start + positions[ends[-1] - 1] + 1)
    return _with_closing(tokens, end)


def _with_closing(tokens: list[tuple[str, str | None]], end: int) -> int:
    """Take the closing tags that follow a cut into the piece before it."""
    while end < len(tokens) and (tokens[end][1] or "").startswith("-"):
        end += 1
    return end


def _text_of(tokens: list[tuple[str, str | None]]) -> str:
    """Return one character per visible token, so that positions in it are token positions."""
    return "".join((token if len(token) == 1 else "x") for token, tag in tokens if tag is None)


def _open_after(tokens: list[tuple[str, str | None]], carried: list[str]) -> list[str]:
    opened = list(carried)
    for token, tag in tokens:
        if tag is None:
            continue
        if tag.startswith("+"):
            opened.append(token)
        elif opened:
            opened.pop()
    return opened


def _closing(tag: str) -> str:
    match = _TOKEN.match(tag)
    return f"</{match.group(2)}>" if match else ""
