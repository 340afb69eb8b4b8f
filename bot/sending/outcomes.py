"""What came of calls, until it is recorded."""

import asyncio
from collections.abc import Callable, Sequence

import structlog

from bot import metrics
from bot.telegram.answers import Answer
from domain.errors import Busy
from domain.pipeline import Delivery, OutboxQueue, Outcome, QueuedCall
from domain.ports import Clock

_FLUSH_SECONDS = 0.01
_log = structlog.get_logger(__name__)


class Outcomes:
    """Records outcomes in batches; `on_recorded` is told of each batch that was committed.

    `unrecorded` counts the calls that a crash now would repeat although they were answered.
    """

    def __init__(
        self,
        queue: OutboxQueue,
        clock: Clock,
        on_recorded: Callable[[Sequence[Delivery]], None],
    ) -> None:
        self._queue = queue
        self._clock = clock
        self._on_recorded = on_recorded
        self._settled: list[Delivery] = []
        self._to_record = asyncio.Event()
        self.unrecorded = 0

    def take_over(self, settled: list[Delivery]) -> None:
        """Record what another's calls came to, too."""
        self._settled += settled
        self.unrecorded += len(settled)
        self._to_record.set()

    def hand_over(self) -> list[Delivery]:
        """Give away what was not recorded; superseded calls settle themselves once more."""
        settled, self._settled, self.unrecorded = self._settled, [], 0
        return [one for one in settled if one.outcome is not Outcome.SUPERSEDED]

    def note(self, call: QueuedCall, outcome: Outcome, answer: Answer) -> None:
        """Note the outcome of a call."""
        now = self._clock.now()
        metrics.SENT.labels(outcome.value).inc()
        if outcome is Outcome.SENT:
            waited = (now - call.created_at).total_seconds()
            metrics.SEND_DELAY.labels(call.priority.name.lower()).observe(max(0.0, waited))
        elif outcome is not Outcome.SUPERSEDED:
            _log.warning("not delivered", call=call.id, outcome=outcome.value, reason=answer.reason)
        self.unrecorded += outcome is not Outcome.SUPERSEDED
        self._settled.append(
            Delivery(
                call,
                outcome,
                now,
                topic_id=answer.topic_id,
                reason=answer.reason,
                message_ids=answer.message_ids,
                gone=answer.gone,
            )
        )
        self._to_record.set()

    async def run(self) -> None:
        """Record until cancelled."""
        while True:
            await self._to_record.wait()
            await asyncio.sleep(_FLUSH_SECONDS)  # gather what comes together
            self._to_record.clear()
            try:
                await self.flush()
            except Busy:
                _log.warning("outcomes cannot be recorded now")
                await asyncio.sleep(0.5)
                self._to_record.set()

    async def flush(self) -> None:
        """Record what there is. Raises `Busy`; it is all kept then."""
        deliveries, self._settled = self._settled, []
        if not deliveries:
            return
        try:
            await self._queue.record(deliveries)
        except BaseException:
            self._settled = deliveries + self._settled
            raise
        self.unrecorded -= sum(one.outcome is not Outcome.SUPERSEDED for one in deliveries)
        self._on_recorded(deliveries)
