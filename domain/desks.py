"""Desks in the policy: a staff team with its group, languages, hours and holidays."""

from collections.abc import Mapping
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, TypeAdapter, model_validator

from domain.locale import canonical
from domain.opening_hours import (
    WHOLE_DAY,
    Dates,
    Openings,
    Week,
    days_of,
    read_dates,
    read_openings,
    read_weekdays,
    week_of,
)
from domain.policy_parts import Key, Part, TimeZone, Words
from domain.public_holidays import PublicHolidays, holidays_of

DEFAULT_WEEK = Week(((read_openings("09:00-18:00"),) * 5) + ((), ()))

_MOST_CLOSED_DAYS = 300
"""Days a year that may be closed every year: the rest is sure to hold an open weekday soon, so that
a search for the next opening ends."""
_MOST_CLOSED_ONCE = 3 * 366
"""Days that may be closed by dates with a year, for the same reason."""

_Spans = Annotated[Openings, BeforeValidator(read_openings)]
_Hours = TypeAdapter(dict[Annotated[tuple[int, ...], BeforeValidator(read_weekdays)], _Spans])
_Extra = TypeAdapter(dict[Annotated[Dates, BeforeValidator(read_dates)], _Spans])


def _week(value: object) -> object:
    if isinstance(value, Week):
        return value
    if value == "24/7":
        return Week((WHOLE_DAY,) * 7)
    if not isinstance(value, Mapping) or not value:
        raise ValueError("give hours per weekday, such as mon-fri: 09:00-18:00, or 24/7")
    week = week_of(_Hours.validate_python(value))
    if not any(week.days):
        raise ValueError("the desk is open on no day of the week; an owner would wait for ever")
    return week


def _extra(value: object) -> object:
    if isinstance(value, tuple):
        return value
    if not isinstance(value, Mapping):
        raise ValueError("give days with their hours, such as 2026-12-24: 09:00-12:00")
    return tuple(_Extra.validate_python(value).items())


def _holidays(value: object) -> object:
    if value == "none":
        return {}
    if isinstance(value, str):
        country, _, part = value.partition("-")
        return {"country": country, "subdivision": part or None}
    if isinstance(value, (dict, PublicHolidays)):
        return value
    raise ValueError("give a country such as CN, a part of one such as DE-BY, or none")


def _closed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _not_for_ever(closed: tuple[Dates, ...]) -> tuple[Dates, ...]:
    if sum(1 for _ in days_of(closed)) > _MOST_CLOSED_DAYS:
        raise ValueError(
            f"the desk is closed on more than {_MOST_CLOSED_DAYS} days of every year; "
            "an owner would hardly ever get an answer"
        )
    if sum(len(dates) for dates in closed if not dates.yearly) > _MOST_CLOSED_ONCE:
        raise ValueError(
            "together these dates close the desk for more than three years; "
            "take the desk out of the policy instead"
        )
    return closed


class Desk(Part):
    """A staff team: one Telegram group, a country, a time zone, the hours it answers in.

    `closed` are days without hours, `open` days whose hours are other than the week's, `workdays`
    weekend days with those of the nearest working weekday; `open` counts more than `closed`, and
    both count more than holidays. A span over midnight belongs to the day it begins on.
    """

    key: Key
    name: Words
    country: str = Field(default="CN", pattern=r"^[A-Z]{2}$")
    time_zone: TimeZone = "Asia/Shanghai"
    languages: tuple[str, ...] = ()
    """What its staff speak; empty: the policy's languages."""
    chat_id: int | None = None
    supervisors_chat_id: int | None = None
    hours: Annotated[Week, BeforeValidator(_week)] = DEFAULT_WEEK
    holidays: Annotated[PublicHolidays | None, BeforeValidator(_holidays)] = None
    """Whose holidays close the desk; not given: its country's, or nobody's if it is open 24/7."""
    closed: Annotated[
        tuple[Annotated[Dates, BeforeValidator(read_dates)], ...],
        BeforeValidator(_closed),
        AfterValidator(_not_for_ever),
    ] = ()
    open: Annotated[tuple[tuple[Dates, Openings], ...], BeforeValidator(_extra)] = ()
    workdays: Annotated[
        tuple[Annotated[Dates, BeforeValidator(read_dates)], ...], BeforeValidator(_closed)
    ] = ()
    """Weekend days that are worked to make up for days off, beside those that are known."""

    @model_validator(mode="before")
    @classmethod
    def _canonical_languages(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("languages"), (list, tuple)):
            tags = tuple(dict.fromkeys(canonical(str(tag)) for tag in data["languages"]))
            data = {**data, "languages": tags}
        return data

    @model_validator(mode="after")
    def _known_holidays(self) -> Self:
        _ = self.public_holidays  # refuses a country whose holidays are not known
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The desk's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def public_holidays(self) -> PublicHolidays:
        """Whose public holidays close the desk."""
        if self.holidays is not None:
            return self.holidays
        return holidays_of("" if self.hours.always else self.country)

    def arranged(self, year: int) -> bool:
        """Whether a year's moved working days are known, or given as `workdays`."""
        given = any(
            dates.first.year <= year <= dates.last.year
            for dates in self.workdays
            if not dates.yearly
        )
        return given or self.public_holidays.arranged(year)
