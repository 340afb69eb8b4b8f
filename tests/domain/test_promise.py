"""What an owner is told is true: by the desk's hours, in the owner's time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
from domain.calendar import calendar_of
from domain.desks import Desk
from domain.promise import promise
from domain.term import Term, read_term

DESK = Desk.model_validate(
    {
        "key": "riverside",
        "name": {"en": "Solvane Riverside", "zh": "索凡滨江店"},
        "hours": {"mon-fri": "09:00-12:00, 13:30-18:00"},
    }
)
CALENDAR = calendar_of(DESK)
RENDERER = HtmlRenderer(Catalog.load())
FOUR_HOURS = read_term("4 business hours")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def told(at: str, target: Term = FOUR_HOURS, time_zone: str | None = None) -> list[str]:
    moment = datetime.fromisoformat(at).replace(tzinfo=SHANGHAI)
    text = promise(DESK, target, moment, time_zone=time_zone).text()
    return [RENDERER.plain(text, locale) for locale in ("en", "zh-Hans")]


def test_inside_hours_the_time_is_promised() -> None:
    assert told("2026-11-25 10:00") == [
        "Solvane Riverside will answer you by 15:30 today.",
        "索凡滨江店最晚会在今天 15:30 前答复您。",
    ]
    assert told("2026-11-25 17:00")[0] == "Solvane Riverside will answer you by 12:00 tomorrow."
    assert told("2026-11-27 17:00")[0] == (
        "Solvane Riverside will answer you by Mon 30 Nov, 12:00."
    )


def test_outside_hours_the_opening_is_said_first() -> None:
    assert told("2026-11-25 12:30")[0] == (
        "Solvane Riverside is closed right now and opens at 13:30 today. "
        "You will have an answer by 17:30 today."
    )
    assert told("2026-09-30 20:00") == [
        (
            "Solvane Riverside is closed right now and opens on Thu 8 Oct at 09:00. "
            "You will have an answer by Thu 8 Oct, 14:30."
        ),
        (
            "索凡滨江店现在是休息时间，10月8日周四 09:00 开始服务，"
            "最晚会在10月8日周四 14:30 前答复您。"
        ),
    ]


def test_round_the_clock_the_length_is_promised_at_night_too() -> None:
    assert told("2026-11-28 03:00", read_term("15 minutes")) == [
        "A person from Solvane Riverside will answer you within 15 min.",
        "索凡滨江店的工作人员会在15分钟内联系您。",
    ]


def test_another_zone_is_the_owners_and_is_named() -> None:
    assert told("2026-11-25 10:00", time_zone="Europe/Berlin")[0] == (
        "Solvane Riverside will answer you by 08:30 today (Berlin time)."
    )
    assert told("2026-11-25 10:00", time_zone="Asia/Singapore") == told("2026-11-25 10:00")


def test_the_time_is_rounded_up_never_down() -> None:
    assert "15:35 today" in told("2026-11-25 10:00:01")[0]
    assert (
        "18:00 today" in told("2026-11-25 13:00")[0] or "17:30 today" in told("2026-11-25 13:00")[0]
    )


@given(
    st.timedeltas(timedelta(0), timedelta(days=800)),
    st.builds(Term, st.integers(1, 9), st.sampled_from(list({FOUR_HOURS.unit})), st.just(True)),
    st.sampled_from([None, "Europe/Berlin", "America/New_York", "Asia/Singapore"]),
)
def test_a_promise_keeps_to_the_target_and_to_the_hours(
    since: timedelta, target: Term, zone: str | None
) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC) + since
    made = promise(DESK, target, at, time_zone=zone)
    due = target.after(at, CALENDAR)
    assert due <= made.by < due + timedelta(minutes=5)
    assert (made.opens is None) == CALENDAR.is_open(at)
    if made.opens is not None:
        assert CALENDAR.next_open(at) == made.opens < made.by
    assert made.zone == (zone or DESK.time_zone)


@pytest.mark.parametrize("minute", [0, 5, 30])
def test_a_round_time_stays(minute: int) -> None:
    at = datetime(2026, 11, 25, 2, minute, tzinfo=UTC)
    assert promise(DESK, read_term("1 business hour"), at).by == at + timedelta(hours=1)
