"""Connections: one writer and several readers on SQLite, a pool on PostgreSQL."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, cast

from sqlalchemy import AdaptedConnection, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from storage.database import sqlite_driver
from storage.database.address import Address, Dialect
from storage.database.errors import translated
from storage.database.pg_connections import connect
from storage.database.sqlite_driver import OneHopConnection
from storage.tables.types import dumps

BUSY_MS = 5_000
"""How long SQLite waits for another process that writes, before we say `Busy`."""


class Database:
    """The way to the database. All times it gives are aware; all errors it raises are ours."""

    def __init__(self, address: str | Address) -> None:
        self.address = address if isinstance(address, Address) else Address(address)
        self.dialect = self.address.dialect
        self.name = uuid.uuid4().hex[:12]
        """Tells our own notifications from those of other processes."""
        self._writer_lock = asyncio.Lock()
        if self.dialect is Dialect.SQLITE:
            self.writer = sqlite_engine(self.address, readers=0)
            self.reader = sqlite_engine(self.address, readers=4)
            self._single = self.writer.execution_options(sqlite_begin=None)
        else:
            self.writer = postgresql_engine(self.address)
            self.reader = self.writer.execution_options(isolation_level="AUTOCOMMIT")
            self._single = self.reader

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the small installation's database."""
        return self.dialect is Dialect.SQLITE

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes; leaving without an exception commits it.

        On SQLite it is the only one of this process, and holds the database's write lock from its
        begin. So nothing slow belongs inside.
        """
        async with AsyncExitStack() as stack:
            if self.is_sqlite:
                await stack.enter_async_context(self._writer_lock)
            with translated(opening=True):
                conn = await stack.enter_async_context(_closing(self.writer))
                transaction = await conn.begin()
            try:
                with translated():
                    yield conn
            except BaseException:
                if transaction.is_active:
                    with translated():
                        await transaction.rollback()
                raise
            with translated():
                await transaction.commit()

    @asynccontextmanager
    async def writing_once(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection on which each statement is a transaction of its own."""
        async with AsyncExitStack() as stack:
            if self.is_sqlite:
                await stack.enter_async_context(self._writer_lock)
            with translated(opening=True):
                conn = await stack.enter_async_context(_closing(self._single))
            with translated():
                yield conn

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection for reads; each statement sees what is committed by then."""
        with translated(opening=True):
            async with self.reader.connect() as conn:
                yield conn

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection for several reads of one and the same moment."""
        with translated(opening=True):
            if self.is_sqlite:
                async with self.reader.connect() as conn:
                    await conn.exec_driver_sql("BEGIN")
                    try:
                        yield conn
                    finally:
                        await conn.exec_driver_sql("ROLLBACK")
            else:
                async with self.writer.connect() as conn:
                    await conn.execution_options(
                        isolation_level="REPEATABLE READ", postgresql_readonly=True
                    )
                    yield conn

    async def close(self) -> None:
        """Close every connection."""
        await self.writer.dispose()
        if self.is_sqlite:
            await self.reader.dispose()


@asynccontextmanager
async def _closing(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    conn = await engine.connect()
    try:
        yield conn
    finally:
        await conn.close()


def sqlite_engine(address: Address, *, readers: int) -> AsyncEngine:
    """Make an engine: with `readers`, one that cannot write; without, one that writes.

    The driver never begins a transaction by itself; for the writer the begin event does, with
    `BEGIN IMMEDIATE`, so that two writers never find out at commit that only one of them can.
    """

    async def make() -> OneHopConnection:
        return await sqlite_driver.connect(str(address.file), busy_s=BUSY_MS / 1000)

    engine = create_async_engine(
        address.url,
        async_creator=make,
        json_serializer=dumps,
        hide_parameters=True,
        pool_size=readers or 1,
        max_overflow=0,
        pool_timeout=30,
        skip_autocommit_rollback=bool(readers),
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        del entry
        cursor = connection.cursor()
        for pragma in _pragmas(writes=not readers):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    if not readers:

        @event.listens_for(engine.sync_engine, "begin")
        def begin(conn: Connection) -> None:
            mode = conn.get_execution_options().get("sqlite_begin", "IMMEDIATE")
            if mode:
                conn.exec_driver_sql(f"BEGIN {mode}")

    return engine


def _pragmas(*, writes: bool) -> tuple[str, ...]:
    shared = (f"busy_timeout = {BUSY_MS}", "foreign_keys = ON", "cache_size = -16000")
    if writes:
        return ("journal_mode = WAL", "synchronous = FULL", *shared)
    return (*shared, "query_only = ON")


def postgresql_engine(address: Address, **options: Any) -> AsyncEngine:
    """Make an engine with a pool that suits a dozen processes on one server.

    Parameters are hidden from errors here as on SQLite: they are what owners write.
    """
    if "poolclass" not in options:
        pool = {"pool_size": 8, "max_overflow": 4, "pool_timeout": 10, "pool_recycle": 1800}
        options = {**pool, **options}

    async def make() -> Any:
        return await connect(address)

    engine = create_async_engine(
        address.url,
        async_creator=make,
        json_serializer=dumps,
        hide_parameters=True,
        **options,
    )

    @event.listens_for(engine.sync_engine, "checkout")
    def refuse_closed(
        connection: DBAPIConnection, entry: ConnectionPoolEntry, proxy: PoolProxiedConnection
    ) -> None:
        """A server that went away closed its sockets: known without asking it."""
        del entry, proxy
        if cast("AdaptedConnection", connection).driver_connection.is_closed():
            raise DisconnectionError

    return engine
