"""What came in from a channel, without the channel's own types."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias


class ChatKind(StrEnum):
    """Who is on the other side of a chat."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


class MediaKind(StrEnum):
    """Kinds of messages that are more than text."""

    PHOTO = "photo"
    VIDEO = "video"
    VIDEO_NOTE = "video_note"
    ANIMATION = "animation"
    VOICE = "voice"
    AUDIO = "audio"
    DOCUMENT = "document"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation goes on: one chat of one bot, and a topic of it where it has topics."""

    bot_id: int
    chat_id: int
    topic_id: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on Telegram. `language_code` is an IETF tag, as their application says it."""

    id: int
    first_name: str = ""
    last_name: str = ""
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    @property
    def name(self) -> str:
        """The name as Telegram shows it."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Command:
    """`/name arguments`; `arguments` is what follows the command, stripped."""

    name: str
    arguments: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Words. `html` keeps their formatting in Telegram's HTML subset."""

    text: str
    html: str = ""
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """A message that is more than text, with its caption."""

    kind: MediaKind
    file_id: str | None = None
    caption: str = ""
    album_id: str | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button was tapped. `data` comes from outside and proves nothing about the person."""

    data: str
    tap_id: str
    message_id: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """A message was changed by its writer."""

    message_id: int
    text: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class BotMembership:
    """The bot's own place in a chat changed; in a private chat False means: blocked."""

    present: bool


Content: TypeAlias = Command | Said | Shared | Tapped | Edited | BotMembership


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update of a chat, ready for a conversation. `at` is when it was written, in UTC."""

    update_id: int
    place: Place
    chat_kind: ChatKind
    sender: Person
    at: datetime
    content: Content
    message_id: int | None = None
    chat_title: str = ""
    sent_as_chat: bool = field(default=False)
