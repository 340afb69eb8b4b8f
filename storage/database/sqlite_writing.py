"""The writer of SQLite: units of work that are ready together share a transaction.

Only one transaction writes at a time there, and each commit waits for the disk: milliseconds in
which the processor has nothing to do. So while one transaction is committed, the units that become
ready gather, and go into the next, one after the other, each behind a savepoint: one that fails is
taken back alone. None is told that it is committed before the disk has it.
"""

import asyncio
import sqlite3
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import partial

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.errors import Busy
from storage.database.errors import StorageFault, translated, translation
from storage.database.sqlite_connections import (
    BUSY_MS,
    DirectConnection,
    is_busy,
    to_its_end,
    wait_for_others,
)

MOST_TOGETHER = 64
MOST_SECONDS = 0.01
"""No more units, and none that begins later, than this share a transaction: the first of them waits
for all, and on a busy loop each takes its time."""


class _Unit:
    """A unit of work: gets its turn, leaves the transaction, is settled."""

    def __init__(self, *, is_long: bool) -> None:
        loop = asyncio.get_running_loop()
        self.is_long = is_long
        self.turn: asyncio.Future[DirectConnection] = loop.create_future()
        self.left: asyncio.Future[bool] = loop.create_future()
        self.settled: asyncio.Future[None] = loop.create_future()

    def leave(self, *, keep: bool) -> None:
        """Say that its statements are over, and whether they are to be kept."""
        if not self.left.done():
            self.left.set_result(keep)

    def fail(self, error: Exception) -> None:
        """Tell who waits for the turn or for the commit."""
        waits_for = self.settled if self.turn.done() else self.turn
        if not waits_for.done():
            waits_for.set_exception(error)
            waits_for.exception()  # whoever waited may have been cancelled: no fault of anybody's


class SqliteWriter:
    """Gives each unit its turn on the one connection that writes."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(1, "sqlite-write")
        self._connection: DirectConnection | None = None
        self._waiting: deque[_Unit] = deque()
        self._work: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def unit(self, *, is_long: bool, is_urgent: bool) -> AsyncIterator[DirectConnection]:
        """Enter a transaction; leaving without an exception commits it.

        A long unit has a transaction to itself, and its statements run in a thread; an urgent one
        goes before those that wait.
        """
        unit = _Unit(is_long=is_long)
        if is_urgent:
            self._waiting.appendleft(unit)
        else:
            self._waiting.append(unit)
        if self._work is None:
            self._work = asyncio.create_task(self._work_off())
        try:
            connection = await unit.turn
            with translated():
                yield connection
        except BaseException:
            unit.leave(keep=False)
            raise
        unit.leave(keep=True)
        await to_its_end(unit.settled)

    async def close(self) -> None:
        """Finish what was begun and close the connection."""
        if self._work is not None:
            await asyncio.wait([self._work])
        if self._connection is not None:
            await self._connection.close()
            self._connection = None
        self._thread.shutdown()

    async def _work_off(self) -> None:
        """Make transactions as long as anybody waits."""
        try:
            while self._waiting:
                await self._transaction()
        finally:
            self._work = None
            _fail(self._waiting, Busy("the program is ending"))

    async def _transaction(self) -> None:
        units: list[_Unit] = []
        try:
            connection = await self._begun()
            until = time.monotonic() + MOST_SECONDS
            while self._takes_another(units, until):
                units.append(unit := self._waiting.popleft())
                if not await _let(connection, unit):
                    units.pop()
                if unit.is_long or not connection.raw.in_transaction:
                    break
            await _end(connection, has_kept=bool(units))
        except BaseException as error:
            # whoever waits for a transaction would meet the same error
            _fail([*units, *self._waiting], error)
            self._waiting.clear()
            await self._abandon()
            if not isinstance(error, Exception):
                raise
        else:
            for unit in units:
                if not unit.settled.done():
                    unit.settled.set_result(None)

    def _takes_another(self, units: Sequence[_Unit], until: float) -> bool:
        """Whether the transaction that these share takes in the unit that waits next."""
        if not self._waiting:
            return False
        if not units:
            return True
        is_full = len(units) >= MOST_TOGETHER or time.monotonic() > until
        return not is_full and not self._waiting[0].is_long

    async def _begun(self) -> DirectConnection:
        if self._connection is None:
            with translated(opening=True):
                self._connection = await DirectConnection.opened(self._engine, self._thread)
            wait_for_others(self._connection.raw, 0)
        connection = self._connection
        try:
            connection.raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
            await connection.in_thread(partial(_begin_patiently, connection.raw))
        return connection

    async def _abandon(self) -> None:
        """Take back what is left of a transaction; a connection that cannot is given up."""
        if self._connection is None or not self._connection.raw.in_transaction:
            return
        try:
            self._connection.raw.execute("ROLLBACK")
        except sqlite3.Error:
            broken, self._connection = self._connection, None
            with suppress(Exception):
                await broken.close()


async def _let(connection: DirectConnection, unit: _Unit) -> bool:
    """Let a unit do its work; True if it is to be kept."""
    if unit.turn.cancelled():
        return False
    raw = connection.raw
    raw.execute("SAVEPOINT unit")
    connection.is_long = unit.is_long
    unit.turn.set_result(connection)
    try:
        keep = await unit.left
    finally:
        connection.is_long = False
    # an error such as a full disk has ended the whole transaction
    if raw.in_transaction:
        if not keep:
            raw.execute("ROLLBACK TO unit")
        raw.execute("RELEASE unit")
    return keep


async def _end(connection: DirectConnection, *, has_kept: bool) -> None:
    raw = connection.raw
    if not has_kept:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
    elif raw.in_transaction:
        await connection.in_thread(raw.commit)
    else:
        raise Busy("the database has taken the transaction back")


def _begin_patiently(raw: sqlite3.Connection) -> None:
    wait_for_others(raw, BUSY_MS)
    try:
        raw.execute("BEGIN IMMEDIATE")
    finally:
        wait_for_others(raw, 0)


def _fail(units: Iterable[_Unit], error: BaseException) -> None:
    """Tell each with an error of its own, since raising one adds to its traceback."""
    told = translation(error) if isinstance(error, sqlite3.Error) else error
    kind = StorageFault if isinstance(told, StorageFault) else Busy
    for unit in tuple(units):
        unit.fail(kind(str(told)))
