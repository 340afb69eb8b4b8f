"""The sender of one bot: reads what waits, sends what the budgets allow, records what came of it.

One process leads and sends (domain/pipeline.py). Calls to one chat go one after the other, so
order holds; different chats go side by side. What cannot be sent for a passing reason stays first
in its chat and is tried again; nothing is given up before `GIVE_UP`.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from bot import metrics
from bot.sending.backlog import Backlog
from bot.sending.budget import Budget, Rates
from bot.telegram.answers import Answer, Verdict
from bot.telegram.calls import has_markup, without_markup
from domain.errors import Busy
from domain.outgoing import Priority
from domain.pipeline import Bell, Delivery, OutboxQueue, Outcome, QueuedCall
from domain.ports import Clock

Carrier = Callable[[QueuedCall, int | None], Awaitable[Answer]]
"""Makes one call; the second argument is the message id that a ref was resolved to."""

GIVE_UP = timedelta(hours=24)
"""A reply that could not be delivered for a day is not wanted any more."""

WINDOW = {Priority.REPLY: 500, Priority.CARD: 200, Priority.REMINDER: 100, Priority.BROADCAST: 100}
"""How many calls of each priority are held in memory at once."""

_POLL_SECONDS = 1.0
_LESS_URGENT_SECONDS = 0.2
_IN_FLIGHT = 64
"""Calls under way, or answered and not recorded yet: as many a crash can repeat, and no more."""
_FLUSH_SECONDS = 0.01
_REFUSED_IN_A_ROW = 4
"""Chats that are told to wait, with no message accepted in between, before all wait. Telegram does
not say which limit was met; busy groups meet theirs often, several at a time."""
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
        self._backlog = Backlog()
        self._listener = bell.listener("outbox")
        self._wake = asyncio.Event()
        self._settled: list[Delivery] = []
        self._unrecorded = 0
        self._sending: set[asyncio.Task[None]] = set()
        self._refs: dict[tuple[int, str], int] = {}
        self._refused: set[int] = set()
        self._marked: dict[int, QueuedCall] = {}
        self._faults: dict[int, int] = {}
        self._to_record = asyncio.Event()
        self._hungry = True
        self._less_urgent_at = 0.0

    def succeed(self, former: "Sender") -> None:
        """Record what a former lead of this process sent while the database was away."""
        self._settled = former.hand_over()
        self._unrecorded = len(self._settled)
        self._backlog.recognise({delivery.call.id for delivery in self._settled})
        self._to_record.set()

    def hand_over(self) -> list[Delivery]:
        """Give away what was not recorded; superseded calls settle themselves once more."""
        settled, self._settled, self._unrecorded = self._settled, [], 0
        return [one for one in settled if one.outcome is not Outcome.SUPERSEDED]

    async def run(self) -> None:
        """Send until cancelled; what is in flight then is finished by `drain`."""
        unknown = await self._queue.recover(self._bot_id)
        if unknown:
            _log.warning("sends of unknown outcome", bot=self._bot_id, count=unknown)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._record())
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
        if self._sending:
            await asyncio.wait(self._sending)
        now = self._clock.now()
        held = [Delivery(call, Outcome.RETRY, now) for call in self._marked.values()]
        self._marked.clear()
        self._settled += held
        self._unrecorded += len(held)
        await self._flush()

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
                    self._settle(call, Outcome.SUPERSEDED)
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
        starting: list[QueuedCall] = []
        for call in self._backlog.ready():
            if len(self._sending) + self._unrecorded + len(starting) >= _IN_FLIGHT:
                break
            delay = self._budget.delay(call.place.chat_id, now)
            if delay > 0:
                pause = min(pause, delay)
                if self._budget.overall_delay(now) > 0:
                    break
                continue
            self._budget.spend(call.place.chat_id, now)
            self._backlog.start(call)
            starting.append(call)
        await self._start(starting)
        return max(pause, 0.001)

    async def _start(self, calls: list[QueuedCall]) -> None:
        careful = [call for call in calls if call.at_most_once and not call.to_blocked]
        if careful:
            try:
                await self._queue.starting(careful)
            except Busy:
                for call in calls:
                    self._backlog.back(call)
                return
            self._marked.update({call.id: call for call in careful})
        for call in calls:
            task = asyncio.create_task(self._send(call))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    async def _send(self, call: QueuedCall) -> None:
        try:
            if call.to_blocked:
                self._settle(call, Outcome.DEAD, reason="the owner has blocked the bot")
                return
            target = await self._target(call)
            if "ref" in call.params and target is None:
                self._settle(call, Outcome.DEAD, reason="the message to change was never sent")
                return
            await self._weigh(call, await self._carrier(call, target))
        except Busy:
            self._backlog.back(call)
        except Exception as error:  # noqa: BLE001
            # our own bug with this one call must not stop all others
            _log.exception("a call of the outbox failed", call=call.id, method=call.method)
            self._settle(call, Outcome.DEAD, reason=f"internal: {type(error).__name__}")
        finally:
            self._wake.set()

    async def _target(self, call: QueuedCall) -> int | None:
        ref = call.params.get("ref")
        if ref is None:
            return None
        known = self._refs.get((call.place.chat_id, ref))
        return known or await self._queue.find_ref(self._bot_id, call.place.chat_id, ref)

    async def _weigh(self, call: QueuedCall, answer: Answer) -> None:
        match answer.verdict:
            case Verdict.SENT:
                message_id = answer.message_ids[-1] if answer.message_ids else None
                self._settle(call, Outcome.SENT, message_id=message_id, topic_id=answer.topic_id)
            case Verdict.WAIT:
                self._hold(call, answer)
            case Verdict.AGAIN:
                self._try_again(call, answer)
            case Verdict.UNAUTHORISED:
                _log.error("Telegram refuses the bot's token", bot=self._bot_id)
                metrics.HELD_BACK.labels("unauthorised").inc()
                self._budget.hold_all(time.monotonic() + 30)
                self._backlog.back(call)
            case Verdict.MIGRATED:
                await self._migrate(call, answer)
            case Verdict.BLOCKED:
                # the mark first: until it is committed the chat counts as busy, so nothing follows
                await self._queue.mark_blocked(self._bot_id, call.place.chat_id)
                self._settle(call, Outcome.DEAD, reason=answer.reason)
                self._backlog.drop_chat(call.place.chat_id)
                self._hungry = True
            case Verdict.PLAIN:
                _log.error("markup was refused", call=call.id, reason=answer.reason)
                await self._send_plain(call, answer)
            case Verdict.CLOSED | Verdict.REFUSED:
                self._settle(call, Outcome.DEAD, reason=answer.reason)

    def _hold(self, call: QueuedCall, answer: Answer) -> None:
        metrics.HELD_BACK.labels("wait").inc()
        until = time.monotonic() + answer.wait
        self._budget.hold_chat(call.place.chat_id, until)
        self._refused.add(call.place.chat_id)
        if len(self._refused) >= _REFUSED_IN_A_ROW:
            # nobody was served in between: not some chats are busy, but the bot as a whole
            self._refused.clear()
            self._budget.hold_all(until)
        self._backlog.back(call)

    def _try_again(self, call: QueuedCall, answer: Answer) -> None:
        metrics.HELD_BACK.labels("again").inc()
        if call.at_most_once and answer.unsure:
            self._settle(call, Outcome.UNKNOWN, reason=answer.reason)
            return
        if self._clock.now() - call.created_at > GIVE_UP:
            self._settle(call, Outcome.DEAD, reason=f"given up after a day: {answer.reason}")
            return
        chat = call.place.chat_id
        self._faults[chat] = faults = self._faults.get(chat, 0) + 1
        now = time.monotonic()
        self._budget.hold_chat(chat, now + min(30.0, 0.25 * 2 ** min(faults, 8)))
        if len(self._faults) > 2:
            # many chats fail: Telegram or the line is down, so ask more gently
            self._budget.hold_all(now + min(2.0, 0.1 * 2 ** min(faults, 5)))
        self._backlog.back(call)

    async def _migrate(self, call: QueuedCall, answer: Answer) -> None:
        if answer.new_chat_id is None:
            self._settle(call, Outcome.DEAD, reason=answer.reason)
            return
        await self._queue.migrate(self._bot_id, call.place.chat_id, answer.new_chat_id)
        self._backlog.drop_chat(call.place.chat_id)
        self._hungry = True

    async def _send_plain(self, call: QueuedCall, answer: Answer) -> None:
        if not has_markup(call.params):
            self._settle(call, Outcome.DEAD, reason=answer.reason)
            return
        plain = without_markup(call)
        self._backlog.replace(plain)
        self._backlog.back(plain)

    def _settle(
        self, call: QueuedCall, outcome: Outcome, *, message_id: int | None = None,
        topic_id: int | None = None, reason: str = "",
    ) -> None:  # fmt: skip
        now = self._clock.now()
        metrics.SENT.labels(outcome.value).inc()
        self._marked.pop(call.id, None)
        if outcome is Outcome.SENT:
            self._refused.clear()
            waited = (now - call.created_at).total_seconds()
            metrics.SEND_DELAY.labels(call.priority.name.lower()).observe(max(0.0, waited))
            if call.ref and message_id:
                self._refs[call.place.chat_id, call.ref] = message_id
        elif outcome is not Outcome.SUPERSEDED:
            _log.warning("not delivered", call=call.id, outcome=outcome.value, reason=reason)
        if outcome is not Outcome.SUPERSEDED:
            self._unrecorded += 1
            self._backlog.finish(call)
            self._faults.pop(call.place.chat_id, None)
        self._settled.append(Delivery(call, outcome, now, message_id, topic_id, reason))
        self._to_record.set()

    async def _record(self) -> None:
        while True:
            await self._to_record.wait()
            await asyncio.sleep(_FLUSH_SECONDS)  # gather what comes together
            self._to_record.clear()
            try:
                await self._flush()
            except Busy:
                _log.warning("outcomes cannot be recorded now", bot=self._bot_id)
                await asyncio.sleep(0.5)
                self._to_record.set()

    async def _flush(self) -> None:
        deliveries, self._settled = self._settled, []
        if not deliveries:
            return
        try:
            await self._queue.record(deliveries)
        except BaseException:
            self._settled = deliveries + self._settled
            raise
        self._unrecorded -= sum(one.outcome is not Outcome.SUPERSEDED for one in deliveries)
        self._wake.set()
        self._backlog.recorded({delivery.call.id for delivery in deliveries})
        for delivery in deliveries:
            if delivery.call.ref:
                self._refs.pop((delivery.call.place.chat_id, delivery.call.ref), None)
