"""The clock: works off timers that are due, each with its effect in one commit."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import structlog

from domain.errors import AlreadyDone, Busy, Conflict
from domain.pipeline import Bell, DueTimer, TimerQueue, Works
from domain.ports import Tools
from handlers.timing import Job

_LONGEST_SLEEP = 5.0
_SHORTEST_SLEEP = 0.05
_LOST_RACES = 5
_AFTER_A_FAULT = timedelta(minutes=5)
_BATCH = 50
_LISTENS_FIRST = timedelta(seconds=35)
_LISTENS_LONGEST = timedelta(minutes=2)
"""Telegram calls a webhook again after waits that double, up to about so long: what it could not
deliver for a while comes after as long again, at the latest. Crashes may follow each other."""
_log = structlog.get_logger(__name__)


class Clockwork:
    """Keeps time in the process that leads. `run` until cancelled.

    One job after the other; what takes long has a clockwork of its own, so that it holds up no
    other: `only` of the kinds that have one, the other `without` them.

    `gathering` are kinds that wait for something to come. They are not worked off right after a
    time in which nobody listened: a crash, a database that was away. What came then is still on
    its way, and the timer was due in vain.
    """

    def __init__(
        self, timers: TimerQueue, works: Works, bell: Bell, tools: Tools,
        jobs: Mapping[str, Job], recurring: Collection[str] = (),
        *, only: Collection[str] = (), without: Collection[str] = (),
        gathering: Collection[str] = (),
    ) -> None:  # fmt: skip
        self._timers = timers
        self._works = works
        self._listener = bell.listener("timers")
        self._tools = tools
        self._jobs = jobs
        self._recurring = recurring
        self._only = only
        self._without = without
        self._gathering = gathering
        self._listens_since = tools.clock.now()

    async def _begin(self) -> None:
        """Make every recurring job due now: each is cheap when there is nothing to do."""
        self._listens_since = now = self._tools.clock.now()
        async with self._works.alone() as work:
            for kind in self._recurring:
                await work.timers.set(kind, "", now, {})

    async def run(self) -> None:
        """Work off what is due, then sleep until the next is, or a ring tells of a nearer one."""
        await self._begin()
        after_busy = _SHORTEST_SLEEP
        while True:
            try:
                await self._work_off()
                pause = await self._until_next()
                after_busy = _SHORTEST_SLEEP
            except Busy:
                _log.warning("the database is away, or a race was lost; timers wait")
                self._listens_since = self._tools.clock.now()
                pause = after_busy
                after_busy = min(_LONGEST_SLEEP, after_busy * 2)
            await self._listener.wait(pause)

    async def _until_next(self) -> float:
        """Return the seconds until the next timer is due, within bounds."""
        next_due = await self._timers.next_due(only=self._only, without=self._without)
        if next_due is None:
            return _LONGEST_SLEEP
        away = (next_due - self._tools.clock.now()).total_seconds()
        return min(_LONGEST_SLEEP, max(_SHORTEST_SLEEP, away))

    async def _work_off(self) -> None:
        due = await self._timers.due(
            self._tools.clock.now(), _BATCH, only=self._only, without=self._without
        )
        for timer in due:
            try:
                await self._do(timer)
            except AlreadyDone:
                continue
            except Busy:
                raise
            except Exception:  # noqa: BLE001
                # our bug in one job must not stop the others; it stays and is tried later
                _log.exception("a job failed", kind=timer.kind, key=timer.key)
                await self._later(timer)

    async def _do(self, timer: DueTimer) -> None:
        job = self._jobs.get(timer.kind)
        if job is None:
            _log.error("nobody knows this kind of timer", kind=timer.kind, key=timer.key)
            await self._later(timer)
            return
        later = self._not_before(timer) if timer.kind in self._gathering else timer.due_at
        if timer.due_at < later:
            async with self._works.for_timer(timer, later):
                return
        for race in range(_LOST_RACES + 1):
            try:
                due = await job(timer, self._tools)
                async with self._works.for_timer(timer, due.next_at) as work:
                    await due.effect(work)
            except Conflict:  # somebody was faster: reading anew sees what they did
                if race == _LOST_RACES:
                    raise
            else:
                return

    def _not_before(self, timer: DueTimer) -> datetime:
        """Return until when to listen: for as long as nobody did, within bounds."""
        away = self._listens_since - timer.due_at
        return self._listens_since + min(_LISTENS_LONGEST, max(_LISTENS_FIRST, away))

    async def _later(self, timer: DueTimer) -> None:
        next_at = self._tools.clock.now() + _AFTER_A_FAULT
        async with self._works.for_timer(timer, next_at):
            pass
