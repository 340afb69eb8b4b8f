"""All there is in this Telegram: people, bots, chats, files, the clock and the record of it."""

import random
from collections import deque
from collections.abc import Callable, Iterable

from sandbox.accounts import Bot, User
from sandbox.calls import CallLog
from sandbox.chats import Chat, Message
from sandbox.clock import Clock
from sandbox.errors import ControlError
from sandbox.events import Hub
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.json_types import Json
from sandbox.load import Loads
from sandbox.rates import Limiter, Rates

SUPERGROUP_BASE = -1_000_000_000_000


class World:
    """The state. It is touched from one event loop only.

    `history` is how many messages are kept in all, `chat_history` how many of one chat; older
    ones are forgotten, as if they had never been.
    """

    def __init__(self, *, history: int = 50_000, chat_history: int = 5_000) -> None:
        self.clock = Clock()
        self.hub = Hub()
        self.calls = CallLog()
        self.faults = Faults()
        self.files = Files()
        self.loads = Loads()
        self.rates = Rates()
        self.users: dict[int, User] = {}
        self.bots: dict[str, Bot] = {}
        self.groups: dict[int, Chat] = {}
        self.private: dict[tuple[int, int], Chat] = {}
        self.limiters: dict[int, Limiter] = {}
        self.on_webhook_reply: Callable[[Bot, Json], None] = lambda _bot, _call: None
        self.random = random.Random(20)  # noqa: S311  (for dice and ids)
        self._history: deque[Message] = deque()
        self._keep = history
        self._keep_in_chat = chat_history
        self._last_user = 1000
        self._last_group = 0
        self._last_unique = 0

    # who and where

    def unique(self) -> int:
        """A number that is given once."""
        self._last_unique += 1
        return self._last_unique

    def new_user_id(self) -> int:
        """An id that no user has."""
        self._last_user += 1
        while self._last_user in self.users:
            self._last_user += 1
        return self._last_user

    def new_group_id(self, *, supergroup: bool) -> int:
        """An id that no group has; supergroups' begin with -100."""
        while True:
            self._last_group += 1
            plain = -(4_000_000 + self._last_group)
            found = SUPERGROUP_BASE - 1_000_000_000 - self._last_group if supergroup else plain
            if found not in self.groups:
                return found

    def bot(self, wanted: int | str | None = None) -> Bot:
        """By id or @username; without: the first one."""
        for bot in self.bots.values():
            if wanted is None or str(wanted).lstrip("@") in {str(bot.id), bot.username}:
                return bot
        raise ControlError(f"no bot {wanted}", 404)

    def bot_by_id(self, bot_id: int) -> Bot | None:
        """None for a stranger."""
        return next((bot for bot in self.bots.values() if bot.id == bot_id), None)

    def user(self, user_id: int) -> User:
        """Raises ControlError 404."""
        try:
            return self.users[user_id]
        except KeyError:
            raise ControlError(f"no user {user_id}", 404) from None

    def account(self, who: int) -> User | Bot | None:
        """A person or a bot."""
        return self.users.get(who) or self.bot_by_id(who)

    def chat(self, chat_id: int, bot: Bot) -> Chat:
        """A group, or the private chat of the bot with the user of that id."""
        if chat_id < 0:
            try:
                return self.groups[chat_id]
            except KeyError:
                raise ControlError(f"no chat {chat_id}", 404) from None
        return self.private_chat(self.user(chat_id), bot)

    def private_chat(self, user: User, bot: Bot) -> Chat:
        """The chat of a user and a bot, which is always there, if empty."""
        key = (bot.id, user.id)
        chat = self.private.get(key)
        if chat is None:
            chat = self.private[key] = Chat(user.id, "private", bot=bot)
            chat.user = user
            chat.refresh()
        return chat

    def bots_in(self, chat: Chat) -> Iterable[Bot]:
        """The bots that hear of a chat."""
        if chat.bot is not None:
            return (chat.bot,)
        return [bot for bot in self.bots.values() if chat.member(bot.id).status.inside]

    def groups_of(self, who: int) -> list[Chat]:
        """The groups someone is in."""
        return [chat for chat in self.groups.values() if chat.member(who).status.inside]

    def met(self, bot: Bot, user_id: int) -> bool:
        """Whether a bot knows of this person, from a group."""
        return any(user_id in chat.members for chat in self.groups_of(bot.id))

    # messages

    def next_message_id(self, chat: Chat) -> int:
        """Supergroups count by themselves; the other chats of an account share its count."""
        if chat.supergroup:
            chat.last_message_id += 1
            return chat.last_message_id
        bots = list(self.bots_in(chat)) or list(self.bots.values())
        found = max(bot.last_message_id for bot in bots) + 1
        for bot in bots:
            bot.last_message_id = found
        return found

    def keep(self, message: Message) -> None:
        """Put a message into its chat's history, forgetting the oldest where there are many."""
        messages = message.chat.messages
        messages[message.id] = message
        self._history.append(message)
        if len(messages) > self._keep_in_chat:
            del messages[next(iter(messages))]
        if len(self._history) > self._keep:
            oldest = self._history.popleft()
            oldest.chat.messages.pop(oldest.id, None)

    def limiter(self, bot: Bot) -> Limiter:
        """The count of a bot's sending."""
        return self.limiters.setdefault(bot.id, Limiter())

    def last_speaker(self, chat: Chat) -> Bot | None:
        """The bot that sent last: a plain /command in a group is meant for it."""
        for message in reversed(chat.messages.values()):
            if isinstance(message.sender, Bot) and not message.service:
                return message.sender
        return None

    def admins(self, chat: Chat) -> list[int]:
        """Ids of creator and administrators."""
        return [who for who, member in chat.members.items() if member.status.admin]
