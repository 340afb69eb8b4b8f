"""Opening hours are read as people write them, and mistakes are named."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.opening_hours import (
    DAY,
    WHOLE_DAY,
    Dates,
    Opening,
    Week,
    read_dates,
    read_openings,
    read_weekdays,
    week_of,
)


@pytest.mark.parametrize(
    ("written", "openings"),
    [
        ("09:00-18:00", [(540, 1080)]),
        ("09:00-12:00, 13:30-18:00", [(540, 720), (810, 1080)]),
        ("13:30 - 18:00,9:00-12:00", [(540, 720), (810, 1080)]),
        ("09：00－12：00，13：30—18：00", [(540, 720), (810, 1080)]),
        (["09:00-12:00", "12:00-13:00"], [(540, 720), (720, 780)]),
        ("22:00-06:00", [(1320, DAY + 360)]),
        ("00:00-24:00", [(0, DAY)]),
        ("18:00-00:00", [(1080, DAY)]),
        ("closed", []),
    ],
)
def test_spans(written: object, openings: list[tuple[int, int]]) -> None:
    assert read_openings(written) == tuple(Opening(*each) for each in openings)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("9-10", "'9-10' is no span of time; write it as 09:00-18:00"),
        ("25:00-26:00", "times go from 00:00 to 24:00"),
        ("09:60-10:00", "times go from 00:00 to 24:00"),
        ("24:00-10:00", "times go from 00:00 to 24:00"),
        ("09:00-09:00", "begins and ends at once"),
        ("09:00-12:00, 11:00-13:00", "the spans 09:00-12:00 and 11:00-13:00 overlap"),
        ("22:00-03:00, 23:00-23:30", "the spans 22:00-03:00 and 23:00-23:30 overlap"),
        ("", "is no span of time"),
        ([], "give spans such as"),
        (None, "give spans such as"),
        (9, "give spans such as"),
    ],
)
def test_what_is_no_span_is_refused_in_words(written: object, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read_openings(written)


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("mon", [0]), ("mon-fri", [0, 1, 2, 3, 4]), ("Sat", [5]), ("monday-WEDNESDAY", [0, 1, 2]),
        ("sat-mon", [5, 6, 0]), ("mon, wed,fri", [0, 2, 4]), ("mon-sun", [0, 1, 2, 3, 4, 5, 6]),
        ("mon-tue, sun", [0, 1, 6]),
    ],
)  # fmt: skip
def test_weekdays(written: str, numbers: list[int]) -> None:
    assert list(read_weekdays(written)) == numbers


def test_a_weekday_that_is_none_or_stands_twice() -> None:
    with pytest.raises(ValueError, match="'fry' is no weekday; use mon, tue"):
        read_weekdays("mon-tue, fry")
    with pytest.raises(ValueError, match="write several spans as a list"):
        read_weekdays("13:30-18:00")
    with pytest.raises(ValueError, match="tue is given twice"):
        week_of({(0, 1): WHOLE_DAY, (1,): WHOLE_DAY})


def test_the_ordinary_day_is_the_median_of_the_open_ones() -> None:
    full, short = read_openings("09:00-12:00, 13:30-18:00"), read_openings("10:00-16:00")
    assert Week((full,) * 5 + (short, ())).ordinary_day == 450
    assert Week((full, short) + ((),) * 5).ordinary_day == 450
    assert Week((WHOLE_DAY,) * 7).ordinary_day == DAY
    assert Week((WHOLE_DAY,) * 7).always
    assert not Week((WHOLE_DAY,) * 6 + ((),)).always


@pytest.mark.parametrize(
    ("written", "inside", "outside"),
    [
        ("2026-12-24", ["2026-12-24"], ["2025-12-24", "2026-12-25"]),
        ("12-24", ["2026-12-24", "2031-12-24"], ["2026-12-25"]),
        ("2026-12-28 .. 2027-01-03", ["2026-12-28", "2027-01-03"], ["2027-01-04", "2027-12-30"]),
        ("12-28 .. 01-03", ["2026-12-28", "2030-01-03", "2030-12-31"], ["2026-01-04"]),
        ("02-29", ["2028-02-29"], ["2026-02-28", "2026-03-01"]),
        ("02-28..03-01", ["2026-02-28", "2028-02-29", "2026-03-01"], ["2026-03-02"]),
    ],
)  # fmt: skip
def test_dates(written: str, inside: list[str], outside: list[str]) -> None:
    dates = read_dates(written)
    assert all(date.fromisoformat(day) in dates for day in inside)
    assert not any(date.fromisoformat(day) in dates for day in outside)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("02-30", "there is no day 02-30"),
        ("2026-02-29", "there is no day 2026-02-29"),
        ("13-01", "there is no day 13-01"),
        ("Christmas", "'Christmas' is no day"),
        ("2026-12-24 .. 2026-12-01", "2026-12-01 is before 2026-12-24"),
        ("2026-12-24 .. 01-01", "both ends"),
        ("..", "is no day"),
        ("0000-01-01", "there is no day"),
        (12, "is no day"),
    ],
)
def test_a_day_that_is_none_is_refused(written: object, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read_dates(written)


@given(st.dates(date(1, 1, 1)), st.dates(date(2000, 1, 1), date(2000, 12, 31)), st.integers(0, 365))
def test_a_yearly_range_counts_its_days(day: date, first: date, more: int) -> None:
    last = first + timedelta(days=more)
    dates = Dates(first, last.replace(year=2000), yearly=True)
    leap = [date.fromordinal(date(2000, 1, 1).toordinal() + n) for n in range(366)]
    assert sum(each in dates for each in leap) == len(dates)
    assert (day in dates) == (day.replace(year=2000) in dates)


@given(st.lists(st.integers(0, DAY), min_size=2, max_size=8, unique=True).map(sorted))
def test_what_is_written_is_read_back(times: list[int]) -> None:
    pairs = list(zip(times[::2], times[1::2], strict=False))
    written = ", ".join(
        f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}" for start, end in pairs
    )
    assert read_openings(written) == tuple(Opening(start, end) for start, end in pairs)
