"""Public holidays and China's moved working days, against the State Council's own notices."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from domain.public_holidays import PublicHolidays

CHINA = PublicHolidays(country="CN")

# The General Office of the State Council's notices on the holidays of 2025 and 2026, as in its
# gazette: https://www.gov.cn/gongbao/2024/issue_11726/202411/content_6989767.html and
# https://www.gov.cn/gongbao/2025/issue_12406/202511/content_7048922.html
DAYS_OFF = {
    2025: ["01-01/01-01", "01-28/02-04", "04-04/04-06", "05-01/05-05", "05-31/06-02",
           "10-01/10-08"],
    2026: ["01-01/01-03", "02-15/02-23", "04-04/04-06", "05-01/05-05", "06-19/06-21",
           "09-25/09-27", "10-01/10-07"],
}  # fmt: skip
WORKED = {
    2025: ["01-26", "02-08", "04-27", "09-28", "10-11"],
    2026: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
}


def works(day: date) -> bool:
    if CHINA.weekend(day):
        return CHINA.worked(day)
    return not CHINA.off(day)


def days(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_of_the_year_is_as_the_state_council_arranged_it(year: int) -> None:
    off = {
        day
        for span in DAYS_OFF[year]
        for first, last in [span.split("/")]
        for day in days(year)
        if f"{first}" <= f"{day:%m-%d}" <= f"{last}"
    }
    worked = {date.fromisoformat(f"{year}-{day}") for day in WORKED[year]}
    expected = {day for day in days(year) if day not in off and day.weekday() < 5} | worked
    assert {day for day in days(year) if works(day)} == expected


def test_a_year_without_a_notice_has_the_statutory_days_and_no_worked_weekend() -> None:
    assert CHINA.arranged(2026)
    assert not CHINA.arranged(2099)
    assert CHINA.off(date(2099, 10, 1))
    assert not any(CHINA.worked(day) for day in days(2099))


def test_a_country_that_moves_no_days_is_always_known() -> None:
    bavaria = PublicHolidays(country="DE", subdivision="BY")
    assert bavaria.arranged(2099)
    assert bavaria.off(date(2026, 1, 6))
    assert not PublicHolidays(country="DE").off(date(2026, 1, 6))
    assert not any(bavaria.worked(day) for day in days(2026))


def test_no_country_has_no_holidays() -> None:
    nobody = PublicHolidays()
    assert nobody.arranged(2099)
    assert not any(nobody.off(day) or nobody.worked(day) for day in days(2026))


def test_years_outside_the_package_have_no_holidays_and_no_error() -> None:
    for year in (1, 1899, 2101, 9998):
        assert not CHINA.worked(date(year, 10, 1))


@pytest.mark.parametrize(
    ("country", "part", "said"),
    [("XX", None, "no public holidays are known"), ("DE", "QQ", "known are BB, BE"),
     ("CN", "BJ", "leave it out")],
)  # fmt: skip
def test_what_the_package_does_not_know_is_refused(
    country: str, part: str | None, said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        PublicHolidays(country=country, subdivision=part)
