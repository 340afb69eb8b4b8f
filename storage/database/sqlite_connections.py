"""SQLite without a thread for what is quick.

A statement of ours takes some ten microseconds. A hop to a thread and back takes thirty, waits
there for the interpreter, and needs greenlets to be waited for. So a statement runs where it is
called, and moves to a thread when it may block: a read that turns out to be long or finds the
database locked, the statements of a long unit of work, a commit that waits for the disk.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any, Self, TypeVar, cast

from sqlalchemy import event, exc
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from storage.database.address import Address
from storage.tables.types import dumps

T = TypeVar("T")

BUSY_MS = 5_000
"""How long SQLite waits, in a thread, for another process that writes, before we say `Busy`."""

CACHE_KIB = 4_000
"""Pages that each connection keeps: enough for what is above the leaves of every index. The rest
the system has in memory, once for all connections."""

_BUDGET = 50_000
"""Steps of SQLite's machine that a read may take before it moves to a thread: about a
millisecond."""
_PRIMARY = 0xFF
"""The part of SQLite's error codes that says what kind it is."""


class EagerCursor(sqlite3.Cursor):
    """A cursor whose rows have all arrived when `execute` returns, in whatever thread that ran."""

    _rows: Iterator[Any] = iter(())

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        """Run a statement and fetch what it returns."""
        super().execute(sql, parameters)
        self._rows = iter(super().fetchall() if self.description else ())
        return self

    def fetchone(self) -> Any:
        """Return the next row, None after the last."""
        return next(self._rows, None)

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        """Return the next rows."""
        return list(islice(self._rows, size))

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        return list(self._rows)


class EagerConnection(sqlite3.Connection):
    """The driver's connection with such cursors."""

    def cursor(self, factory: Any = EagerCursor) -> Any:
        """Return a cursor."""
        return super().cursor(factory)


class DirectDialect(SQLiteDialect_pysqlite):
    """SQLite as SQLAlchemy knows it, for its asynchronous side; nothing in it ever waits."""

    driver = "direct"
    is_async = True
    supports_statement_cache = True


registry.register("sqlite.direct", __name__, DirectDialect.__name__)


class DirectConnection(AsyncConnection):
    """A connection that needs no greenlet, and a thread only for what may take its time.

    `is_long` sends every statement to one of `threads`.
    """

    raw: sqlite3.Connection
    is_long = False
    _threads: Executor | None = None

    @classmethod
    async def opened(cls, engine: AsyncEngine, threads: Executor | None = None) -> Self:
        """Open one; without threads none of its statements may be long."""
        connection = cls(engine)
        await connection.start()
        proxied = (await connection.get_raw_connection()).dbapi_connection
        connection.raw = cast("EagerConnection", proxied)
        connection._threads = threads
        return connection

    async def execute(
        self, statement: Any, parameters: Any = None, *, execution_options: Any = None
    ) -> Any:
        """Execute a statement; its rows are all there."""
        execute = self._proxied.execute
        return await self._run(
            partial(execute, statement, parameters, execution_options=execution_options)
        )

    async def exec_driver_sql(
        self, statement: str, parameters: Any = None, execution_options: Any = None
    ) -> Any:
        """Execute a statement in the driver's own words."""
        execute = self._proxied.exec_driver_sql
        return await self._run(partial(execute, statement, parameters, execution_options))

    async def in_thread(self, action: Callable[[], T]) -> T:
        """Run something in a thread, to its end: until then the connection is in use."""
        loop = asyncio.get_running_loop()
        return await to_its_end(loop.run_in_executor(self._threads, action))

    async def _run(self, action: Callable[[], T]) -> T:
        return await self.in_thread(action) if self.is_long else action()


class ReadingConnection(DirectConnection):
    """A connection for reads, each of which moves to a thread when it takes long."""

    @classmethod
    async def opened(cls, engine: AsyncEngine, threads: Executor | None = None) -> Self:
        """Open one."""
        connection = await super().opened(engine, threads)
        wait_for_others(connection.raw, 0)
        _limit(connection.raw)
        return connection

    async def _run(self, action: Callable[[], T]) -> T:
        if not self.is_long:
            try:
                return action()
            except exc.OperationalError as error:
                if not _would_take_long(error):
                    raise
        return await self.in_thread(partial(self._patiently, action))

    def _patiently(self, action: Callable[[], T]) -> T:
        self.raw.set_progress_handler(None, 0)
        wait_for_others(self.raw, BUSY_MS)
        try:
            return action()
        finally:
            wait_for_others(self.raw, 0)
            _limit(self.raw)


def _limit(connection: sqlite3.Connection) -> None:
    connection.set_progress_handler(lambda: 1, _BUDGET)


async def to_its_end(future: asyncio.Future[T]) -> T:
    """Wait until it is done, even when cancelled meanwhile, and only then be cancelled."""
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        while not future.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([future])
        if not future.cancelled():
            future.exception()
        raise


def wait_for_others(connection: sqlite3.Connection, milliseconds: int) -> None:
    """Let a connection wait so long where another one is in its way."""
    connection.execute(f"PRAGMA busy_timeout = {milliseconds}")


def is_busy(error: exc.OperationalError | sqlite3.OperationalError) -> bool:
    """Whether another connection was in the way."""
    return _kind(error) == sqlite3.SQLITE_BUSY


def _would_take_long(error: exc.OperationalError) -> bool:
    return _kind(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_INTERRUPT)


def _kind(error: exc.OperationalError | sqlite3.OperationalError) -> int:
    cause = error.orig if isinstance(error, exc.OperationalError) else error
    return getattr(cause, "sqlite_errorcode", 0) & _PRIMARY


def sqlite_engine(address: Address, *, writes: bool) -> AsyncEngine:
    """Make an engine for connections that write, or that cannot.

    No connection begins a transaction by itself, nor is kept by the engine. Each waits `BUSY_MS`
    for other processes until told otherwise (`wait_for_others`).
    """

    def make() -> sqlite3.Connection:
        return sqlite3.connect(
            str(address.file),
            timeout=BUSY_MS / 1000,
            isolation_level=None,
            check_same_thread=False,
            factory=EagerConnection,
        )

    engine = create_async_engine(
        address.url, creator=make, json_serializer=dumps, hide_parameters=True, poolclass=NullPool
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        del entry
        cursor = connection.cursor()
        for pragma in _pragmas(writes=writes):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def _pragmas(*, writes: bool) -> Sequence[str]:
    shared = ("foreign_keys = ON", f"cache_size = -{CACHE_KIB}")
    if writes:
        return ("journal_mode = WAL", "synchronous = FULL", *shared)
    return (*shared, "query_only = ON")
