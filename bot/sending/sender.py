"""The sender of one bot: reads what waits, sends what the budgets allow, records what came of it.

One process leads and sends (domain/pipeline.py). Calls to one chat go one after the other, so
order holds; different chats go side by side. What cannot be sent for a passing reason stays first
in its chat and is tried again; nothing is given up before `GIVE_UP`.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeAlias

import structlog

from bot.sending.addresses import Addresses
from bot.sending.backlog import Backlog
from bot.sending.budget import Budget, Rates, cost_of
from bot.sending.bundling import bundle_of, joined
from bot.sending.outcomes import Outcomes
from bot.sending.patience import Patience
from bot.sending.reopening import Reopening
from bot.telegram.answers import Answer, Verdict
from bot.telegram.calls import has_markup, without_markup
from domain.errors import Busy
from domain.outgoing import Gone, Priority
from domain.pipeline import Bell, Delivery, OutboxQueue, Outcome, QueuedCall
from domain.ports import Clock

Carrier = Callable[[QueuedCall], Awaitable[Answer]]
"""Makes one call, in which ids stand for all names."""

Parcel: TypeAlias = tuple[QueuedCall, ...]
"""What goes out as one call: the first of its line, and those bundled with it."""

GIVE_UP = timedelta(hours=24)
"""A reply that could not be delivered for a day is not wanted any more."""

WINDOW = {Priority.REPLY: 500, Priority.CARD: 200, Priority.REMINDER: 100, Priority.BROADCAST: 100}
"""How many calls of each priority are held in memory at once."""

_POLL_SECONDS = 1.0
_LESS_URGENT_SECONDS = 0.2
_IN_FLIGHT = 64
"""Calls under way, or answered and not recorded yet: as many a crash can repeat, and no more."""
_SUPERSEDED = Answer(Verdict.REFUSED)
_log = structlog.get_logger(__name__)


class Sender:
    """Sends what one bot's outbox holds. `run` until cancelled, then `drain`."""

    def __init__(
        self, bot_id: int, queue: OutboxQueue, carrier: Carrier, bell: Bell, clock: Clock,
        rates: Rates,
    ) -> None:  # fmt: skip
        self._bot_id = bot_id
        self._queue = queue
        self._carrier = carrier
        self._clock = clock
        self._budget = Budget(rates)
        self._patience = Patience(self._budget)
        self._backlog = Backlog()
        self._addresses = Addresses(bot_id, queue)
        self._reopening = Reopening()
        self._outcomes = Outcomes(queue, clock, self._recorded)
        self._listener = bell.listener("outbox")
        self._wake = asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()
        self._marked: dict[int, QueuedCall] = {}
        self._hungry = True
        self._less_urgent_at = 0.0

    def succeed(self, former: "Sender") -> None:
        """Record what a former lead of this process sent while the database was away."""
        settled = former.hand_over()
        for one in settled:
            self._addresses.take_over(one)
        self._backlog.recognise({one.call.id for one in settled})
        self._outcomes.take_over(settled)

    def hand_over(self) -> list[Delivery]:
        """Give away what was not recorded."""
        return self._outcomes.hand_over()

    async def run(self) -> None:
        """Send until cancelled; what is in flight then is finished by `drain`."""
        unknown = await self._queue.recover(self._bot_id)
        if unknown:
            _log.warning("sends of unknown outcome", bot=self._bot_id, count=unknown)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._outcomes.run())
            tasks.create_task(self._pump())

    async def send_out(self, seconds: float) -> None:
        """Wait until nothing is left to send that may go soon, at most so long."""
        self._get_hungry()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._hungry or self._sending or any(self._backlog.ready()):  # noqa: ASYNC110
                    await asyncio.sleep(0.02)

    async def drain(self) -> None:
        """Finish what is in flight and record it.

        What was marked as being sent and is known not to have been waits again.
        """
        self._addresses.close()
        if self._sending:
            await asyncio.wait(self._sending)
        now = self._clock.now()
        held = [Delivery(call, Outcome.RETRY, now) for call in self._marked.values()]
        self._marked.clear()
        self._outcomes.take_over(held)
        await self._outcomes.flush()

    async def _listen(self) -> None:
        while True:
            await self._listener.wait(_POLL_SECONDS)
            self._get_hungry()

    async def _pump(self) -> None:
        while True:
            self._wake.clear()
            if self._hungry:
                await self._read()
            pause = await self._start_what_may_go()
            # not wait_for, which until Python 3.12 can swallow a cancellation
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._wake.wait()

    async def _read(self) -> None:
        """Fill the backlog up from the database: replies at once, the rest a few times a second."""
        self._hungry = False
        now = self._clock.now()
        forget = self._backlog.before_read()
        try:
            for priority in self._priorities_to_read():
                room = WINDOW[priority] - self._backlog.count(priority)
                if room < WINDOW[priority] // 2:
                    continue
                calls = await self._queue.waiting(
                    self._bot_id, priority, limit=room, now=now,
                    skip_ids=self._backlog.known, skip_chats=self._backlog.crowded(priority),
                )  # fmt: skip
                # a full read may have been one chat's flood: look once more, without that chat
                self._hungry = self._hungry or len(calls) == room
                for call in self._backlog.add(calls):
                    self._outcomes.note(call, Outcome.SUPERSEDED, _SUPERSEDED)
        except Busy:
            _log.warning("the outbox cannot be read now", bot=self._bot_id)
            return
        self._backlog.after_read(forget)

    def _priorities_to_read(self) -> tuple[Priority, ...]:
        now = time.monotonic()
        if now < self._less_urgent_at:
            asyncio.get_running_loop().call_later(self._less_urgent_at - now, self._get_hungry)
            return (Priority.REPLY,)
        self._less_urgent_at = now + _LESS_URGENT_SECONDS
        return tuple(Priority)

    def _get_hungry(self) -> None:
        self._hungry = True
        self._wake.set()

    async def _start_what_may_go(self) -> float:
        """Start all that the budgets allow; returns the seconds until more may go."""
        now = time.monotonic()
        pause = _POLL_SECONDS
        starting: list[Parcel] = []
        for call in self._backlog.ready():
            if len(self._sending) + self._outcomes.unrecorded + len(starting) >= _IN_FLIGHT:
                break
            cost = cost_of(call)
            delay = self._budget.delay(call.place.chat_id, now, cost)
            if delay > 0:
                pause = min(pause, delay)
                if self._budget.overall_delay(now) > 0:
                    break
                continue
            self._budget.spend(call.place.chat_id, now, cost)
            parcel = (call, *self._bundled(call))
            self._backlog.start(*parcel)
            starting.append(parcel)
        await self._start(starting)
        return max(pause, 0.001)

    def _bundled(self, call: QueuedCall) -> Sequence[QueuedCall]:
        return bundle_of(call, self._backlog.behind(call)) if call.bundle else ()

    async def _start(self, starting: list[Parcel]) -> None:
        careful = [first for first, *_ in starting if first.at_most_once and not first.to_blocked]
        if careful:
            try:
                await self._queue.starting(careful)
            except Busy:
                for first, *_ in starting:
                    self._backlog.back(first)
                return
            self._marked.update({call.id: call for call in careful})
        for parcel in starting:
            task = asyncio.create_task(self._send(parcel))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    async def _send(self, parcel: Parcel) -> None:
        first = parcel[0]
        try:
            if first.to_blocked:
                reason = "the owner has blocked the bot"
                self._settle(parcel, Outcome.DEAD, _refused(reason, Gone.CHAT))
                return
            call = await self._addresses.put_in(first)
            if isinstance(call, Answer):
                await self._weigh(parcel, call)
            elif self._reopening.due(first):
                await self._open_topic(parcel, call)
            else:
                await self._weigh(parcel, await self._carry(joined(call, parcel[1:])))
        except Busy:
            self._backlog.back(first)
        except Exception as error:  # noqa: BLE001
            # our own bug with this one call must not stop all others
            _log.exception("a call of the outbox failed", call=first.id, method=first.method)
            self._settle(parcel, Outcome.DEAD, _refused(f"internal: {type(error).__name__}"))
        finally:
            self._wake.set()

    async def _open_topic(self, parcel: Parcel, call: QueuedCall) -> None:
        """Open the topic that somebody closed; the call itself goes next."""
        topic = {"message_thread_id": call.params.get("message_thread_id")}
        answer = await self._carry(replace(call, method="reopen_forum_topic", params=topic))
        if answer.verdict is Verdict.SENT:
            self._reopening.opened(parcel[0])
            self._backlog.back(parcel[0])
        else:
            await self._weigh(parcel, answer)

    async def _carry(self, call: QueuedCall) -> Answer:
        answer = await self._carrier(call)
        if answer.gone is Gone.TOPIC:
            return replace(answer, topic_id=call.params.get("message_thread_id"))
        return answer

    async def _weigh(self, parcel: Parcel, answer: Answer) -> None:
        first = parcel[0]
        match answer.verdict:
            case Verdict.SENT:
                self._patience.served()
                self._settle(parcel, Outcome.SENT, answer)
            case Verdict.WAIT:
                self._patience.told_to_wait(first.place.chat_id, answer.wait)
                self._backlog.back(first)
            case Verdict.AGAIN:
                self._try_again(parcel, answer)
            case Verdict.UNAUTHORISED:
                _log.error("Telegram refuses the bot's token", bot=self._bot_id)
                self._patience.unauthorised()
                self._backlog.back(first)
            case Verdict.MIGRATED if answer.new_chat_id is not None:
                await self._migrate(first, answer.new_chat_id)
            case Verdict.BLOCKED:
                await self._give_up_chat(parcel, answer)
            case Verdict.PLAIN if has_markup(first.params):
                self._send_plain(parcel, answer)
            case Verdict.CLOSED if self._reopening.found_closed(first):
                self._backlog.back(first)
            case _:
                self._settle(parcel, Outcome.DEAD, answer)

    def _try_again(self, parcel: Parcel, answer: Answer) -> None:
        first, now = parcel[0], self._clock.now()
        if first.at_most_once and answer.unsure:
            self._settle(parcel, Outcome.UNKNOWN, answer)
            return
        old = tuple(call for call in parcel if now - call.created_at > GIVE_UP)
        if old:
            reason = f"given up after a day: {answer.reason}"
            self._settle(old, Outcome.DEAD, _refused(reason))
        self._patience.failed(first.place.chat_id)
        self._backlog.back(first)

    async def _give_up_chat(self, parcel: Parcel, answer: Answer) -> None:
        """End everything for an owner who does not want to hear from us."""
        chat = parcel[0].place.chat_id
        # the mark first: until it is committed the chat counts as busy, so nothing follows
        await self._queue.mark_blocked(self._bot_id, chat)
        self._settle(parcel, Outcome.DEAD, answer)
        self._backlog.drop_chat(chat)
        self._hungry = True

    async def _migrate(self, refused: QueuedCall, new_chat: int) -> None:
        chat = refused.place.chat_id
        if refused.at_most_once:
            # it counts as being sent, and was not: it must wait to go with those that wait
            again = Delivery(refused, Outcome.RETRY, self._clock.now())
            await self._queue.record([again])
            self._marked.pop(refused.id, None)
        await self._queue.migrate(self._bot_id, chat, new_chat)
        self._backlog.drop_chat(chat)
        self._hungry = True

    def _send_plain(self, parcel: Parcel, answer: Answer) -> None:
        _log.error("markup was refused", call=parcel[0].id, reason=answer.reason)
        for call in parcel:
            self._backlog.replace(without_markup(call))
        self._backlog.back(parcel[0])

    def _settle(self, calls: Sequence[QueuedCall], outcome: Outcome, answer: Answer) -> None:
        """Note what became of calls; those that went out as one share it."""
        for call in calls:
            self._marked.pop(call.id, None)
            self._reopening.settled(call)
            self._patience.settled(call.place.chat_id)
            self._addresses.learn(call, answer)
            self._backlog.finish(call)
            self._outcomes.note(call, outcome, answer)

    def _recorded(self, deliveries: Sequence[Delivery]) -> None:
        self._wake.set()
        self._backlog.recorded({delivery.call.id for delivery in deliveries})
        self._addresses.recorded([delivery.call for delivery in deliveries])


def _refused(reason: str, gone: Gone = Gone.NOTHING) -> Answer:
    return Answer(Verdict.REFUSED, reason=reason, gone=gone)
