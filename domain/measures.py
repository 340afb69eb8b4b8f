"""Measures that figures are made of: shares, quantiles, spans of days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

_MONTH = re.compile(r"(2\d{3})-(0?[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @classmethod
    def month(cls, year: int, month: int) -> "Days":
        """Return the days of a month."""
        first = date(year, month, 1)
        following = (first + timedelta(days=31)).replace(day=1)
        return cls(first, following - timedelta(days=1))

    @classmethod
    def read_month(cls, words: str) -> "Days | None":
        """Return the days of a month that is written as 2026-11; None for anything else."""
        found = _MONTH.fullmatch(words.strip())
        return cls.month(int(found[1]), int(found[2])) if found else None

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def around(self) -> tuple[datetime, datetime]:
        """The first moment and the moment after the last at which any clock shows these days."""
        first = datetime.combine(self.first, time(), UTC) - timedelta(hours=14)
        return first, datetime.combine(self.last, time(), UTC) + timedelta(days=1, hours=12)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    kept: int
    counted: int

    @property
    def value(self) -> float | None:
        """The share from 0 to 1; None of nothing."""
        return self.kept / self.counted if self.counted else None


def quantile(sorted_values: Sequence[timedelta], share: float) -> timedelta | None:
    """Return the value below which that share lies; None of nothing.

    With linear interpolation between the two nearest values, as a spreadsheet's PERCENTILE.INC.
    """
    if not sorted_values:
        return None
    place = (len(sorted_values) - 1) * share
    low = int(place)
    high = min(low + 1, len(sorted_values) - 1)
    return sorted_values[low] + (sorted_values[high] - sorted_values[low]) * (place - low)
