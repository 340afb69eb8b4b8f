"""What is to be sent: everything a person will see goes through these values and the outbox."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any, TypeAlias

from domain.incoming import Place
from domain.text import Body, Localized, Plain, Text


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
class SendText:
    """A message; longer than Telegram allows is split at paragraph ends, buttons on the last."""

    body: Body
    buttons: Buttons = ()
    reply_to: int | None = None
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


Action: TypeAlias = SendText | EditText | EditButtons | SendPhoto


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An action at a place, in a language.

    `ref` names the message so that a later edit finds it; `coalesce` replaces what still waits
    under the same key; `at_most_once` never repeats a send whose outcome is unknown (broadcasts,
    surveys), where everything else is sent at least once. `not_before` is UTC.
    """

    to: Place
    action: Action
    locale: str
    priority: Priority = Priority.REPLY
    ref: str | None = None
    coalesce: str | None = None
    at_most_once: bool = False
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the channel, rendered: `method` and its JSON-able `params`.

    `params` names targets by `message_id` or by `ref`; the sender resolves a ref to the id that
    came back for it.
    """

    method: str
    params: dict[str, Any]
