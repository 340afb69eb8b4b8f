"""Public holidays of a country, and its make-up working days, from the `holidays` package.

China's State Council moves working days every year so that holidays become weeks (调休): a
Saturday or Sunday is worked for the day off. The notice for a year comes out in November of the
year before; the package has those from 2001 on, and names the worked weekend days in
`weekend_workdays`. Of a year that it does not have yet (`arranged` is false), the statutory
holidays are right, the bridging days off are counted as work, and no weekend day is worked: a desk
names those days itself (`closed`, `workdays`) or the package is brought up to date.
"""

import warnings
from datetime import date
from functools import lru_cache
from typing import Self

import holidays
from pydantic import model_validator

from domain.policy_parts import Part

_FIRST, _LAST = 1950, 2100
"""The years that the package covers; before and after, only weekdays count."""
_SATURDAY_SUNDAY = frozenset({5, 6})


class PublicHolidays(Part):
    """Whose public holidays count: a country (ISO 3166-1) and, if it matters, a part of it.

    No country: nobody's, every day is as its weekday is.
    """

    country: str = ""
    subdivision: str | None = None

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.country:
            _check(self.country, self.subdivision)
        return self

    def off(self, day: date) -> bool:
        """Whether that day is a public holiday, or the day off it was moved to."""
        return day in _year(self.country, self.subdivision, day.year).off

    def worked(self, day: date) -> bool:
        """Whether that day belongs to a weekend but is worked."""
        return day in _year(self.country, self.subdivision, day.year).worked

    def weekend(self, day: date) -> bool:
        """Whether that day belongs to the country's weekend."""
        return day.weekday() in _year(self.country, self.subdivision, day.year).weekend

    def arranged(self, year: int) -> bool:
        """Whether a year's moved working days are known; true where a country moves none."""
        last = _last_arranged(self.country) if self.country else None
        return last is None or year <= last


class _Year:
    """One year's days; the neighbours are asked too, since a day may move over the year's end."""

    off: frozenset[date]
    worked: frozenset[date]
    weekend: frozenset[int]

    def __init__(self, country: str, subdivision: str | None, year: int) -> None:
        years = [each for each in (year - 1, year, year + 1) if _FIRST <= each <= _LAST]
        if not country:
            self.off, self.worked, self.weekend = frozenset(), frozenset(), _SATURDAY_SUNDAY
            return
        found = _of(country, subdivision, years)
        self.off = frozenset(day for day in found if day.year == year)
        self.worked = frozenset(day for day in found.weekend_workdays if day.year == year)
        self.weekend = frozenset(found.weekend)


@lru_cache(maxsize=256)
def holidays_of(country: str) -> PublicHolidays:
    """Return a country's public holidays; nobody's for an empty one."""
    return PublicHolidays(country=country)


def _check(country: str, subdivision: str | None) -> None:
    """Raise `ValueError` in words if the package does not know the country or the part of it."""
    try:
        _of(country, None, [])
    except NotImplementedError:
        raise ValueError(
            f"no public holidays are known for the country {country!r}; "
            "name another country under holidays, or none"
        ) from None
    try:
        _of(country, subdivision, [])
    except NotImplementedError:
        known = ", ".join(holidays.country_holidays(country).subdivisions)
        raise ValueError(
            f"{country} has no part {subdivision!r} with holidays of its own; "
            + (f"known are {known}" if known else "leave it out")
        ) from None


def _of(country: str, subdivision: str | None, years: list[int]) -> holidays.HolidayBase:
    with warnings.catch_warnings():  # a part's former name still works
        warnings.simplefilter("ignore", DeprecationWarning)
        return holidays.country_holidays(country, subdiv=subdivision, years=years, expand=False)


_year = lru_cache(maxsize=512)(_Year)


@lru_cache(maxsize=64)
def _last_arranged(country: str) -> int | None:
    found = _of(country, None, [])
    if not found.has_substituted_holidays:
        return None
    moved: dict[int, object] = getattr(found, "special_public_holidays", {})
    return max(moved, default=None)
