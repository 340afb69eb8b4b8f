"""What the process that leads a bot does for it: it polls, sends, keeps clock and rooms."""

import asyncio
from functools import partial

from bot.receiving.intake import Intake
from bot.receiving.polling import Poller
from bot.running.admin_menus import AdminMenus
from bot.running.calendars import Calendars
from bot.running.clockwork import Clockwork
from bot.running.leading import Duty, lead
from bot.running.menus import admins_menus, staff_menu
from bot.running.rooms import Rooms
from bot.sending.budget import Rates
from bot.sending.sender import Sender
from bot.settings import Mode
from bot.telegram.bots import Account
from bot.telegram.calls import carry_out
from bot.wiring import Parts
from domain.locale import EN
from domain.ports import Tools
from handlers.table import GATHERING, JOBS, RECURRING, SLOW_JOBS


class Duties:
    """The duties towards one bot. Its sender outlives a lost lead: what it knows is handed on."""

    def __init__(
        self, parts: Parts, account: Account, intake: Intake, tools: Tools, stopping: asyncio.Event
    ) -> None:
        self._parts = parts
        self._account = account
        self._intake = intake
        self._tools = tools
        self._stopping = stopping
        self._sender: Sender | None = None
        self.leading = False

    async def run(self) -> None:
        """Campaign for the lead, and do what it asks while it is held; for ever."""
        await lead(self._parts.storage.leadership, self._account.id, self._begin, self._finish)

    async def send_out(self, seconds: float) -> None:
        """Send what waits, for so long at the most; nothing where another process leads."""
        if self._sender:
            await self._sender.send_out(seconds)

    def _begin(self) -> list[Duty]:
        self.leading = True
        storage, settings = self._parts.storage, self._parts.settings
        keeping = (storage.timers, storage.works, storage.bell, self._tools)
        clockwork = Clockwork(
            *keeping, JOBS, tuple(RECURRING), without=SLOW_JOBS, gathering=GATHERING
        )
        slow = Clockwork(*keeping, SLOW_JOBS, only=SLOW_JOBS)
        calendars = Calendars(
            self._parts.policy.desks,
            self._parts.clock,
            partial(self._parts.renderer.plain, locale=EN),
        )
        found: list[Duty] = [
            self._next_sender().run,
            clockwork.run,
            slow.run,
            self._rooms().run,
            calendars.run,
            self._admin_menus().run,
        ]
        if settings.mode is Mode.POLLING:
            found.append(self._poll)
        return found

    async def _finish(self) -> None:
        self.leading = False
        if self._sender:
            await self._sender.drain()

    def _next_sender(self) -> Sender:
        storage, settings = self._parts.storage, self._parts.settings
        rates = Rates(
            overall=settings.send_rate, chat=settings.chat_rate, group=settings.group_rate
        )
        sender = Sender(
            self._account.id,
            storage.outbox_queue,
            partial(carry_out, self._account.bot, self._parts.files),
            storage.bell,
            self._parts.clock,
            rates,
        )
        if self._sender:
            sender.succeed(self._sender)
        self._sender = sender
        return sender

    def _rooms(self) -> Rooms:
        parts = self._parts
        return Rooms(
            self._account.bot,
            parts.policy,
            parts.storage.works,
            parts.storage.outbox_queue.migrate,
            partial(parts.renderer.plain, locale=EN),
            partial(staff_menu, parts.catalog, parts.policy),
            parts.clock,
        )

    def _admin_menus(self) -> AdminMenus:
        parts = self._parts
        menus = admins_menus(parts.catalog, parts.policy)
        default = parts.policy.languages[0]
        return AdminMenus(self._account, parts.settings.admin_ids, menus, default)

    async def _poll(self) -> None:
        poller = Poller(self._account.id, self._account.base_url, self._intake)
        polling = asyncio.create_task(poller.run())
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait([polling, stopping], return_when=asyncio.FIRST_COMPLETED)
            if polling.done():
                polling.result()
            polling.cancel()
            await asyncio.Event().wait()  # the other duties go on until all is finished
        finally:
            polling.cancel()
            stopping.cancel()
            await asyncio.gather(polling, stopping, return_exceptions=True)
