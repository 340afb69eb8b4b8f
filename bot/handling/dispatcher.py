"""Works the lanes off: within a lane in order, lanes side by side."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Collection
from functools import partial

import structlog

from domain.errors import Busy
from domain.pipeline import Bell, Inbox, Lane, LaneLocks, PendingUpdate

Handle = Callable[[PendingUpdate], Awaitable[bool]]
"""Handles one update to its end; False when the lane must wait (the update was postponed)."""

_POLL_SECONDS = 2.0
_LANES_AT_ONCE = 64
_BATCH = 10
_log = structlog.get_logger(__name__)


class Dispatcher:
    """Finds lanes with work and runs them.

    A lane is worked by one task over all processes (`LaneLocks`). After letting a lane go that
    others could have wanted, it is looked at once more: who failed to get it relies on that.
    """

    def __init__(
        self, bot_ids: Collection[int], inbox: Inbox, locks: LaneLocks, bell: Bell, handle: Handle
    ) -> None:
        self._bot_ids = bot_ids
        self._inbox = inbox
        self._locks = locks
        self._listener = bell.listener("inbox")
        self._handle = handle
        self._running: dict[Lane, asyncio.Task[None]] = {}
        self._again: set[Lane] = set()
        self._queue: deque[Lane] = deque()
        self._queued: set[Lane] = set()
        self._closing = False

    def offer(self, lanes: Collection[Lane]) -> None:
        """Say that lanes have new work."""
        for lane in lanes:
            if lane in self._running:
                self._again.add(lane)
            elif lane not in self._queued:
                self._queued.add(lane)
                self._queue.append(lane)
        self._start()

    async def run(self) -> None:
        """Look for work until cancelled: on a ring, and now and then for what no ring told."""
        while True:
            try:
                self.offer(await self._inbox.lanes(self._bot_ids))
            except Busy:
                _log.warning("the inbox cannot be read now")
            await self._listener.wait(_POLL_SECONDS)

    async def drain(self, seconds: float) -> None:
        """Take nothing new and wait for what is in hand; what takes longer stays pending."""
        self._closing = True
        tasks = list(self._running.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _start(self) -> None:
        while self._queue and len(self._running) < _LANES_AT_ONCE and not self._closing:
            lane = self._queue.popleft()
            self._queued.discard(lane)
            task = asyncio.create_task(self._work(lane))
            self._running[lane] = task
            task.add_done_callback(partial(self._finished, lane))

    def _finished(self, lane: Lane, task: asyncio.Task[None]) -> None:
        del self._running[lane]
        error = None if task.cancelled() else task.exception()
        if error is not None:
            # our bug, or a database that cannot be written to at all: nothing is done yet
            _log.error("a lane could not be worked; trying again", exc_info=error)
        if lane in self._again:
            self._again.discard(lane)
            self.offer((lane,))
        else:
            self._start()

    async def _work(self, lane: Lane) -> None:
        """Work one batch off; a lane with more goes to the end of the queue: each has its turn."""
        with contextlib.suppress(Busy):
            self._again.discard(lane)
            async with self._locks.hold(lane) as held:
                heads = await self._inbox.heads(lane, _BATCH) if held else ()
                for update in heads:
                    if self._stops() or not await self._handle(update):
                        return
            if held and await self._has_more(lane, len(heads)):
                self._again.add(lane)

    def _stops(self) -> bool:
        return self._closing

    async def _has_more(self, lane: Lane, handled: int) -> bool:
        """Whether a lane that was let go may have work that nobody will tell us of."""
        if handled == _BATCH:
            return True
        missable = self._locks.shared and lane not in self._again
        return missable and bool(await self._inbox.heads(lane, 1))
