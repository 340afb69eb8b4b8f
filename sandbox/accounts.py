"""People and bots."""

import asyncio
from dataclasses import dataclass, field
from functools import cached_property

from sandbox.json_types import Json
from sandbox.updates import UpdateQueue
from sandbox.webhook import Webhook


@dataclass(frozen=True)
class User:
    """A person. `payload` is the Bot API's User and is never changed."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_premium: bool = False
    deactivated: bool = False

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name

    @cached_property
    def payload(self) -> Json:
        """The Bot API's User."""
        found: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for key in ("last_name", "username", "language_code"):
            if value := getattr(self, key):
                found[key] = value
        if self.is_premium:
            found["is_premium"] = True
        return found

    @cached_property
    def chat_payload(self) -> Json:
        """The private chat with this person, as a bot sees it."""
        found: Json = {"id": self.id, "type": "private", "first_name": self.first_name}
        for key in ("last_name", "username"):
            if value := getattr(self, key):
                found[key] = value
        return found


@dataclass(slots=True)
class Tap:
    """A press on an inline button that waits for answerCallbackQuery."""

    id: str
    user_id: int
    chat_id: int
    message_id: int
    made_at: float
    answer: asyncio.Future[Json]


@dataclass(slots=True)
class InlineAsk:
    """An inline query that waits for answerInlineQuery."""

    id: str
    user_id: int
    query: str
    made_at: float
    answer: asyncio.Future[Json]


@dataclass(slots=True)
class Profile:
    """What setMyName, setMyCommands and their like have set; keys are language codes."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)
    default_rights: dict[bool, Json] = field(default_factory=dict)


class Bot:
    """A bot account. Its private chats and basic groups share one sequence of message ids."""

    def __init__(self, token: str, first_name: str, username: str, *, privacy: bool) -> None:
        self.token = token
        self.id = int(token.partition(":")[0])
        self.first_name = first_name
        self.username = username
        self.privacy = privacy
        self.queue = UpdateQueue()
        self.webhook: Webhook | None = None
        self.webhook_set_at = 0.0
        self.last_webhook_error: tuple[int, str] | None = None
        self.last_message_id = 0
        self.profile = Profile()
        self.taps: dict[str, Tap] = {}
        self.asks: dict[str, InlineAsk] = {}
        self.inline_messages: dict[str, tuple[int, int]] = {}

    @property
    def name(self) -> str:
        """The name people see."""
        return self.first_name

    @property
    def payload(self) -> Json:
        """The Bot API's User; a new name shows in later messages."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.first_name,
            "username": self.username,
        }

    @property
    def me(self) -> Json:
        """The answer of getMe."""
        return {
            **self.payload,
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
