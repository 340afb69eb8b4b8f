"""What makes a message of staff a note: the rule that nothing meant for colleagues gets out."""

import re

from domain.incoming import Command, Content, Said, Shared

_NOTE = re.compile(r"^\s*(?://|／／|/／|／/|/note\b|／note\b)\s*", re.IGNORECASE)
_COMMAND_LIKE = re.compile(r"^\s*[/／]")


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
    words = words_of(content)
    return not is_marked(content) and _COMMAND_LIKE.match(words) is not None


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
