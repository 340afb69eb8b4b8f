"""Chats, who is in them, their topics and their messages."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.accounts import Bot, User
from sandbox.json_types import Json

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_send_welcome_messages",
)
MEMBER_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
GENERAL = 1
TOPIC_COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


class Status(StrEnum):
    """A ChatMember's status; Telegram calls a banned member kicked."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"

    @property
    def inside(self) -> bool:
        """Whether such a member is in the group."""
        return self not in {Status.LEFT, Status.KICKED}

    @property
    def admin(self) -> bool:
        """Whether such a member has any rights."""
        return self in {Status.CREATOR, Status.ADMINISTRATOR}


@dataclass(frozen=True, slots=True)
class Member:
    """Someone's place in a group."""

    status: Status
    rights: frozenset[str] = frozenset()
    until: int = 0

    def may(self, right: str) -> bool:
        """Whether this member has an administrator's right; the creator has all."""
        if self.status is Status.CREATOR:
            return True
        return self.status.admin and right in self.rights

    def payload(self, who: Json) -> Json:
        """The Bot API's ChatMember."""
        found: Json = {"user": who, "status": self.status.value}
        match self.status:
            case Status.CREATOR:
                found["is_anonymous"] = False
            case Status.ADMINISTRATOR:
                found |= {"can_be_edited": False, "is_anonymous": False}
                found |= {right: right in self.rights for right in ADMIN_RIGHTS}
            case Status.RESTRICTED:
                found |= {"is_member": True, "until_date": self.until}
                found |= {right: right in self.rights for right in MEMBER_RIGHTS}
            case Status.KICKED:
                found["until_date"] = self.until
        return found


@dataclass(slots=True)
class Topic:
    """A forum topic; its thread id is the message id of its creation message."""

    thread: int
    name: str
    icon_color: int
    icon_custom_emoji_id: str | None = None
    closed: bool = False
    hidden: bool = False
    deleted: bool = False


@dataclass(slots=True)
class Message:
    """A message as it stands. `payload` is the Bot API's Message; a change replaces it."""

    chat: "Chat"
    id: int
    payload: Json
    thread: int | None
    sender: User | Bot
    cursor: int = 0
    changed: int = 0
    edits: list[Json] = field(default_factory=list)
    deleted: bool = False
    pinned: bool = False
    editable: bool = True
    silent: bool = False
    effect: Json | None = None
    reactions: dict[int, list[str]] = field(default_factory=dict)

    @property
    def service(self) -> bool:
        """Whether it only tells of an event."""
        return not CONTENT_FIELDS.intersection(self.payload)

    @property
    def from_bot(self) -> bool:
        """Whether a bot sent it."""
        return isinstance(self.sender, Bot)

    def bare(self) -> Json:
        """As it is shown inside another message: without what it replies to itself."""
        nested = {"reply_to_message", "pinned_message"}
        return {key: value for key, value in self.payload.items() if key not in nested}


MEDIA_FIELDS = (
    "photo",
    "document",
    "video",
    "audio",
    "voice",
    "video_note",
    "animation",
    "sticker",
)
CONTENT_FIELDS = frozenset({"text", *MEDIA_FIELDS, "location", "venue", "contact", "dice", "poll"})


class Chat:
    """A private chat of one bot with one user, a group, or a supergroup."""

    def __init__(self, chat_id: int, kind: str, *, bot: Bot | None = None) -> None:
        self.id = chat_id
        self.kind = kind
        self.bot = bot
        self.user: User | None = None
        self.title = ""
        self.username: str | None = None
        self.is_forum = False
        self.started = False
        self.blocked = False
        self.migrated_to: int | None = None
        self.members: dict[int, Member] = {}
        self.topics: dict[int, Topic] = {}
        self.messages: dict[int, Message] = {}
        self.last_message_id = 0
        self.keyboard: Json | None = None
        self.payload: Json = {}

    @property
    def private(self) -> bool:
        """Whether it is a bot's chat with one person."""
        return self.kind == "private"

    @property
    def supergroup(self) -> bool:
        """Whether it counts its messages by itself."""
        return self.kind == "supergroup"

    @property
    def instance(self) -> str:
        """What a callback query calls chat_instance."""
        return str((self.id * 2654435761 + 97) % 2**63)

    def refresh(self) -> None:
        """Write the Bot API's Chat anew after a change of name or kind."""
        if self.user is not None:
            self.payload = self.user.chat_payload
            return
        self.payload = {"id": self.id, "type": self.kind, "title": self.title}
        if self.username:
            self.payload["username"] = self.username
        if self.is_forum:
            self.payload["is_forum"] = True

    def member(self, who: int) -> Member:
        """The place of someone; who was never here has left."""
        return self.members.get(who, _OUTSIDE)

    def find(self, message_id: int) -> Message | None:
        """A message that is still there."""
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message

    def pinned(self) -> list[int]:
        """Ids of the pinned messages, oldest first."""
        return [message.id for message in self.messages.values() if message.pinned]

    def newest(self) -> Message | None:
        """The newest message that is still there."""
        return next((one for one in reversed(self.messages.values()) if not one.deleted), None)

    def inside(self) -> Iterable[tuple[int, Member]]:
        """Who is in the group now."""
        return ((who, member) for who, member in self.members.items() if member.status.inside)


_OUTSIDE = Member(Status.LEFT)
