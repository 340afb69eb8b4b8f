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
    """`/name arguments`; `arguments` is what follows the command, stripped.

    `html` is the arguments with their formatting. A caption that begins with a command is none.
    """

    name: str
    arguments: str = ""
    html: str = ""
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file at Telegram.

    `file_id` is one bot's way to it; `unique_id` is the same for every bot, and of no use but to
    compare. `size` is in bytes, where Telegram says it.
    """

    file_id: str
    unique_id: str = ""
    name: str = ""
    mime: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Words. `html` keeps their formatting in Telegram's HTML subset.

    `forwarded_from` wrote them first, if they let it be known; `origin` is the name under which
    Telegram shows who did (a person, a channel), empty if nothing was forwarded.
    """

    text: str
    html: str = ""
    reply_to: int | None = None
    forwarded_from: Person | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """A message that is more than text, with its caption; `html` is the caption's formatting.

    `size` is the file's in bytes, where Telegram says it. `contact_of` is the Telegram id that a
    shared contact names. `forwarded_from` and `origin`: as in `Said`.
    """

    kind: MediaKind
    file_id: str | None = None
    caption: str = ""
    album_id: str | None = None
    reply_to: int | None = None
    html: str = ""
    file_name: str = ""
    size: int | None = None
    contact_of: int | None = None
    forwarded_from: Person | None = None
    origin: str = ""
    unique_id: str = ""
    mime: str = ""

    @property
    def file(self) -> FileRef | None:
        """The file, of kinds that have one."""
        if self.file_id is None:
            return None
        return FileRef(self.file_id, self.unique_id, self.file_name, self.mime, self.size)


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button was tapped. `data` comes from outside and proves nothing about the person.

    `under` is the message that the tapped one replies to, where it was more than text.
    """

    data: str
    tap_id: str
    message_id: int | None = None
    label: str = ""
    under: Shared | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """A message was changed by its writer. `kind`, `file_id`, `file`: of what it holds now."""

    message_id: int
    text: str = ""
    html: str = ""
    kind: MediaKind | None = None
    file_id: str | None = None
    file: FileRef | None = None


@dataclass(frozen=True, slots=True)
class BotMembership:
    """The bot's own place in a chat changed; in a private chat False means: blocked.

    In a group the rest says what the group is and what the bot may do there.
    """

    present: bool
    is_admin: bool = False
    has_topics: bool = False
    can_manage_topics: bool = False
    can_pin: bool = False
    can_delete: bool = False


@dataclass(frozen=True, slots=True)
class MemberChanged:
    """Somebody came to a group or left it (the bot hears of it as an admin there)."""

    person: Person
    present: bool


class TopicChange(StrEnum):
    """What happened to a topic."""

    MADE = "made"
    RENAMED = "renamed"
    CLOSED = "closed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class TopicChanged:
    """A service message of a forum about the topic it stands in; `sender` of it is who did it.

    They come back for the bot's own calls, too: so a topic made twice by a crash is recognised.
    """

    change: TopicChange
    topic_id: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Searched:
    """An inline query: `@bot words`, typed in any chat."""

    query_id: str
    words: str
    offset: str = ""


Content: TypeAlias = (
    Command
    | Said
    | Shared
    | Tapped
    | Edited
    | BotMembership
    | MemberChanged
    | TopicChanged
    | Searched
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update of a chat, ready for a conversation. `at` is when it was written, in UTC.

    `sent_as_chat`: an admin who hides behind the group, or a channel: nobody we can name.
    `in_forum`: the chat is a group with topics.
    """

    update_id: int
    place: Place
    chat_kind: ChatKind
    sender: Person
    at: datetime
    content: Content
    message_id: int | None = None
    chat_title: str = ""
    sent_as_chat: bool = field(default=False)
    in_forum: bool = False
