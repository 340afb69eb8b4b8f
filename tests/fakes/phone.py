"""What stands in a chat, as the people in it see it."""

import html
import itertools
import re
from dataclasses import dataclass, field

from domain.incoming import (
    Command,
    Content,
    Edited,
    MediaKind,
    Person,
    Said,
    Shared,
    Tapped,
)
from domain.outgoing import Gone

WRITTEN = itertools.count(10_001)
"""Ids of messages that people write; the bot's own count from 1 in each chat."""


@dataclass
class Message:
    """A message as a phone shows it: words without markup, buttons as label to data.

    `writer` None is the bot. `copy_of` is the (chat, message) whose copy it is; `kind` None is
    text. `album` counts the albums of a chat.
    """

    id: int
    text: str
    buttons: dict[str, str] = field(default_factory=dict)
    photo: str | None = None
    reply_to: int | None = None
    html: str = ""
    topic_id: int | None = None
    writer: Person | None = None
    kind: MediaKind | None = None
    file: str | None = None
    copy_of: tuple[int, int] | None = None
    album: int | None = None
    reaction: str | None = None
    is_silent: bool = False
    is_pinned: bool = False
    is_deleted: bool = False


@dataclass
class Topic:
    id: int
    name: str
    is_closed: bool = False
    is_deleted: bool = False


@dataclass
class Chat:
    """A chat: what the bot sent there (`messages`), what people wrote, refs, topics."""

    messages: list[Message] = field(default_factory=list)
    written: dict[int, Message] = field(default_factory=dict)
    refs: dict[str, int] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    unseen: list[Message] = field(default_factory=list)
    failures: list[tuple[str, Gone]] = field(default_factory=list)
    ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    topic_ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(501))
    albums: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def find(self, message_id: int) -> Message | None:
        """Return a message that stands there, of whomever."""
        found = self.written.get(message_id)
        if found is None:
            found = next((one for one in self.messages if one.id == message_id), None)
        return found if found and not found.is_deleted else None

    def keep(self, content: Content, writer: Person, topic_id: int | None = None) -> int | None:
        """Keep what somebody did there; returns the id of the message it is or is about."""
        match content:
            case Edited():
                if content.message_id in self.written:
                    message = self.written[content.message_id]
                    message.text, message.html = content.text, content.html
                    message.file = content.file_id or message.file
                return content.message_id
            case Tapped():
                return content.message_id
            case Said():
                text, markup, kind, file = content.text, content.html, None, None
            case Shared():
                text, markup = content.caption, content.html
                kind, file = content.kind, content.file_id
            case Command():
                text = f"/{content.name} {content.arguments}".strip()
                markup, kind, file = html.escape(text), None, None
            case _:
                return next(WRITTEN)
        message = Message(
            next(WRITTEN), text, html=markup, topic_id=topic_id, writer=writer, kind=kind,
            file=file, photo=file if kind is MediaKind.PHOTO else None, reply_to=content.reply_to,
        )  # fmt: skip
        self.written[message.id] = message
        return message.id

    def look(self) -> list[Message]:
        """Return what is new or changed since the last look."""
        unseen, self.unseen = self.unseen, []
        return unseen


class Refused(Exception):
    """Telegram says no."""

    def __init__(self, reason: str, gone: Gone = Gone.NOTHING, topic_id: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.gone = gone
        self.topic_id = topic_id


def without_markup(words: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", words))
