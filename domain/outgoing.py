"""What is to be sent: everything a person will see goes through these values and the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, TypeAlias

from domain.incoming import MediaKind, Place
from domain.text import Body, Localized, Plain, Text

BETWEEN_BUNDLED = "\n\n"
"""Stands between texts that are sent as one message: a blank line, so that each is seen to have
been written by itself."""


class Priority(IntEnum):
    """Order of sending over all chats; within a chat and priority, first in is first out."""

    REPLY = 0
    CARD = 1
    REMINDER = 2
    BROADCAST = 3


@dataclass(frozen=True, slots=True)
class Button:
    """A button that comes back as `Tapped(data)`. `data` has 1 to 64 bytes (Telegram)."""

    label: Text | Plain | Localized
    data: str

    def __post_init__(self) -> None:
        if not 1 <= len(self.data.encode()) <= 64:
            raise ValueError(f"callback data must have 1 to 64 bytes: {self.data!r}")


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an address."""

    label: Text | Plain | Localized
    url: str


Buttons: TypeAlias = tuple[tuple[Button | Link, ...], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A result of an inline query: what the list shows, and what is said when it is chosen.

    `id` has 1 to 64 bytes and is one of its list only (Telegram). `locale` is that of `says`.
    """

    id: str
    title: Body
    says: Body
    locale: str

    def __post_init__(self) -> None:
        if not 1 <= len(self.id.encode()) <= 64:
            raise ValueError(f"an offer's id must have 1 to 64 bytes: {self.id!r}")


@dataclass(frozen=True, slots=True)
class SendText:
    """A message; longer than Telegram allows is split at paragraph ends, buttons on the last.

    `reply_to` is a message id, or the ref of a message of ours.
    """

    body: Body
    buttons: Buttons = ()
    reply_to: int | str | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class EditText:
    """Replace text and buttons of a message of ours: by its message id, or by its `ref`."""

    target: int | str
    body: Body
    buttons: Buttons = ()


@dataclass(frozen=True, slots=True)
class EditButtons:
    """Replace the buttons of a message of ours (empty: take them away)."""

    target: int | str
    buttons: Buttons = ()


@dataclass(frozen=True, slots=True)
class SendPhoto:
    """A picture that Telegram already has, with a caption (over 1024: the text follows it)."""

    file_id: str
    caption: Body
    buttons: Buttons = ()
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of somebody's message, of whatever kind, as it is; `caption` replaces its own."""

    from_chat: int
    message_id: int
    caption: Body | None = None
    buttons: Buttons = ()
    reply_to: int | str | None = None


@dataclass(frozen=True, slots=True)
class AlbumPart:
    """One of the 2 to 10 members of an album: photo, video, document or audio (Telegram)."""

    kind: MediaKind
    file_id: str
    caption: Body | None = None


@dataclass(frozen=True, slots=True)
class SendAlbum:
    """An album, kept together. What comes back is one message a part, in order."""

    parts: tuple[AlbumPart, ...]
    reply_to: int | str | None = None


@dataclass(frozen=True, slots=True)
class SendFile:
    """A file of ours (a report, a picture), by the key under which it is stored."""

    key: str
    name: str
    caption: Body | None = None
    as_photo: bool = False
    reply_to: int | str | None = None


@dataclass(frozen=True, slots=True)
class EditCaption:
    """Replace the caption of a copy of ours."""

    target: int | str
    caption: Body
    buttons: Buttons = ()


@dataclass(frozen=True, slots=True)
class EditMedia:
    """Put another picture, video or file into a copy of ours, with its caption (Telegram)."""

    target: int | str
    media: AlbumPart
    buttons: Buttons = ()


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete messages of ours (possible for 48 hours, Telegram)."""

    message_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class React:
    """Put a reaction under a message, of the emoji that bots may use; None takes it away."""

    message_id: int
    emoji: str | None


@dataclass(frozen=True, slots=True)
class Pin:
    """Pin a message of ours, without a sound."""

    target: int | str


@dataclass(frozen=True, slots=True)
class MakeTopic:
    """Make a forum topic (name of 1 to 128 characters); later calls name it by `topic`.

    Nothing is made when the topic is known already, as after a crash between Telegram's yes and
    our note of it, when its service message has told us.
    """

    topic: str
    name: Body


@dataclass(frozen=True, slots=True)
class EditTopic:
    """Rename the topic that the call goes to, close it, open it again, or delete it."""

    name: Body | None = None
    is_closed: bool | None = None
    is_deleted: bool = False


Action: TypeAlias = (
    SendText
    | EditText
    | EditButtons
    | SendPhoto
    | Copy
    | SendAlbum
    | SendFile
    | EditCaption
    | EditMedia
    | Delete
    | React
    | Pin
    | MakeTopic
    | EditTopic
)


class Gone(StrEnum):
    """What a call was missing at its place, so that it could not be carried out."""

    NOTHING = ""
    TOPIC = "topic"
    """The topic was deleted, or never made."""
    MESSAGE = "message"
    """The message to copy, edit, pin or react to."""
    CHAT = "chat"
    """The owner has blocked the bot, or the bot is not in the group any more."""
    RIGHTS = "rights"
    """The bot's right to do this in the group."""
    FORUM = "forum"
    """The group has no topics (any more)."""
    FILE = "file"
    """The file that was to be sent is not kept any more."""


@dataclass(frozen=True, slots=True)
class Then:
    """What is to happen once the outcome of a call is known: a timer of that kind, due at once.

    It is set in the transaction that records the outcome, so it happens once. Its data is `data`
    with `outcome` (an `Outcome`), `message_ids`, `topic_id`, `reason`, `gone` (a `Gone`) and `at`
    (ISO 8601). A call that was bundled into another gets the outcome of the one that went out; of
    one that was superseded nothing is heard.
    """

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An action at a place, in a language.

    `ref` names the message so that a later edit finds it; `coalesce` replaces what still waits
    under the same key; `at_most_once` never repeats a send whose outcome is unknown (broadcasts,
    surveys), where everything else is sent at least once. `not_before` is UTC.

    `topic` names a topic made by `MakeTopic`, where its id is not known yet (else `to.topic_id`).
    `bundle`: while it waits, text of the same bundle in the same topic is sent with it as one
    message, in order, as far as nothing else for that topic stands between.
    """

    to: Place
    action: Action
    locale: str
    priority: Priority = Priority.REPLY
    ref: str | None = None
    coalesce: str | None = None
    at_most_once: bool = False
    not_before: datetime | None = None
    topic: str | None = None
    bundle: str | None = None
    then: Then | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the channel, rendered: `method` and its JSON-able `params`.

    `params` names targets by `message_id` or by `ref`; the sender resolves a ref to the id that
    came back for it.
    """

    method: str
    params: dict[str, Any]
