"""Works the lanes off: within a lane in order, lanes side by side."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
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
        self._at_hand: dict[Lane, Sequence[PendingUpdate]] = {}
        self._closing = False

    def offer(self, lanes: Collection[Lane]) -> None:
        """Say that lanes have new work, which is to be read."""
        for lane in lanes:
            self._at_hand.pop(lane, None)
            self._enqueue(lane)
        self._start()

    def hand_over(self, received: Mapping[Lane, Sequence[PendingUpdate]]) -> None:
        """Say that lanes have new work, with the work where nothing older waits in the lane.

        What is at hand is not read. It is only while nothing else is known to wait or to come in
        the lane; when in doubt the inbox is read.
        """
        for lane, updates in received.items():
            is_alone = lane not in self._again and lane not in self._queued
            if is_alone and 0 < len(updates) <= _BATCH:
                self._at_hand[lane] = updates
            else:
                self._at_hand.pop(lane, None)
            self._enqueue(lane)
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

    def _enqueue(self, lane: Lane) -> None:
        if lane in self._running:
            self._again.add(lane)
        elif lane not in self._queued:
            self._queued.add(lane)
            self._queue.append(lane)

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
            self._enqueue(lane)
        self._start()

    async def _work(self, lane: Lane) -> None:
        """Work one batch off; a lane with more goes to the end of the queue: each has its turn."""
        with contextlib.suppress(Busy):
            self._again.discard(lane)
            at_hand = self._at_hand.pop(lane, None)
            async with self._locks.hold(lane) as held:
                if not held:
                    return
                updates = at_hand or await self._inbox.heads(lane, _BATCH)
                for update in updates:
                    if self._stops() or not await self._handle(update):
                        return
            if await self._has_more(lane, is_full=not at_hand and len(updates) == _BATCH):
                self._again.add(lane)

    def _stops(self) -> bool:
        return self._closing

    async def _has_more(self, lane: Lane, *, is_full: bool) -> bool:
        """Whether a lane that was let go may have work that nobody will tell us of."""
        if is_full:
            return True
        missable = self._locks.shared and lane not in self._again
        return missable and bool(await self._inbox.heads(lane, 1))
