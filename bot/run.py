"""`ownerline run`: everything of a running bot, from its start to its clean end.

Ends in this order, so that nothing in hand is lost: no more updates are taken; what is being
handled is finished; what that put into the outbox is sent, for a moment; then everything closes.
Whatever does not make it stays in the database for the next start.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial

import structlog

from bot import metrics
from bot.clockwork import Clockwork
from bot.handling.dispatcher import Dispatcher
from bot.handling.handler import Handler
from bot.leading import Duty, lead
from bot.measured_wording import MeasuredWording
from bot.menus import owners_menus, staff_menu
from bot.ops import Health, Probe, ops_routes
from bot.receiving.intake import Intake
from bot.receiving.polling import Poller
from bot.receiving.webhook import Webhook
from bot.rooms import Rooms
from bot.sending.budget import Rates
from bot.sending.sender import Sender
from bot.settings import Mode, Settings, make_data_dir
from bot.telegram.bots import Account, account, answer_tap, introduce, prepare, set_menu
from bot.telegram.calls import carry_out
from bot.telegram.searches import answer_search, article
from bot.web import serving
from bot.wiring import Parts, chat_wording, drawing, faq_knowledge, load_chroma, opened
from domain.errors import Busy, OwnerlineError
from domain.locale import EN
from domain.outgoing import Offer
from domain.ports import Tools
from domain.text import Text
from handlers.table import JOBS, RECURRING, SLOW_JOBS
from storage.locks.run_lock import only_run

_FINISH_SECONDS = 20.0
_SEND_OUT_SECONDS = 3.0
_FAQ_SECONDS = 2.0
_FIRST_FIT_SECONDS = 15.0
_log = structlog.get_logger(__name__)


async def run(
    settings: Settings, stop: asyncio.Event, ready: Callable[[], None] = lambda: None
) -> None:
    """Run until `stop` is set; `ready` is called once everything works.

    Raises `OwnerlineError` when it cannot start.
    """
    if not settings.tokens:
        raise OwnerlineError(Text("error.no_token"))
    accounts = [account(settings, token) for token in settings.tokens]
    make_data_dir(settings)
    with only_run(settings.database):
        async with opened(settings) as parts:
            await Program(parts, accounts).run(stop, ready)


def stop_on_signals(stop: asyncio.Event) -> None:
    """Let SIGTERM and Ctrl-C end the program cleanly."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)


class Program:
    """The running parts of one process."""

    def __init__(self, parts: Parts, accounts: list[Account]) -> None:
        self._parts = parts
        self._accounts = accounts
        self._settings = parts.settings
        self._health = Health()
        self._not_ready: str | None = "the bot is starting"
        self._leading: set[int] = set()
        self._knowledge = faq_knowledge(parts, lambda: bool(self._leading))
        self._chat = chat_wording(parts.settings, self._knowledge)
        tools = Tools(
            reads=parts.storage.reads,
            knowledge=self._knowledge,
            clock=parts.clock,
            policy=parts.policy,
            cases=parts.storage.cases,
            staff=parts.storage.staff,
            case_figures=parts.storage.case_figures,
            drawing=drawing(parts),
            files=parts.files,
            admins=frozenset(parts.settings.admin_ids),
            wording=MeasuredWording(self._chat) if self._chat else None,
        )
        self._tools = tools
        self._handler = Handler(
            {each.id: each.bot for each in accounts},
            tools,
            parts.storage.works,
            parts.storage.inbox,
            self._answer_tap,
            self._answer_search,
            parts.storage.outbox_queue.migrate,
        )
        self._dispatcher = Dispatcher(
            [each.id for each in accounts],
            parts.storage.inbox,
            parts.storage.lanes,
            parts.storage.bell,
            self._handler,
        )
        self._intake = Intake(parts.storage.inbox, self._dispatcher.hand_over)
        self._senders: dict[int, Sender] = {}
        self._stopping = asyncio.Event()
        self._judging: asyncio.Task[None] | None = None

    async def run(self, stop: asyncio.Event, ready: Callable[[], None]) -> None:
        """Start everything, wait for `stop` or a fault of ours, end everything."""
        self._watch_health()
        async with AsyncExitStack() as stack:
            if self._settings.ops_listen != "off":
                routes = ops_routes(self._health)
                await stack.enter_async_context(serving(self._settings.ops_listen, routes))
            stack.push_async_callback(self._knowledge.close)
            if self._chat:
                stack.push_async_callback(self._chat.close)
            await self._start_knowledge()
            for each in self._accounts:
                stack.push_async_callback(each.bot.shutdown)
                await self._unless(stop, introduce(each))
            if stop.is_set():
                return
            tasks = [
                asyncio.create_task(self._dispatcher.run()),
                asyncio.create_task(self._keep_faq_fresh()),
                *(asyncio.create_task(self._lead(each)) for each in self._accounts),
            ]
            try:
                async with self._webhook():
                    for each in self._accounts:
                        await self._unless(stop, self._set_up(each))
                    self._not_ready = None
                    _log.info("ready", bots=[each.id for each in self._accounts])
                    ready()
                    await self._until(stop, tasks)
                    self._not_ready = "the bot is stopping"
                    self._stopping.set()
                await self._finish()
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
        _log.info("stopped")

    async def _start_knowledge(self) -> None:
        """Load the FAQ; a first fit of its classifier is waited for, a while.

        Later fits run beside: until one is done, new wordings are found by likeness alone.
        """
        chroma = asyncio.create_task(asyncio.to_thread(load_chroma))
        await self._knowledge.start()
        await chroma
        self._judging = asyncio.create_task(self._knowledge.judged())
        await asyncio.wait([self._judging], timeout=_FIRST_FIT_SECONDS)

    async def _keep_faq_fresh(self) -> None:
        """Follow the FAQ: at once on a ring, else within a few seconds."""
        listener = self._parts.storage.bell.listener("faq")
        while True:
            await listener.wait(_FAQ_SECONDS)
            try:
                await self._knowledge.refresh()
            except Busy:
                _log.warning("the FAQ cannot be read now; what was read before stays in use")
            except Exception:  # noqa: BLE001
                # embeddings out of reach, say: the FAQ as it was answers better than no bot
                _log.exception("the FAQ could not be taken over; what was read before stays in use")

    async def _until(self, stop: asyncio.Event, tasks: list[asyncio.Task[None]]) -> None:
        waiting = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait([waiting, *tasks], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        for task in done - {waiting}:
            task.result()  # these end only by a fault of ours: let it be seen

    async def _unless(self, stop: asyncio.Event, starting: Coroutine[None, None, None]) -> None:
        """Do something that may wait for Telegram, but not longer than until `stop`."""
        waiting = asyncio.create_task(stop.wait())
        task = asyncio.create_task(starting)
        await asyncio.wait([waiting, task], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if task.done():
            await task
        else:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _set_up(self, each: Account) -> None:
        await prepare(each, self._settings)
        catalog, policy = self._parts.catalog, self._parts.policy
        await set_menu(each, owners_menus(catalog, policy), policy.languages[0])

    def _rooms(self, each: Account) -> Rooms:
        parts = self._parts
        return Rooms(
            each.bot,
            parts.policy,
            parts.storage.works,
            parts.storage.outbox_queue.migrate,
            partial(parts.renderer.plain, locale=EN),
            partial(staff_menu, parts.catalog, parts.policy),
        )

    async def _finish(self) -> None:
        await self._dispatcher.drain(_FINISH_SECONDS)
        await self._handler.drain()
        for sender in self._senders.values():
            await sender.send_out(_SEND_OUT_SECONDS)

    @asynccontextmanager
    async def _webhook(self) -> AsyncIterator[None]:
        if self._settings.mode is not Mode.WEBHOOK:
            yield
            return
        webhook = Webhook(
            self._settings.webhook_path,
            self._settings.webhook_secret.get_secret_value(),
            [each.id for each in self._accounts],
            self._intake,
        )
        async with serving(self._settings.webhook_listen, webhook.routes()):
            yield

    async def _lead(self, each: Account) -> None:
        storage = self._parts.storage
        rates = Rates(
            overall=self._settings.send_rate,
            chat=self._settings.chat_rate,
            group=self._settings.group_rate,
        )

        def duties() -> list[Duty]:
            self._leading.add(each.id)
            carrier = partial(carry_out, each.bot, self._parts.files)
            sender = Sender(
                each.id, storage.outbox_queue, carrier, storage.bell, self._parts.clock, rates
            )
            if each.id in self._senders:
                sender.succeed(self._senders[each.id])
            self._senders[each.id] = sender
            keeping = (storage.timers, storage.works, storage.bell, self._tools)
            clockwork = Clockwork(*keeping, JOBS, tuple(RECURRING), without=SLOW_JOBS)
            slow = Clockwork(*keeping, SLOW_JOBS, only=SLOW_JOBS)
            found: list[Duty] = [sender.run, clockwork.run, slow.run, self._rooms(each).run]
            if self._settings.mode is Mode.POLLING:
                poller = Poller(each.id, each.base_url, self._intake)
                found.append(partial(self._poll, poller))
            return found

        async def finish() -> None:
            self._leading.discard(each.id)
            await self._senders[each.id].drain()

        await lead(storage.leadership, each.id, duties, finish)

    async def _poll(self, poller: Poller) -> None:
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

    async def _answer_tap(self, bot_id: int, tap_id: str, notice: Text | None, locale: str) -> None:
        bot = next(each.bot for each in self._accounts if each.id == bot_id)
        words = self._parts.renderer.plain(notice, locale) if notice else ""
        await answer_tap(bot, tap_id, words)

    async def _answer_search(
        self, bot_id: int, query_id: str, offers: Sequence[Offer], locale: str
    ) -> None:
        bot = next(each.bot for each in self._accounts if each.id == bot_id)
        results = [article(one, self._parts.renderer, locale) for one in offers]
        await answer_search(bot, query_id, results)

    def _watch_health(self) -> None:
        async def stage() -> str | None:
            return self._not_ready

        async def database() -> str | None:
            try:
                # a write that changes nothing: what can only be read takes no updates
                async with self._parts.storage.works.alone() as work:
                    await work.timers.cancel("readiness", "")
            except Busy:
                return "the database cannot be reached, or not be written to"
            return None

        async def outbox() -> None:
            with suppress(Busy):
                for state, count in (await self._parts.storage.outbox_queue.depth()).items():
                    metrics.OUTBOX_DEPTH.labels(state).set(count)

        self._health.checks.update(program=stage, database=Probe(database))
        self._health.before_metrics.append(outbox)
