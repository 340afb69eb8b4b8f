"""Lanes over all processes: session advisory locks on one connection of this process."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from domain.errors import Busy
from domain.pipeline import Lane
from storage.database.address import Address
from storage.database.pg_connections import CONNECTION_ERRORS, close, connect
from storage.locks.lock_keys import lock_key

T = TypeVar("T")
ANSWER_S = 5.0


class AdvisoryLaneLocks:
    """Holds a lane while it is worked on, with nothing locked in a table.

    A crash frees every lane at once, and so does the loss of the connection; then who held one
    learns it on leaving (`Busy`). Work that is committed after a loss is safe all the same, since
    the commit itself checks that the update is still pending.

    Within one session an advisory lock can be had twice, so what this process holds is kept beside.
    """

    shared = True

    def __init__(self, address: Address) -> None:
        self._address = address
        self._held: set[Lane] = set()
        self._connection: Any = None
        self._one_at_a_time = asyncio.Lock()
        self._tasks: set[asyncio.Task[Any]] = set()

    @asynccontextmanager
    async def hold(self, lane: Lane) -> AsyncIterator[bool]:
        """Try to hold the lane; yields False at once when somebody else does.

        Raises `Busy` when the database is gone, on leaving also when the lock was lost meanwhile.
        """
        if lane in self._held:
            yield False
            return
        self._held.add(lane)
        key = lock_key("lane", lane.bot_id, lane.key)
        taking = self._spawn(self._take(key))
        try:
            holder = await asyncio.shield(taking)
            if holder is None:
                yield False
                return
            yield True
            if holder.is_closed():
                raise Busy("the lane was lost with its connection")
        finally:
            # goes on when we are cancelled: the lane is ours until the database has it back
            await asyncio.shield(self._spawn(self._give_back(lane, key, taking)))

    async def close(self) -> None:
        """Give everything back, by closing the connection."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=ANSWER_S)
        if self._connection is not None:
            await close(self._connection)

    async def _take(self, key: int) -> Any:
        """Return the connection that holds the lock now; None if somebody else does."""
        async with self._one_at_a_time:
            try:
                if self._connection is None or self._connection.is_closed():
                    self._connection = await connect(self._address, statement_s=ANSWER_S)
                got = await self._connection.fetchval("SELECT pg_try_advisory_lock($1)", key)
            except CONNECTION_ERRORS as error:
                self._drop()
                raise Busy(str(error)) from error
            return self._connection if got else None

    async def _give_back(self, lane: Lane, key: int, taking: asyncio.Task[Any]) -> None:
        try:
            holder = await taking
        except Busy:
            holder = None
        try:
            if holder is not None:
                async with self._one_at_a_time:
                    if not holder.is_closed():
                        await holder.fetchval("SELECT pg_advisory_unlock($1)", key)
        except CONNECTION_ERRORS:
            self._drop()
        finally:
            self._held.discard(lane)

    def _drop(self) -> None:
        """End the session: whatever state its locks are in, they are free now."""
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None

    def _spawn(self, coroutine: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
