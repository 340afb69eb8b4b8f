"""Terms: spans of time as a policy writes them, such as `4 business hours` or `3 days`."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from domain.calendar import ROUND_THE_CLOCK, Calendar
from domain.opening_hours import Week


class Unit(StrEnum):
    """What a term counts."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


_LENGTHS = {
    Unit.MINUTES: timedelta(minutes=1),
    Unit.HOURS: timedelta(hours=1),
    Unit.DAYS: timedelta(days=1),
}
_TERM = re.compile(r"(\d{1,5}) +(business )?(minute|hour|day)s?")
_LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Term:
    """An amount of time: of a desk's business time, or round the clock.

    A business day is as long as the desk's ordinary day (the median of its open weekdays), so
    three business days from Monday at ten end on Thursday at ten where the days are alike.
    """

    amount: int
    unit: Unit
    business: bool = False

    @property
    def nominal(self) -> timedelta:
        """Its length with days of 24 hours, to compare terms that are counted alike."""
        return self.amount * _LENGTHS[self.unit]

    def counted_on(self, calendar: Calendar) -> Calendar:
        """Return the calendar that measures this term: the desk's, or every moment."""
        return calendar if self.business else ROUND_THE_CLOCK

    def span(self, calendar: Calendar) -> timedelta:
        """Return its length, in the time that `counted_on` measures."""
        if self.business and self.unit is Unit.DAYS:
            return self.amount * calendar.day
        return self.nominal

    def after(self, start: datetime, calendar: Calendar) -> datetime:
        """Return the moment at which a term that begins at `start` is over, in UTC."""
        return self.counted_on(calendar).add(start, self.span(calendar))

    def share_of_year(self, week: Week) -> float:
        """Return how much of a year's time it takes, for a desk that is open in such weeks."""
        if not self.business:
            return self.nominal / _LONGEST
        day = week.ordinary_day if self.unit is Unit.DAYS else 0
        minutes = self.amount * (day or _LENGTHS[self.unit] // _LENGTHS[Unit.MINUTES])
        return minutes / (52 * week.minutes)


def read_term(value: object) -> Term:
    """Read `15 minutes`, `4 business hours`, `1 business day`, up to a year.

    Raises `ValueError` with a sentence for whoever wrote the file.
    """
    if isinstance(value, Term):
        return value
    found = _TERM.fullmatch(str(value).strip().lower())
    if found is None:
        raise ValueError(
            f"{value!r} is no span of time; write it as 15 minutes, 4 business hours or 3 days"
        )
    amount, business, unit = found.groups()
    term = Term(int(amount), Unit(f"{unit}s"), business is not None)
    if not timedelta(0) < term.nominal <= _LONGEST:
        raise ValueError(f"{value!r}: give a span from a minute to a year")
    return term


TermField = Annotated[Term, BeforeValidator(read_term)]
