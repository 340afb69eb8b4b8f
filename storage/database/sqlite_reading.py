"""The readers of SQLite: connections that are kept, for who reads at the moment."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.database.sqlite_connections import ReadingConnection

_KEPT = 2
"""Connections kept open while nobody reads. A read that takes no thread takes no turn either, so
one serves nearly all of them."""
_THREADS = 4
"""Long reads that may go on at the same time."""


class SqliteReader:
    """Lends out connections."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._threads = ThreadPoolExecutor(_THREADS, "sqlite-read")
        self._free: list[ReadingConnection] = []

    @asynccontextmanager
    async def connection(self, *, is_long: bool) -> AsyncIterator[ReadingConnection]:
        """Lend a connection on which each statement sees what is committed by then."""
        if self._free:
            connection = self._free.pop()
        else:
            connection = await ReadingConnection.opened(self._engine, self._threads)
        connection.is_long = is_long
        try:
            yield connection
        finally:
            if len(self._free) < _KEPT:
                self._free.append(connection)
            else:
                await connection.close()

    @asynccontextmanager
    async def snapshot(self, *, is_long: bool) -> AsyncIterator[ReadingConnection]:
        """Lend a connection on which all statements see the same moment."""
        async with self.connection(is_long=is_long) as connection:
            connection.raw.execute("BEGIN")
            try:
                yield connection
            finally:
                if connection.raw.in_transaction:
                    connection.raw.execute("ROLLBACK")

    async def close(self) -> None:
        """Close what is kept."""
        while self._free:
            await self._free.pop().close()
        self._threads.shutdown()
