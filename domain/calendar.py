"""Business time: which moments a desk is open, and arithmetic that counts only those.

A calendar lays out a year at a time, as spans in UTC with the business time before each, when
something first asks for that year; afterwards every question is a search in a sorted array.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import islice
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.desks import Desk
from domain.opening_hours import Dates, Openings, Week
from domain.public_holidays import PublicHolidays

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FARTHEST = 100
"""Years to search for a moment; a policy that was checked is open far more often than that."""


class NeverOpen(ValueError):
    """So much business time does not pass within a hundred years."""


class Calendar(Protocol):
    """Counts time in which work is done. Moments are aware; results are in UTC."""

    @property
    def day(self) -> timedelta:
        """The business time of an ordinary day."""
        ...

    def is_open(self, at: datetime) -> bool:
        """Whether that moment counts. The moment of opening does, the moment of closing not."""
        ...

    def next_open(self, at: datetime) -> datetime:
        """Return the first moment from `at` on that counts; `at` itself if it does."""
        ...

    def add(self, start: datetime, span: timedelta) -> datetime:
        """Return the first moment by which `span` of business time has passed since `start`.

        So an hour before closing ends at closing, not at the next opening. Raises `ValueError` for
        a negative span, `NeverOpen` for one that does not fit into a hundred years.
        """
        ...

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the business time from one moment to another; negative if `end` is earlier."""
        ...


class RoundTheClock:
    """Every moment counts."""

    day = timedelta(days=1)

    def is_open(self, at: datetime) -> bool:
        """Return True."""
        del at
        return True

    def next_open(self, at: datetime) -> datetime:
        """Return that moment."""
        return at.astimezone(UTC)

    def add(self, start: datetime, span: timedelta) -> datetime:
        """Return the moment `span` later."""
        return start.astimezone(UTC) + _not_negative(span)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the time from one moment to another."""
        return end - start


ROUND_THE_CLOCK = RoundTheClock()


class BusinessCalendar:
    """The open moments of a desk. Immutable to see; keeps the years it has laid out.

    What a day's openings are, the first that applies: the desk's `open` days, its `closed` days,
    a public holiday (closed), a weekend day that is worked to make up for a day off, as holidays or
    the desk's `workdays` say (the openings of the nearest working weekday: Friday's for a Saturday,
    Monday's for a Sunday; its own if that weekday has none), the weekday's. An opening over
    midnight belongs to the day it begins on, and goes on into a closed one.

    Where clocks are put forward, an opening's time that does not exist is the moment of the change;
    where they are put back, a time that comes twice is the first of the two. Of years whose moved
    working days are not known yet, see domain/public_holidays.py.
    """

    def __init__(
        self,
        week: Week,
        zone: tzinfo,
        holidays: PublicHolidays | None = None,
        closed: tuple[Dates, ...] = (),
        extra: tuple[tuple[Dates, Openings], ...] = (),
        workdays: tuple[Dates, ...] = (),
    ) -> None:
        self._week = week
        self.zone = zone
        self._holidays = holidays or PublicHolidays()
        self._closed = closed
        self._extra = extra
        self._workdays = workdays
        self._years: dict[int, _Year] = {}
        self.day = timedelta(minutes=week.ordinary_day)

    def is_open(self, at: datetime) -> bool:
        """See `Calendar.is_open`."""
        return self._year(self._year_of(at)).is_open(_micros(at))

    def next_open(self, at: datetime) -> datetime:
        """See `Calendar.next_open`. Raises `NeverOpen` if there is none within a hundred years."""
        moment = _micros(at)
        for year in self._from(at):
            found = year.next_open(moment)
            if found is not None:
                return _at(found)
        raise NeverOpen

    def closes(self, at: datetime) -> datetime | None:
        """Return the end of the opening that `at` is in.

        None if the desk is closed then, or does not close before the end of the next year.
        """
        moment = end = _micros(at)
        for year in islice(self._from(at), 2):
            end = year.open_until(end)
            if not self.is_open(_at(end)):
                return _at(end) if end > moment else None
        return None

    def add(self, start: datetime, span: timedelta) -> datetime:
        """See `Calendar.add`."""
        left = _not_negative(span) // _MICROSECOND
        if not left:
            return start.astimezone(UTC)
        moment = _micros(start)
        for year in self._from(start):
            passed = year.before(moment)
            if left <= year.total - passed:
                return _at(year.moment(passed + left))
            left -= year.total - passed
        raise NeverOpen

    def between(self, start: datetime, end: datetime) -> timedelta:
        """See `Calendar.between`."""
        if end < start:
            return -self.between(end, start)
        first, last = self._year_of(start), self._year_of(end)
        passed = -self._year(first).before(_micros(start))
        passed += sum(self._year(year).total for year in range(first, last))
        return timedelta(microseconds=passed + self._year(last).before(_micros(end)))

    def openings(self, day: date) -> Openings:
        """Return the openings that begin on a day, by the desk's clock."""
        for dates, openings in self._extra:
            if day in dates:
                return openings
        if any(day in dates for dates in self._closed) or self._holidays.off(day):
            return ()
        own = self._week.days[day.weekday()]
        if self._holidays.worked(day) or any(day in dates for dates in self._workdays):
            return self._week.days[self._nearest_working(day).weekday()] or own
        return own

    def _nearest_working(self, day: date) -> date:
        for distance in range(1, 4):
            for near in (day - timedelta(days=distance), day + timedelta(days=distance)):
                if not self._holidays.weekend(near):
                    return near
        return day

    def _from(self, at: datetime) -> "Iterator[_Year]":
        first = self._year_of(at)
        return (self._year(year) for year in range(first, min(first + _FARTHEST, date.max.year)))

    def _year_of(self, at: datetime) -> int:
        return at.astimezone(self.zone).year

    def _year(self, number: int) -> "_Year":
        year = self._years.get(number)
        if year is None:
            year = self._years[number] = _Year(self._spans(number))
        return year

    def _spans(self, year: int) -> Iterator[tuple[int, int]]:
        """Yield a year's open spans, in order, as microseconds since 1970 in UTC.

        The year is the desk's own, from midnight to midnight; an opening over its end is cut there.
        """
        first, last = date(year, 1, 1), date(year + 1, 1, 1)
        begin, end = (_moment(day, 0, self.zone) for day in (first, last))
        pending: tuple[int, int] | None = None
        for ordinal in range(first.toordinal() - 1, last.toordinal()):
            day = date.fromordinal(ordinal)
            for opening in self.openings(day):
                opens = max(_moment(day, opening.start, self.zone), begin)
                closes = min(_moment(day, opening.end, self.zone), end)
                if closes <= opens:
                    continue
                if pending is not None and opens <= pending[1]:
                    pending = (pending[0], max(pending[1], closes))
                    continue
                if pending is not None:
                    yield pending
                pending = (opens, closes)
        if pending is not None:
            yield pending


class _Year:
    """The open spans of a year, ordered and apart: where each begins, ends, and what was before."""

    __slots__ = ("_ends", "_passed", "_starts", "total")

    def __init__(self, spans: Iterator[tuple[int, int]]) -> None:
        self._starts, self._ends, self._passed = array("q"), array("q"), array("q")
        total = 0
        for start, end in spans:
            self._starts.append(start)
            self._ends.append(end)
            self._passed.append(total)
            total += end - start
        self.total = total

    def is_open(self, moment: int) -> bool:
        place = bisect_right(self._starts, moment) - 1
        return place >= 0 and moment < self._ends[place]

    def next_open(self, moment: int) -> int | None:
        place = bisect_right(self._ends, moment)
        return max(self._starts[place], moment) if place < len(self._starts) else None

    def open_until(self, moment: int) -> int:
        """Return the end of the span that holds `moment`, or `moment` if none does."""
        place = bisect_right(self._starts, moment) - 1
        return max(self._ends[place], moment) if place >= 0 else moment

    def before(self, moment: int) -> int:
        """Return the business time of this year before a moment."""
        place = bisect_right(self._starts, moment) - 1
        if place < 0:
            return 0
        return self._passed[place] + min(moment, self._ends[place]) - self._starts[place]

    def moment(self, passed: int) -> int:
        """Return the first moment with that much business time (more than 0) before it."""
        place = bisect_left(self._passed, passed) - 1
        return self._starts[place] + passed - self._passed[place]


@lru_cache(maxsize=4096)
def _shared(
    week: Week,
    time_zone: str,
    holidays: PublicHolidays,
    closed: tuple[Dates, ...],
    extra: tuple[tuple[Dates, Openings], ...],
    workdays: tuple[Dates, ...],
) -> BusinessCalendar:
    return BusinessCalendar(week, ZoneInfo(time_zone), holidays, closed, extra, workdays)


def calendar_of(desk: Desk) -> BusinessCalendar:
    """Return a desk's calendar; desks with the same hours share one."""
    return _shared(
        desk.hours, desk.time_zone, desk.public_holidays, desk.closed, desk.open, desk.workdays
    )


def _moment(day: date, minutes: int, zone: tzinfo) -> int:
    """Return the moment at which the desk's clock shows `minutes` after that day's midnight."""
    days, minutes = divmod(minutes, 24 * 60)
    shown = datetime.combine(day + timedelta(days=days), time(minutes // 60, minutes % 60))
    early = shown.replace(tzinfo=zone).utcoffset()
    late = shown.replace(tzinfo=zone, fold=1).utcoffset()
    if early is None or late is None:
        raise ValueError(f"{zone} is no time zone")
    moment = (shown.replace(tzinfo=UTC) - early - _EPOCH) // _MICROSECOND
    if late > early:  # skipped by the clock: fold 0 means the offset before the change
        return _change(moment - (late - early) // _MICROSECOND, moment, zone)
    return moment


def _change(low: int, high: int, zone: tzinfo) -> int:
    """Return the moment between two at which the zone's offset changes."""
    before = _at(low).astimezone(zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if _at(middle).astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def _at(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)


def _not_negative(span: timedelta) -> timedelta:
    if span < timedelta(0):
        raise ValueError("business time is added forwards only")
    return span
