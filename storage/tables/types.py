"""Column types: times that stay aware, words that every database can hold, JSON, enums."""

import json
import math
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Generic, TypeVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB

E = TypeVar("E", bound=Enum)

BigId = BigInteger().with_variant(Integer(), "sqlite")
"""Our own ids: 64 bits on both databases (SQLite numbers rows only in an INTEGER column)."""


class TZDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python and UTC in the database; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times; SQLite keeps no offset, so it gets UTC without one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"a time without a time zone: {value!r}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return it aware, in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def clean(words: str) -> str:
    """Take out what a database refuses: NUL (PostgreSQL) and halves of surrogate pairs (both)."""
    if "\x00" in words:
        words = words.replace("\x00", "")
    if words.isascii():
        return words
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {clean(str(key)): _cleaned(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(item) for item in value]
    return value


class Jsonified(str):
    """JSON already: `dumps` leaves it as it is."""

    __slots__ = ()


def dumps(value: Any) -> str:
    """Serialize JSON compactly, Chinese as it is; what a database refuses is taken out first.

    NaN and the infinities, which Python reads and writes, are no JSON: they become null.
    """
    return value if isinstance(value, Jsonified) else jsonified(value)[0]


def jsonified(value: Any) -> tuple[Jsonified, bool]:
    """Return the JSON, and whether it says the same: False if something had to be taken out."""
    try:
        text = _dumps(value)
    except ValueError:
        return Jsonified(_dumps(_cleaned(value))), False
    if "\\u0000" in text or not _encodable(text):
        cleaned = _dumps(_cleaned(value))
        return Jsonified(cleaned), cleaned == text
    return Jsonified(text), True


# one encoder: `json.dumps` makes a new one for every call that is not like the defaults
_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class Words(TypeDecorator[str]):
    """Text that strangers write: what a database would refuse is taken out."""

    impl = Text()
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Clean it."""
        del dialect
        return None if value is None else clean(value)


class Choice(TypeDecorator[E], Generic[E]):
    """A member of an enum whose values are strings, kept as that string."""

    impl = Text()
    cache_ok = True

    def __init__(self, of: type[E]) -> None:
        super().__init__()
        self.of = of

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        """Return its value."""
        del dialect
        return None if value is None else str(self.of(value).value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        """Return the member."""
        del dialect
        return None if value is None else self.of(value)


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
