"""Lanes and leads within one process: all there is on SQLite, the first step on PostgreSQL."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from domain.pipeline import Lane


class LocalLaneLocks:
    """At most one worker in a lane of this process."""

    shared = False

    def __init__(self) -> None:
        self._held: set[Lane] = set()

    @asynccontextmanager
    async def hold(self, lane: Lane) -> AsyncIterator[bool]:
        """Try to hold the lane; yields False at once when somebody else does."""
        if lane in self._held:
            yield False
            return
        self._held.add(lane)
        try:
            yield True
        finally:
            self._held.discard(lane)


class LocalLead:
    """A lead that nobody can take."""

    async def lost(self) -> None:
        """Never return: a process cannot lose itself."""
        await asyncio.Event().wait()


class LocalLeadership:
    """One leader per bot in this process; the file lock of `run` keeps other processes away."""

    def __init__(self) -> None:
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    @asynccontextmanager
    async def campaign(self, bot_id: int) -> AsyncIterator[LocalLead]:
        """Wait until this task leads, and hold the lead while inside."""
        async with self._locks[bot_id]:
            yield LocalLead()
