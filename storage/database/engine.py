"""The way to the database: one writer and some readers on SQLite, a pool on PostgreSQL."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

from sqlalchemy import AdaptedConnection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from storage.database.address import Address, Dialect
from storage.database.errors import translated
from storage.database.pg_connections import connect
from storage.database.sqlite_connections import sqlite_engine
from storage.database.sqlite_reading import SqliteReader
from storage.database.sqlite_writing import SqliteWriter
from storage.tables.types import dumps


class Database:
    """The way to the database. All times it gives are aware; all errors it raises are ours."""

    def __init__(self, address: str | Address) -> None:
        self.address = address if isinstance(address, Address) else Address(address)
        self.dialect = self.address.dialect
        self.name = uuid.uuid4().hex[:12]
        """Tells our own notifications from those of other processes."""
        self._sqlite: tuple[SqliteReader, SqliteWriter] | None = None
        if self.dialect is Dialect.SQLITE:
            self.writer = sqlite_engine(self.address, writes=True)
            self.reader = sqlite_engine(self.address, writes=False)
            self._sqlite = SqliteReader(self.reader), SqliteWriter(self.writer)
        else:
            self.writer = postgresql_engine(self.address)
            self.reader = self.writer.execution_options(isolation_level="AUTOCOMMIT")

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the small installation's database."""
        return self.dialect is Dialect.SQLITE

    @asynccontextmanager
    async def writing(
        self, *, is_long: bool = False, is_urgent: bool = False
    ) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes; leaving without an exception commits it.

        On SQLite it has the only connection that writes, so nothing slow belongs inside; many
        statements, or large ones, make it `is_long`, and it runs in a thread. One that is urgent
        goes before those that wait.
        """
        conn: AsyncConnection
        if self._sqlite:
            async with self._sqlite[1].unit(is_long=is_long, is_urgent=is_urgent) as conn:
                yield conn
            return
        with translated(opening=True):
            conn = await self.writer.connect()
        try:
            with translated(opening=True):
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
        finally:
            await conn.close()

    @asynccontextmanager
    async def writing_once(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection for a statement that writes, in a transaction of its own."""
        conn: AsyncConnection
        if self._sqlite:
            async with self._sqlite[1].unit(is_long=False, is_urgent=False) as conn:
                yield conn
            return
        with translated(opening=True):
            conn = await self.reader.connect()
        try:
            with translated():
                yield conn
        finally:
            await conn.close()

    @asynccontextmanager
    async def reading(self, *, is_long: bool = False) -> AsyncIterator[AsyncConnection]:
        """Open a connection for reads; each statement sees what is committed by then.

        On SQLite a read that is known to be long (`is_long`) goes to a thread at once.
        """
        with translated(opening=True):
            if self._sqlite:
                async with self._sqlite[0].connection(is_long=is_long) as conn:
                    yield conn
            else:
                async with self.reader.connect() as conn:
                    yield conn

    @asynccontextmanager
    async def snapshot(self, *, is_long: bool = False) -> AsyncIterator[AsyncConnection]:
        """Open a connection for several reads of one and the same moment."""
        with translated(opening=True):
            if self._sqlite:
                async with self._sqlite[0].snapshot(is_long=is_long) as conn:
                    yield conn
            else:
                async with self.writer.connect() as conn:
                    await conn.execution_options(
                        isolation_level="REPEATABLE READ", postgresql_readonly=True
                    )
                    yield conn

    async def close(self) -> None:
        """Close every connection."""
        if self._sqlite:
            reader, writer = self._sqlite
            await writer.close()
            await reader.close()
        await self.writer.dispose()


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
