"""Handles one update: route, conversation, one unit of work; or sets it aside."""

import asyncio
import contextlib
import secrets
import time
import traceback
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import structlog
from telegram import Bot, Update
from telegram.error import NetworkError, TelegramError

from bot import metrics
from bot.telegram.convert.updates import incoming_of, moved_to
from bot.telegram.routes import conversation_for
from domain.errors import AlreadyDone, Busy, Conflict, OwnerlineError
from domain.incoming import ChatKind, Incoming, Searched, Tapped
from domain.locale import choose
from domain.outgoing import Offer, Outgoing, SendText
from domain.pipeline import Failure, Inbox, PendingUpdate, Works
from domain.ports import Effect, Tools, nothing
from domain.text import Text

AnswerTap = Callable[[int, str, Text | None, str], Awaitable[None]]
"""Answers a button tap: bot id, tap id, a notice or None, locale."""

AnswerSearch = Callable[[int, str, Sequence[Offer], str], Awaitable[None]]
"""Answers an inline query: bot id, query id, what is offered, the locale of its list."""

Move = Callable[[int, int, int], Awaitable[None]]
"""A group became a supergroup: bot id, its old chat id, its new one."""

_LOST_RACES = 5
_PASSING_FAULTS = 5
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_log = structlog.get_logger(__name__)


class Handler:
    """Takes an update to its commit. A database that is away is waited for, in the lane."""

    def __init__(
        self, bots: dict[int, Bot], tools: Tools, works: Works, inbox: Inbox, answer_tap: AnswerTap,
        answer_search: AnswerSearch, move: Move,
    ) -> None:  # fmt: skip
        self._bots = bots
        self._tools = tools
        self._works = works
        self._inbox = inbox
        self._answer_tap = answer_tap
        self._answer_search = answer_search
        self._move = move
        self._background: set[asyncio.Task[None]] = set()

    async def __call__(self, update: PendingUpdate) -> bool:
        """Handle an update; False if it was postponed and its lane must wait."""
        pause = 0.05
        began = time.perf_counter()
        while True:
            try:
                done = await self._attempt(update)
            except Busy:
                _log.warning("the database is away; waiting", update=update.update_id)
                await asyncio.sleep(pause)
                pause = min(2.0, pause * 2)
            else:
                metrics.HANDLING.observe(time.perf_counter() - began)
                return done

    async def _attempt(self, update: PendingUpdate) -> bool:
        incoming: Incoming | None = None
        try:
            parsed = Update.de_json(update.payload, self._bots[update.lane.bot_id])
            moved = moved_to(parsed)
            if moved:
                await self._move(update.lane.bot_id, *moved)
                _log.warning("a group has a new id; the policy may name the old", ids=moved)
            incoming = incoming_of(update.lane.bot_id, parsed)
            await self._think_and_commit(update, incoming, parsed)
        except AlreadyDone:
            metrics.HANDLED.labels("repeated").inc()
        except Busy:
            raise
        except NetworkError as error:
            if update.attempts < _PASSING_FAULTS:
                await self._postpone(update, error)
                return False
            await self._set_aside(update, incoming, error)
        except Exception as error:  # noqa: BLE001
            # our bug, or an update that no one foresaw: it must not block its lane
            await self._set_aside(update, incoming, error)
        else:
            metrics.HANDLED.labels("done").inc()
        return True

    async def _think(self, incoming: Incoming | None, parsed: Update) -> Effect:
        conversation = conversation_for(parsed) if incoming else None
        if incoming is None or conversation is None:
            return nothing
        for _ in range(_LOST_RACES):
            try:
                return await conversation(incoming, self._tools)
            except Conflict:
                continue
        return await conversation(incoming, self._tools)

    async def _think_and_commit(
        self, update: PendingUpdate, incoming: Incoming | None, parsed: Update
    ) -> None:
        notices: Sequence[Text] = ()
        offers: Sequence[Offer] = ()
        for race in range(_LOST_RACES + 1):
            effect = await self._think(incoming, parsed)
            try:
                async with self._works.for_update(update.lane.bot_id, update.update_id) as work:
                    await effect(work)
                    notices, offers = work.notices, work.offers
                break
            except Conflict:
                if race == _LOST_RACES:
                    raise
        if incoming:
            self._answer_later(incoming, notices[-1] if notices else None, offers)

    def _answer_later(
        self, incoming: Incoming, notice: Text | None = None, offers: Sequence[Offer] = ()
    ) -> None:
        """Answer a tap or a search beside the lane.

        It is only a courtesy, and too late after a restart.
        """
        content = incoming.content
        answer: Awaitable[None]
        if isinstance(content, Tapped):
            answer = self._answer(incoming, content, notice)
        elif isinstance(content, Searched):
            locale = _rough_locale(incoming, self._tools)
            answer = self._answer_search(incoming.place.bot_id, content.query_id, offers, locale)
        else:
            return
        task = asyncio.ensure_future(answer)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _answer(self, incoming: Incoming, tap: Tapped, notice: Text | None) -> None:
        locale = _rough_locale(incoming, self._tools)
        if notice:
            with contextlib.suppress(Busy):
                caller = await self._tools.reads.caller(incoming.place, incoming.sender.id)
                locale = choose(
                    self._tools.policy.languages,
                    setting=caller.owner.locale if caller.owner else None,
                    written=caller.wrote_in,
                    application=incoming.sender.language_code,
                )
        await self._answer_tap(incoming.place.bot_id, tap.tap_id, notice, locale)

    async def _postpone(self, update: PendingUpdate, error: TelegramError) -> None:
        wait = timedelta(seconds=2**update.attempts)
        await self._inbox.postpone(update, self._tools.clock.now() + wait, str(error))

    async def _set_aside(
        self, update: PendingUpdate, incoming: Incoming | None, error: Exception
    ) -> None:
        reference = "E-" + "".join(secrets.choice(_ALPHABET) for _ in range(6))
        _log.error(
            "an update was set aside",
            reference=reference,
            update=update.update_id,
            error=type(error).__name__,
            exc_info=error,
        )
        failure = Failure(reference, "".join(traceback.format_exception(error))[-8000:])
        try:
            await self._keep_aside(update, failure, self._apology(incoming, reference, error))
        except AlreadyDone:
            return
        except Busy:
            raise
        except Exception:  # noqa: BLE001
            # so strange that not even an apology can be addressed
            _log.exception("nobody can be told", reference=reference)
            await self._keep_aside(update, failure, ())
        metrics.HANDLED.labels("set_aside").inc()
        if incoming:
            self._answer_later(incoming)

    async def _keep_aside(
        self, update: PendingUpdate, failure: Failure, apologies: Sequence[Outgoing]
    ) -> None:
        async with self._works.for_update(update.lane.bot_id, update.update_id, failure) as work:
            await work.outbox.put(*apologies)

    def _apology(
        self, incoming: Incoming | None, reference: str, error: Exception
    ) -> Sequence[Outgoing]:
        """Tell the person, in a private chat; a group is not bothered with our bugs."""
        if incoming is None or incoming.chat_kind is not ChatKind.PRIVATE:
            return []
        text = (
            error.text
            if isinstance(error, OwnerlineError)
            else Text("error.set_aside", reference=reference)
        )
        locale = _rough_locale(incoming, self._tools)
        return [Outgoing(incoming.place, SendText(text), locale)]

    async def drain(self) -> None:
        """Wait for courtesies under way, briefly."""
        if self._background:
            await asyncio.wait(self._background, timeout=2)


def _rough_locale(incoming: Incoming, tools: Tools) -> str:
    """Telegram's own language of the person: enough where nothing can be read any more."""
    return choose(tools.policy.languages, application=incoming.sender.language_code)
