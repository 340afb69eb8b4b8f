"""What is said in a case, and where each message stands on the other side (its twins)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.incoming import MediaKind


class Author(StrEnum):
    """Whose words a message of a case is.

    `note` never reaches the owner. `asked`: staff other than the assignee wrote it, and it waits
    for "send as well" or "note".
    """

    OWNER = "owner"
    STAFF = "staff"
    NOTE = "note"
    ASKED = "asked"
    BOT = "bot"


class Relay(StrEnum):
    """Whether a message has reached the other side."""

    NONE = "none"
    """Not meant to: notes, and what is still asked about."""
    GATHERING = "gathering"
    """One of an album whose case is plain: until no more of the album has come for a while."""
    HELD = "held"
    """More than words of an owner who is not to be known: until they say that it may be shown."""
    MUTED = "muted"
    """Of an owner whom staff muted: it stays where it is kept."""
    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"
    DELETED = "deleted"

    @property
    def is_kept_back(self) -> bool:
        """Whether it stays where it is: no choice of a case, and no merging, shows it to staff."""
        return self in (Relay.HELD, Relay.MUTED)

    @property
    def is_shown(self) -> bool:
        """Whether it is, or was, on its way to the other side."""
        return self in (Relay.PENDING, Relay.SENT, Relay.FAILED, Relay.DELETED)


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to be kept with a case.

    `chat_id` and `message_id` say where it was written, `author_id` by whom (Telegram id). `kind`
    None is text. `html` keeps the formatting. `reply_to` is the case message it answers. `origin`
    is who wrote it first, where it was forwarded.
    """

    case_id: int
    author: Author
    author_id: int | None
    author_name: str
    bot_id: int
    chat_id: int
    message_id: int | None
    written_at: datetime
    text: str = ""
    html: str = ""
    kind: MediaKind | None = None
    file_id: str | None = None
    album_id: str | None = None
    reply_to: int | None = None
    origin: str = ""
    relay: Relay = Relay.NONE


@dataclass(frozen=True, slots=True)
class CaseMessage:
    """A message of a case as kept. `earlier` are its texts before it was edited, oldest first."""

    id: int
    case_id: int
    author: Author
    author_id: int | None
    author_name: str
    bot_id: int
    chat_id: int
    message_id: int | None
    written_at: datetime
    text: str
    html: str
    kind: MediaKind | None
    file_id: str | None
    album_id: str | None
    reply_to: int | None
    origin: str
    relay: Relay
    edited_at: datetime | None = None
    earlier: tuple[str, ...] = field(default=())

    @property
    def ref(self) -> str:
        """The name by which the outbox finds its copy on the other side."""
        return f"m:{self.id}"


def ids_in(chat_id: int, messages: Iterable[CaseMessage]) -> tuple[int, ...]:
    """Return the Telegram ids of those that were written in a chat."""
    return tuple(
        one.message_id for one in messages if one.chat_id == chat_id and one.message_id is not None
    )


@dataclass(frozen=True, slots=True)
class Twin:
    """A message on Telegram that is, or is part of, a case message.

    `is_source`: where it was written; else a copy. Text may be bundled, so one message can be the
    copy of several, and a long text or an album has several copies.
    """

    bot_id: int
    chat_id: int
    message_id: int
    case_message_id: int
    is_source: bool
