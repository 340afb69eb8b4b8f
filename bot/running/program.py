"""`ownerline run`: everything of a running bot, from its start to its clean end.

Ends in this order, so that nothing in hand is lost: no more updates are taken; what is being
handled is finished; what that put into the outbox is sent, for a moment; then everything closes.
Whatever does not make it stays in the database for the next start.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import structlog

from bot.handling.dispatcher import Dispatcher
from bot.handling.handler import Handler
from bot.measured_wording import MeasuredWording
from bot.ops import ops_routes
from bot.receiving.intake import Intake
from bot.receiving.webhook import Webhook
from bot.running.answering import Answering
from bot.running.duties import Duties
from bot.running.faq import FaqKeeper
from bot.running.menus import owners_menus
from bot.running.readiness import watched
from bot.settings import Mode, Settings, make_data_dir
from bot.telegram.bots import Account, account, introduce, prepare, set_menu
from bot.telegram.downloads import TelegramDownloads
from bot.web import serving
from bot.wiring import (
    Parts,
    chat_wording,
    drawing,
    faq_files,
    faq_knowledge,
    faq_trials,
    opened,
    question_meanings,
)
from domain.errors import OwnerlineError
from domain.ports import Tools
from domain.text import Text
from storage.locks.run_lock import only_run

_FINISH_SECONDS = 20.0
_SEND_OUT_SECONDS = 3.0
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
        self._not_ready: str | None = "the bot is starting"
        self._stopping = asyncio.Event()
        storage = parts.storage
        self._knowledge = faq_knowledge(parts, self._leads_any)
        self._faq = FaqKeeper(self._knowledge, storage.bell)
        self._meanings = question_meanings(self._knowledge)
        self._trials = faq_trials(parts, self._knowledge)
        self._chat = chat_wording(parts.settings, self._knowledge)
        bots = {each.id: each.bot for each in accounts}
        tools = Tools(
            reads=storage.reads,
            knowledge=self._knowledge,
            clock=parts.clock,
            policy=parts.policy,
            cases=storage.cases,
            staff=storage.staff,
            case_figures=storage.case_figures,
            drawing=drawing(parts),
            files=parts.files,
            phrasing=parts.renderer,
            attachments=storage.attachments,
            downloads=TelegramDownloads(bots),
            curation=storage.curation,
            trials=self._trials,
            gaps=storage.gaps,
            meanings=self._meanings,
            faq_files=faq_files(parts, self._knowledge),
            surveys=storage.surveys,
            invitations=storage.invitations,
            waves=storage.waves,
            survey_figures=storage.survey_figures,
            survey_book=parts.survey_book,
            complaints=storage.complaints,
            admins=frozenset(parts.settings.admin_ids),
            wording=MeasuredWording(self._chat) if self._chat else None,
        )
        answering = Answering(bots, parts.renderer)
        self._handler = Handler(
            bots,
            tools,
            storage.works,
            storage.inbox,
            answering.tap,
            answering.search,
            storage.outbox_queue.migrate,
        )
        self._dispatcher = Dispatcher(
            list(bots), storage.inbox, storage.lanes, storage.bell, self._handler
        )
        self._intake = Intake(storage.inbox, self._dispatcher.hand_over)
        self._duties = [
            Duties(parts, each, self._intake, tools, self._stopping) for each in accounts
        ]

    async def run(self, stop: asyncio.Event, ready: Callable[[], None]) -> None:
        """Start everything, wait for `stop` or a fault of ours, end everything."""
        async with AsyncExitStack() as stack:
            if self._settings.ops_listen != "off":
                routes = ops_routes(watched(self._parts.storage, lambda: self._not_ready))
                await stack.enter_async_context(serving(self._settings.ops_listen, routes))
            stack.push_async_callback(self._knowledge.close)
            stack.push_async_callback(self._trials.close)
            stack.callback(self._meanings.close)
            if self._chat:
                stack.push_async_callback(self._chat.close)
            await self._faq.start()
            for each in self._accounts:
                stack.push_async_callback(each.bot.shutdown)
                await _unless(stop, introduce(each))
            if stop.is_set():
                return
            await self._work(stop, ready)
        _log.info("stopped")

    async def _work(self, stop: asyncio.Event, ready: Callable[[], None]) -> None:
        tasks = [
            asyncio.create_task(self._dispatcher.run()),
            asyncio.create_task(self._faq.run()),
            *(asyncio.create_task(each.run()) for each in self._duties),
        ]
        try:
            async with self._webhook():
                for each in self._accounts:
                    await _unless(stop, self._set_up(each))
                self._not_ready = None
                _log.info("ready", bots=[each.id for each in self._accounts])
                ready()
                await _until(stop, tasks)
                self._not_ready = "the bot is stopping"
                self._stopping.set()
            await self._finish()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _set_up(self, each: Account) -> None:
        await prepare(each, self._settings)
        catalog, policy = self._parts.catalog, self._parts.policy
        await set_menu(each, owners_menus(catalog, policy), policy.languages[0])

    async def _finish(self) -> None:
        await self._dispatcher.drain(_FINISH_SECONDS)
        await self._handler.drain()
        for each in self._duties:
            await each.send_out(_SEND_OUT_SECONDS)

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

    def _leads_any(self) -> bool:
        return any(each.leading for each in self._duties)


async def _until(stop: asyncio.Event, tasks: list[asyncio.Task[None]]) -> None:
    waiting = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait([waiting, *tasks], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    for task in done - {waiting}:
        task.result()  # these end only by a fault of ours: let it be seen


async def _unless(stop: asyncio.Event, starting: Coroutine[None, None, None]) -> None:
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
