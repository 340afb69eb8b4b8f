"""What makes a message of staff a note: the rule that nothing meant for colleagues gets out."""

import re

from domain.incoming import Command, Content, Said, Shared

_UNSEEN = (
    r"[\s\x00-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]*"
)
"""What a keyboard, or copied text, puts before words without anybody seeing it."""

_SLASH = r"[/／∕⁄⧸]"
_NOTE = re.compile(rf"{_UNSEEN}{_SLASH}(?:{_SLASH}|note\b){_UNSEEN}", re.IGNORECASE)
_COMMAND_LIKE = re.compile(rf"{_UNSEEN}{_SLASH}")


def without_mark(words: str) -> str | None:
    """Return a note's words without the mark that makes them one; None if there is no mark."""
    mark = _NOTE.match(words)
    return words[mark.end() :] if mark else None


def is_marked(content: Content) -> bool:
    """Whether words or a caption begin with the mark of a note."""
    return without_mark(words_of(content)) is not None


def looks_like_command(content: Content) -> bool:
    """Whether text or a caption begins with a slash without being a note.

    Telegram takes only `/` and Latin letters for a command: `/备注 …`, or a command in a caption,
    arrives as plain words. Whoever wrote it meant the bot, not the owner.
    """
    return not is_marked(content) and stays_inside(words_of(content))


def stays_inside(words: str) -> bool:
    """Whether words are, by how they begin, not for the owner: a note, or meant for the bot."""
    return _COMMAND_LIKE.match(words) is not None


def words_of(content: Content) -> str:
    """Return the text or the caption."""
    match content:
        case Said():
            return content.text
        case Shared():
            return content.caption
        case Command():
            return content.arguments
        case _:
            return ""


def html_of(content: Content) -> str:
    """Return the text or the caption with its formatting."""
    match content:
        case Said() | Shared() | Command():
            return content.html
        case _:
            return ""
