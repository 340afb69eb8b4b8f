"""A desk that the policy accepts opens again, whatever its week and its closed days."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.calendar import calendar_of
from domain.desks import DEFAULT_WEEK, Desk
from domain.opening_hours import WEEKDAYS, read_openings

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)


def desk(**settings: object) -> Desk:
    return Desk.model_validate({"key": "main", "name": "Main", **settings})


def test_what_is_not_said_is_an_office_week_in_china() -> None:
    plain = desk()
    assert plain.hours == DEFAULT_WEEK
    assert plain.hours.days[4] == read_openings("09:00-18:00")
    assert plain.hours.days[5:] == ((), ())
    assert plain.public_holidays.country == "CN"
    assert desk(country="DE").public_holidays.country == "DE"
    assert desk(hours="24/7").public_holidays.country == ""


@pytest.mark.parametrize("country", ["XX", "cn", "China", ""])
def test_a_country_without_known_holidays_is_refused(country: str) -> None:
    with pytest.raises(ValidationError):
        desk(country=country)


def test_a_country_without_known_holidays_may_work_on_all_days() -> None:
    assert desk(country="XX", holidays="none").public_holidays.country == ""


def yearly(first: int, days: int) -> str:
    start = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=first)
    end = start + timedelta(days=days)
    return f"{start:%m-%d} .. {end:%m-%d}"


@settings(max_examples=60)
@given(
    weekdays=st.sets(st.sampled_from(WEEKDAYS), min_size=1),
    span=st.sampled_from(["00:00-00:01", "23:59-24:00", "09:00-18:00", "22:00-06:00"]),
    first=st.integers(0, 365),
    days=st.integers(0, 298),
    once=st.integers(0, 3 * 365),
    country=st.sampled_from(["CN", "DE", "US", "IR", "JP", "none"]),
    since=st.integers(0, 3000),
)
def test_it_is_open_again_within_a_few_years(
    weekdays: set[str], span: str, first: int, days: int, once: int, country: str, since: int
) -> None:
    now = NOW + timedelta(days=since)
    closed = [yearly(first, days), f"{now:%Y-%m-%d} .. {now + timedelta(days=once):%Y-%m-%d}"]
    hours = dict.fromkeys(sorted(weekdays), span)
    calendar = calendar_of(desk(hours=hours, closed=closed, holidays=country))
    opens = calendar.next_open(now)
    assert calendar.is_open(opens)
    assert opens - now < timedelta(days=12 * 366)
