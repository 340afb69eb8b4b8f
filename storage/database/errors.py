"""From a driver's errors to ours: no caller outside storage/ ever sees the former."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import exc
from sqlalchemy.orm.exc import StaleDataError

from domain.errors import Busy, Conflict
from domain.text import Text


class StorageFault(Exception):
    """The database refused what we wrote, and would again: a mistake of ours."""


_DRIVER_ERRORS: tuple[type[Exception], ...] = (
    exc.SQLAlchemyError,
    StaleDataError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    sqlite3.Error,
    ConnectionError,
    TimeoutError,
)

_PASSING_CLASSES = ("08", "40", "53", "57", "58")
"""SQLSTATE classes: connection, rolled back, out of resources, operator intervention, system."""
_PASSING_STATES = ("23505", "25006", "25P03", "55P03", "55006")
"""Unique race, read-only (a standby before it takes over), idle transaction ended, lock not
available, object in use."""
_LASTING_IN_SQLITE = ("no such table", "no such column", "has no column", "syntax error")


@contextmanager
def translated(*, opening: bool = False) -> Iterator[None]:
    """Raise `Busy`, `Conflict` or `StorageFault` for what the database says.

    While a connection is being made (`opening`) every error of the operating system means `Busy`.
    """
    try:
        yield
    except _DRIVER_ERRORS as error:
        raise translation(error) from error
    except OSError as error:
        if not opening:
            raise
        raise Busy(str(error)) from error


def translation(error: Exception) -> Exception:
    """Return our error for a driver's."""
    if isinstance(error, StaleDataError):
        return Conflict(Text("storage.changed_meanwhile"))
    if isinstance(error, (ConnectionError, TimeoutError, exc.TimeoutError, exc.InterfaceError)):
        return Busy(_words(error))
    if isinstance(error, exc.DBAPIError):
        return _of_dbapi(error)
    if isinstance(error, asyncpg.PostgresError):
        return Busy(str(error)) if _is_passing(error.sqlstate or "") else StorageFault(str(error))
    if isinstance(
        error, (asyncpg.InterfaceError, asyncpg.InternalClientError, sqlite3.OperationalError)
    ):
        return Busy(str(error))
    return StorageFault(str(error))


def _words(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error)


def _of_dbapi(error: exc.DBAPIError) -> Exception:
    words = _words(error)
    state = getattr(error.orig, "sqlstate", None)
    if error.connection_invalidated or (state and _is_passing(state)):
        return Busy(words)
    if state:
        return StorageFault(words)
    if isinstance(error, exc.OperationalError):
        return StorageFault(words) if _is_lasting(words) else Busy(words)
    if isinstance(error, exc.IntegrityError) and words.startswith("UNIQUE constraint failed"):
        return Busy(words)
    return StorageFault(words)


def _is_passing(state: str) -> bool:
    return state.startswith(_PASSING_CLASSES) or state in _PASSING_STATES


def _is_lasting(words: str) -> bool:
    return any(mark in words for mark in _LASTING_IN_SQLITE)
