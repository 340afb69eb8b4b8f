"""SQLite in a thread, one hop a statement.

aiosqlite takes a hop to its thread and back for each of cursor, execute, fetch and close; a hop
costs more than most of our statements. Here a statement is one hop, a BEGIN travels with the
statement that follows it, and a rollback of nothing stays here.
"""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Self, TypeVar

import aiosqlite

T = TypeVar("T")


async def connect(database: str, *, busy_s: float) -> "OneHopConnection":
    """Open a connection that begins no transaction by itself."""
    connector = partial(
        sqlite3.connect,
        database,
        timeout=busy_s,
        isolation_level=None,
        check_same_thread=False,
    )
    connection = OneHopConnection(connector, iter_chunk_size=64)
    await connection
    return connection


class OneHopCursor:
    """A cursor whose rows have all arrived when `execute` returns."""

    arraysize = 1

    def __init__(self, connection: "OneHopConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        """Run a statement and fetch what it returns."""
        if sql.startswith("BEGIN"):
            self._connection.begin_with_next(sql)
            return self
        return await self._run(lambda cursor: cursor.execute(sql, parameters))

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> Self:
        """Run a statement once per set of parameters."""
        return await self._run(lambda cursor: cursor.executemany(sql, parameters))

    async def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Forget the rows."""
        self._rows = []

    async def _run(self, action: Callable[[sqlite3.Cursor], object]) -> Self:
        self.description, self._rows, self.rowcount, self.lastrowid = await self._connection.run(
            action
        )
        return self


class OneHopConnection(aiosqlite.Connection):
    """aiosqlite's connection with the hops taken out."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], iter_chunk_size: int) -> None:
        super().__init__(connector, iter_chunk_size)
        self._thread.daemon = True
        self._begin: str | None = None
        self._in_doubt = False
        """Whether a statement may still run in the thread, since who waited was cancelled."""

    def cursor(self, *args: Any, **options: Any) -> Any:
        """Return a cursor; there is only one kind."""
        del args, options
        return OneHopCursor(self)

    def begin_with_next(self, sql: str) -> None:
        """Let the next statement begin the transaction."""
        self._begin = sql

    async def run(
        self, action: Callable[[sqlite3.Cursor], object]
    ) -> tuple[Any, list[Any], int, int | None]:
        """Run an action on a fresh cursor; return description, rows, rowcount, last id."""
        begin, self._begin = self._begin, None

        def statement() -> tuple[Any, list[Any], int, int | None]:
            cursor = self._conn.cursor()
            try:
                if begin is not None:
                    cursor.execute(begin)
                action(cursor)
                rows = cursor.fetchall() if cursor.description else []
                return cursor.description, rows, cursor.rowcount, cursor.lastrowid
            finally:
                cursor.close()

        return await self._hop(statement)

    async def commit(self) -> None:
        """Commit, if anything was begun."""
        if self._begin is None:
            await self._hop(self._conn.commit)
        self._begin = None

    async def rollback(self) -> None:
        """Roll back, if there may be something to roll back."""
        self._begin = None
        if self._in_doubt or self._conn.in_transaction:
            await self._hop(self._conn.rollback)

    async def _hop(self, function: Callable[[], T]) -> T:
        self._in_doubt = True
        try:
            result: T = await self._execute(function)  # type: ignore[no-untyped-call]
        except Exception:
            self._in_doubt = False
            raise
        self._in_doubt = False
        return result
