"""Opening hours as people write them: spans of a day, a week of them, and dates that are different.

Everything here is by the desk's own clock; which moments that makes is the calendar's business
(domain/calendar.py).
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeAlias

DAY = 24 * 60
"""Minutes of a day."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_LONG_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {name: n for names in (WEEKDAYS, _LONG_NAMES) for n, name in enumerate(names)}
_SPAN = re.compile(r"(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)")
_DAY = re.compile(r"(?:(\d{4})-)?(\d{1,2})-(\d{1,2})")
_PLAIN = str.maketrans("：，－–—～", ":,----")


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """Open from `start` until before `end`, in minutes after midnight; over 1440: the next day."""

    start: int
    end: int


Openings: TypeAlias = tuple[Opening, ...]
"""The openings that begin on one day, in order, not overlapping; empty: closed."""

WHOLE_DAY: Openings = (Opening(0, DAY),)


@dataclass(frozen=True, slots=True)
class Week:
    """The openings of each weekday, Monday first."""

    days: tuple[Openings, ...]

    @property
    def always(self) -> bool:
        """Whether it is open at any time of any day."""
        return all(day == WHOLE_DAY for day in self.days)

    @property
    def minutes(self) -> int:
        """Minutes that it is open in a week; where openings overlap, counted for each."""
        return sum(each.end - each.start for day in self.days for each in day)

    @property
    def ordinary_day(self) -> int:
        """Minutes of an ordinary open day: the median of the open ones, the longer of two."""
        lengths = sorted(sum(each.end - each.start for each in day) for day in self.days if day)
        return lengths[len(lengths) // 2] if lengths else 0


@dataclass(frozen=True, slots=True)
class Dates:
    """Days from `first` to `last`, both included: of one year, or (`yearly`) of every year.

    Yearly ones are kept with a leap year's date and may go over the year's end (12-28 .. 01-03).
    """

    first: date
    last: date
    yearly: bool = False

    def __contains__(self, day: date) -> bool:
        if not self.yearly:
            return self.first <= day <= self.last
        same = day.replace(year=_LEAP)
        if self.first <= self.last:
            return self.first <= same <= self.last
        return same >= self.first or same <= self.last

    def __len__(self) -> int:
        """Return the number of days; of yearly ones, in a leap year."""
        days = (self.last - self.first).days + 1
        return days if days > 0 else days + 366


_LEAP = 2000


def read_openings(value: object) -> Openings:
    """Read `09:00-12:00, 13:30-18:00`, a list of such spans, or `closed`.

    Raises `ValueError` with a sentence for whoever wrote the file.
    """
    if value == "closed":
        return ()
    spans = value.translate(_PLAIN).split(",") if isinstance(value, str) else value
    if not isinstance(spans, (list, tuple)) or not spans:
        raise ValueError("give spans such as 09:00-12:00, 13:30-18:00, or say closed")
    openings = sorted(_opening(span) for span in spans)
    for one, other in pairwise(openings):
        if other.start < one.end:
            raise ValueError(f"the spans {_written(one)} and {_written(other)} overlap")
    return tuple(openings)


def read_weekdays(key: object) -> tuple[int, ...]:
    """Read `mon-fri`, `sat` or `mon, wed, fri` as numbers, Monday being 0."""
    numbers: list[int] = []
    for part in str(key).translate(_PLAIN).lower().split(","):
        first, _, last = (each.strip() for each in part.partition("-"))
        if first not in _NUMBERS or (last or first) not in _NUMBERS:
            if _SPAN.search(str(key)):
                raise ValueError(
                    "inside { } write several spans as a list: mon-fri: [09:00-12:00, 13:30-18:00]"
                )
            raise ValueError(f"{part.strip()!r} is no weekday; use {', '.join(WEEKDAYS)}")
        start, end = _NUMBERS[first], _NUMBERS[last or first]
        numbers += [(start + n) % 7 for n in range((end - start) % 7 + 1)]
    return tuple(numbers)


def week_of(hours: Mapping[tuple[int, ...], Openings]) -> Week:
    """Put a week together; days that are not given are closed. Refuses a day given twice."""
    days: dict[int, Openings] = {}
    for numbers, openings in hours.items():
        for number in numbers:
            if number in days:
                raise ValueError(f"{WEEKDAYS[number]} is given twice")
            days[number] = openings
    return Week(tuple(days.get(number, ()) for number in range(7)))


def read_dates(value: object) -> Dates:
    """Read `2026-12-24`, `12-24` (every year), or a range of either: `12-28 .. 01-03`."""
    if isinstance(value, Dates):
        return value
    if isinstance(value, date):
        return Dates(value, value)
    first, _, last = (each.strip() for each in str(value).partition(".."))
    start, yearly = _date(first)
    end, also_yearly = _date(last or first)
    if yearly != also_yearly:
        raise ValueError("give both ends of the range with a year, or both without")
    if end < start and not yearly:
        raise ValueError(f"{last} is before {first}")
    return Dates(start, end, yearly)


def days_of(every: tuple[Dates, ...]) -> Iterator[date]:
    """Yield the days of a leap year that yearly dates name."""
    for ordinal in range(date(_LEAP, 1, 1).toordinal(), date(_LEAP + 1, 1, 1).toordinal()):
        day = date.fromordinal(ordinal)
        if any(day in dates for dates in every if dates.yearly):
            yield day


def _opening(span: object) -> Opening:
    if isinstance(span, Opening):
        return span
    found = _SPAN.fullmatch(str(span).translate(_PLAIN).strip())
    if found is None:
        raise ValueError(f"{str(span).strip()!r} is no span of time; write it as 09:00-18:00")
    hours, minutes, until_hours, until_minutes = map(int, found.groups())
    start, end = hours * 60 + minutes, until_hours * 60 + until_minutes
    if minutes > 59 or until_minutes > 59 or start >= DAY or end > DAY:
        raise ValueError(f"{found.group()!r}: times go from 00:00 to 24:00")
    if start == end:
        raise ValueError(
            f"{found.group()!r} begins and ends at once; a whole day is 00:00-24:00, "
            "and a day without hours is closed"
        )
    return Opening(start, end if end > start else end + DAY)


def _written(opening: Opening) -> str:
    end = opening.end if opening.end <= DAY else opening.end - DAY
    return f"{opening.start // 60:02}:{opening.start % 60:02}-{end // 60:02}:{end % 60:02}"


def _date(words: str) -> tuple[date, bool]:
    found = _DAY.fullmatch(words)
    if found is None:
        raise ValueError(f"{words!r} is no day; write 2026-12-24, or 12-24 for every year")
    year, month, day = (int(group) if group else _LEAP for group in found.groups())
    if not year or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        raise ValueError(f"there is no day {words}")
    return date(year, month, day), found.group(1) is None
