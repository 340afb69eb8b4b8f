"""What stands in the database, looked at from outside the program."""

import sqlite3
from contextlib import closing
from typing import Any

import asyncpg  # type: ignore[import-untyped]

from tests.databases import TestDatabase


async def rows(database: TestDatabase, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query that both databases understand."""
    if database.is_sqlite:
        with closing(sqlite3.connect(sqlite_file(database), timeout=30)) as connection:
            return connection.execute(query).fetchall()
    connection = await asyncpg.connect(database.url, timeout=10)
    try:
        return [tuple(row) for row in await connection.fetch(query)]
    finally:
        await connection.close()


async def change(database: TestDatabase, statement: str) -> None:
    """Change rows while no program looks, with a statement that both databases understand."""
    if database.is_sqlite:
        with closing(sqlite3.connect(sqlite_file(database), timeout=30)) as connection:
            connection.execute(statement)
            connection.commit()
        return
    connection = await asyncpg.connect(database.url, timeout=10)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def count(database: TestDatabase, what: str) -> int:
    """Return how many rows there are: a table, with a condition if needed."""
    return int((await rows(database, f"SELECT count(*) FROM {what}"))[0][0])


def sqlite_file(database: TestDatabase) -> str:
    """Return the path of a SQLite database."""
    return database.url.removeprefix("sqlite:///")
