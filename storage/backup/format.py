"""The format of a backup: a zip that says nothing of the database it came from.

- `manifest.json`: the format's number, the revision of the tables, when it was made, and the
  tables in an order in which they can be filled: name, columns with their kinds, key, number of
  rows. It is written last, so a backup without one was never finished.
- `tables/NAME.jsonl`: a line per row, a list of values in the order of the columns. Times are ISO
  8601 in UTC, dates ISO 8601, bytes base64, JSON is JSON.
- `files/…`: the attachments.

So a backup of SQLite is restored into PostgreSQL and the other way round. The FAQ's index is
derived, and not in it.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    TableClause,
    Text,
    column,
    table,
)
from sqlalchemy.types import JSON, TypeEngine

from storage.tables import Base
from storage.tables.types import BigId, Json, TZDateTime

FORMAT = 1
MANIFEST = "manifest.json"
FILES = "files/"
CHUNK = 1_000
"""Rows that are in memory at once."""


class Kind(StrEnum):
    """What a column holds, whatever the database calls it."""

    INT = "int"
    FLOAT = "float"
    BOOL = "bool"
    TEXT = "text"
    JSON = "json"
    TIME = "time"
    DATE = "date"
    BYTES = "bytes"


class TableEntry(BaseModel):
    """A table of a backup."""

    model_config = ConfigDict(frozen=True)

    name: str
    columns: tuple[tuple[str, Kind], ...]
    key: tuple[str, ...]
    rows: int = 0

    @property
    def path(self) -> str:
        """Where its rows are in the zip."""
        return f"tables/{self.name}.jsonl"

    def clause(self) -> TableClause:
        """Return it for statements, with types that both databases understand."""
        return table(self.name, *(column(name, _TYPES[kind]) for name, kind in self.columns))

    def encode(self, row: tuple[Any, ...]) -> list[Any]:
        """Return a row's values as JSON can hold them."""
        return [
            value if value is None else _ENCODE.get(kind, _as_it_is)(value)
            for value, (_, kind) in zip(row, self.columns, strict=True)
        ]

    def decode(self, line: list[Any]) -> dict[str, Any]:
        """Return the parameters of an INSERT for a line."""
        return {
            name: value if value is None else _DECODE.get(kind, _as_it_is)(value)
            for value, (name, kind) in zip(line, self.columns, strict=True)
        }


class Manifest(BaseModel):
    """What is in a backup."""

    model_config = ConfigDict(frozen=True)

    format: int
    revision: str
    made_at: datetime
    tables: tuple[TableEntry, ...]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(entry.rows for entry in self.tables)


@dataclass(frozen=True, slots=True)
class Summary:
    """What was saved or restored, for the sentence that says so."""

    rows: int
    files: int
    made_at: datetime


def tables_now() -> tuple[TableEntry, ...]:
    """Return the tables as this program knows them, referred-to ones first."""
    return tuple(
        TableEntry(
            name=one.name,
            columns=tuple((part.name, _kind(part)) for part in one.columns),
            key=tuple(part.name for part in one.primary_key.columns),
        )
        for one in Base.metadata.sorted_tables
    )


def _kind(part: Column[Any]) -> Kind:
    if isinstance(part.type, TZDateTime):
        return Kind.TIME
    plain = getattr(part.type, "impl_instance", part.type)
    for kind, known in _KINDS:
        if isinstance(plain, known):
            return kind
    raise TypeError(f"a backup does not know the type of {part}")


def _as_it_is(value: Any) -> Any:
    return value


_KINDS: tuple[tuple[Kind, type[TypeEngine[Any]]], ...] = (
    (Kind.BOOL, Boolean),
    (Kind.INT, Integer),
    (Kind.FLOAT, Float),
    (Kind.JSON, JSON),
    (Kind.DATE, Date),
    (Kind.BYTES, LargeBinary),
    (Kind.TEXT, Text),
)
_TYPES: dict[Kind, TypeEngine[Any]] = {
    Kind.INT: BigId,
    Kind.FLOAT: Float(53),
    Kind.BOOL: Boolean(),
    Kind.TEXT: Text(),
    Kind.JSON: Json,
    Kind.TIME: TZDateTime(),
    Kind.DATE: Date(),
    Kind.BYTES: LargeBinary(),
}
_ENCODE: dict[Kind, Callable[[Any], Any]] = {
    Kind.TIME: datetime.isoformat,
    Kind.DATE: date.isoformat,
    Kind.BYTES: lambda value: b64encode(value).decode(),
}
_DECODE: dict[Kind, Callable[[Any], Any]] = {
    Kind.TIME: datetime.fromisoformat,
    Kind.DATE: date.fromisoformat,
    Kind.BYTES: b64decode,
}
