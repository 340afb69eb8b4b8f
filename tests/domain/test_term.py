"""Terms are read as a policy writes them, and counted on the right calendar."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from domain.calendar import calendar_of
from domain.desks import Desk
from domain.term import Term, Unit, read_term

DESK = Desk.model_validate(
    {"key": "main", "name": "M", "hours": {"mon-fri": "09:00-12:00, 13:00-18:00"}}
)
CALENDAR = calendar_of(DESK)
WEDNESDAY_TEN = datetime(2026, 11, 25, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("4 business hours", Term(4, Unit.HOURS, business=True)),
        ("1 business day", Term(1, Unit.DAYS, business=True)),
        ("15 minutes", Term(15, Unit.MINUTES)),
        (" 3  DAYS ", Term(3, Unit.DAYS)),
        ("366 days", Term(366, Unit.DAYS)),
    ],
)
def test_terms(written: str, term: Term) -> None:
    assert read_term(written) == term


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("4", "'4' is no span of time; write it as 15 minutes, 4 business hours or 3 days"),
        ("soon", "'soon' is no span of time"),
        ("1.5 hours", "'1.5 hours' is no span of time"),
        ("-1 hours", "is no span of time"),
        (4, "4 is no span of time"),
        ("0 minutes", "give a span from a minute to a year"),
        ("367 days", "give a span from a minute to a year"),
        ("99999 business hours", "give a span from a minute to a year"),
    ],
)
def test_what_is_no_term_is_refused(written: object, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read_term(written)


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("4 business hours", "2026-11-25 15:00"),
        ("1 business day", "2026-11-26 10:00"),
        ("3 business days", "2026-11-30 10:00"),
        ("90 business minutes", "2026-11-25 11:30"),
        ("4 hours", "2026-11-25 14:00"),
        ("3 days", "2026-11-28 10:00"),
    ],
)
def test_a_term_ends_by_its_own_calendar(written: str, due: str) -> None:
    end = read_term(written).after(WEDNESDAY_TEN, CALENDAR).astimezone(DESK.zone)
    assert f"{end:%Y-%m-%d %H:%M}" == due


def test_how_much_of_a_year_a_term_takes() -> None:
    assert read_term("366 days").share_of_year(DESK.hours) == 1
    assert read_term("260 business days").share_of_year(DESK.hours) == 1
    assert read_term("2080 business hours").share_of_year(DESK.hours) == 1
    assert timedelta(hours=8) == read_term("1 business day").span(CALENDAR)
