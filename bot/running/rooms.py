"""Looks at the desks' groups: what each is like, what the bot may do there, its command menu.

Nothing waits for it: a bot whose groups cannot be reached still answers owners.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.checks import desks
from bot.finding import Finding, Grade, bad
from bot.running.menus import Menu
from bot.telegram.convert.members import membership_of
from domain.desks import Desk
from domain.errors import Busy
from domain.incoming import Place
from domain.pipeline import Works
from domain.policy import Policy
from domain.ports import Clock
from domain.rooms import Room
from domain.text import Text
from handlers.cases.room.moving_in import group_known

Move = Callable[[int, int, int], Awaitable[None]]
"""A group became a supergroup: bot id, its old chat id, its new one."""

InWords = Callable[[Text], str]
StaffMenu = Callable[[Desk], Menu]
"""The commands of a desk's staff, in the desk's language."""

_EVERY_SECONDS = 3600.0
"""Most changes are told by Telegram at once; that a group got or lost its topics is not."""
_SOONEST_SECONDS = 5.0
_LATEST_SECONDS = 300.0
_log = structlog.get_logger(__name__)


class Rooms:
    """Keeps what one bot is in each desk's group. Done by the process that leads."""

    def __init__(
        self,
        bot: Bot,
        policy: Policy,
        works: Works,
        move: Move,
        in_words: InWords,
        staff_menu: StaffMenu,
        clock: Clock,
    ) -> None:
        self._bot = bot
        self._policy = policy
        self._works = works
        self._move = move
        self._in_words = in_words
        self._staff_menu = staff_menu
        self._clock = clock
        self._said: dict[int, list[str]] = {}
        self._has_menu: set[int] = set()

    async def run(self) -> None:
        """Look now and once an hour, until cancelled; sooner again while Telegram is away."""
        pause = _SOONEST_SECONDS
        while True:
            try:
                away = await self.look()
            except Exception:  # noqa: BLE001
                # a fault of ours here must not keep the bot from sending
                _log.exception("the desks' groups could not be looked at")
                away = False
            await asyncio.sleep(pause if away else _EVERY_SECONDS)
            pause = min(_LATEST_SECONDS, pause * 2) if away else _SOONEST_SECONDS

    async def look(self) -> bool:
        """Look at every group once; True if some could not be looked at for a passing reason."""
        away = False
        for desk in self._policy.desks:
            for chat_id in (desk.chat_id, desk.supervisors_chat_id):
                if chat_id is None:
                    continue
                try:
                    await self._look_at(desk, chat_id)
                except (TelegramError, Busy) as error:
                    away = True
                    _log.info("a desk's group cannot be looked at now", reason=str(error))
        return away

    async def _look_at(self, desk: Desk, chat_id: int) -> None:
        try:
            chat = await self._bot.get_chat(chat_id)
            member = await self._bot.get_chat_member(chat_id, self._bot.id)
        except ChatMigrated as moved:
            await self._move(self._bot.id, chat_id, moved.new_chat_id)
            await self._look_at(desk, moved.new_chat_id)
            return
        except (BadRequest, Forbidden) as error:
            await self._keep(Room(self._bot.id, chat_id), is_reached=False)
            name = Text("check.desk_unreachable", desk=desk.name, reason=str(error))
            self._say(chat_id, iter([bad(name)]))
            return
        rights = membership_of(member, has_topics=bool(chat.is_forum))
        await self._keep(
            Room(
                self._bot.id,
                chat_id,
                has_topics=rights.has_topics,
                is_admin=rights.is_admin,
                can_manage_topics=rights.can_manage_topics,
                can_pin=rights.can_pin,
                can_delete=rights.can_delete,
            )
        )
        if chat_id != desk.supervisors_chat_id:
            self._say(chat_id, desks.rights(desk, chat, member))
        await self._set_menu(desk, chat_id)

    async def _keep(self, room: Room, *, is_reached: bool = True) -> None:
        async with self._works.alone() as work:
            await work.staff.keep_room(room)
            if is_reached:
                place = Place(room.bot_id, room.chat_id)
                await group_known(work, place, self._clock.now())

    def _say(self, chat_id: int, findings: Iterator[Finding]) -> None:
        """Log in words what is missing, once."""
        said = [self._in_words(one.text) for one in findings if one.grade is not Grade.GOOD]
        if said != self._said.get(chat_id):
            for words in said:
                _log.warning(words, chat=chat_id)
        self._said[chat_id] = said

    async def _set_menu(self, desk: Desk, chat_id: int) -> None:
        if chat_id in self._has_menu:
            return
        entries = [BotCommand(name, words) for name, words in self._staff_menu(desk)]
        await self._bot.set_my_commands(entries, scope=BotCommandScopeChat(chat_id))
        self._has_menu.add(chat_id)
