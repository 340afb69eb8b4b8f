"""INSERT … ON CONFLICT, which SQLAlchemy spells per database."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from storage.database.engine import Database
from storage.tables import Base


def insert_new(database: Database, table: type[Base]) -> Any:
    """Return an INSERT that leaves rows that are there already as they are."""
    return upsert(database, table).on_conflict_do_nothing()


def upsert(database: Database, table: type[Base]) -> Any:
    """Return an INSERT that knows `on_conflict_do_update`, alike in both databases."""
    return sqlite.insert(table) if database.is_sqlite else postgresql.insert(table)
