"""Counting what goes to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event

from storage import Storage

FRAME = ("BEGIN", "ROLLBACK", "COMMIT")


@contextmanager
def counting(storage: Storage) -> Iterator[list[str]]:
    """Collect the statements that are executed, without those that frame a transaction."""
    with explaining(storage) as asked:
        seen: list[str] = []
        yield seen
        seen += [statement for statement, _ in asked]


@contextmanager
def explaining(storage: Storage) -> Iterator[list[tuple[str, Any]]]:
    """Collect statements with their parameters, to ask for their plans."""
    seen: list[tuple[str, Any]] = []

    def note(
        conn: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
    ) -> None:
        del conn, cursor, context, many
        if not statement.startswith(FRAME):
            seen.append((statement, parameters))

    engines = [storage.database.writer.sync_engine]
    if storage.database.is_sqlite:  # on PostgreSQL both are one
        engines.append(storage.database.reader.sync_engine)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
