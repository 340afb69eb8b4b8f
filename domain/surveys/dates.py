"""Dates as people write them: `2026-05-03`, `3 May`, `May 3rd 2026`, `2026年5月3日`, `昨天`."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from domain.folding import folded

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_NAME = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_NAME}(?:,? (?P<year>\d{{4}}))?",
        rf"{_NAME} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})?",
    )
)
_EITHER = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_DAYS = {
    "today": 0, "tomorrow": 1, "yesterday": -1,
    "今天": 0, "明天": 1, "昨天": -1, "前天": -2, "后天": 2,
}  # fmt: skip


def read_date(text: str, today: date) -> date | None:
    """Return the day that words name; without a year, the one nearest to `today`.

    None for anything else, and for 03/05/2026, which is March in one country and May in another.
    """
    plain = re.sub(r"[\s.!。！]+$", "", folded(text).strip())
    if plain in _DAYS:
        return today + timedelta(days=_DAYS[plain])
    if found := _EITHER.fullmatch(plain):
        first, second, year = (int(part) for part in found.groups())
        days = {_day(year, first, second), _day(year, second, first)} - {None}
        return days.pop() if len(days) == 1 else None
    for form in _FORMS:
        if found := form.fullmatch(plain):
            return _nearest(found.groupdict(), today)
    return None


def _nearest(parts: dict[str, str | None], today: date) -> date | None:
    month = _MONTHS[str(parts["name"])[:3]] if parts.get("name") else int(str(parts["month"]))
    day = int(str(parts["day"]))
    if parts.get("year"):
        return _day(int(str(parts["year"])), month, day)
    near = tuple(_around(today, month, day))
    return min(near, key=lambda one: abs(one - today)) if near else None


def _around(today: date, month: int, day: int) -> Iterator[date]:
    for year in (today.year - 1, today.year, today.year + 1):
        if (found := _day(year, month, day)) is not None:
            yield found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
