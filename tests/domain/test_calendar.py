"""Business time, against days counted by hand and a clock read minute by minute."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import ROUND_THE_CLOCK, BusinessCalendar, Calendar, NeverOpen, calendar_of
from domain.desks import Desk
from domain.opening_hours import DAY, Dates, Opening, Openings, Week, read_dates, read_openings
from domain.public_holidays import PublicHolidays

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = (
    "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo",
    "America/Havana", "America/Santiago", "Pacific/Apia", "Asia/Kathmandu", "Asia/Gaza",
    "Africa/Casablanca", "UTC",
)  # fmt: skip


def desk(**settings: object) -> BusinessCalendar:
    return calendar_of(Desk.model_validate({"key": "main", "name": "Main", **settings}))


def at(words: str, zone: tzinfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=zone)


def shown(moment: datetime, zone: tzinfo = SHANGHAI) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


SPLIT = desk(hours={"mon-fri": "09:00-12:00, 13:30-18:00", "sat": "10:00-16:00"})
NIGHT = desk(hours={"fri": "22:00-06:00", "sat": "20:00-24:00"}, holidays="none")


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-25 10:00", 4, "2026-11-25 15:30"),  # over lunch
        ("2026-11-25 11:00", 1, "2026-11-25 12:00"),  # ends when lunch begins, not when it ends
        ("2026-11-25 12:30", 1, "2026-11-25 14:30"),
        ("2026-11-25 17:00", 4, "2026-11-26 12:00"),
        ("2026-11-27 17:00", 4, "2026-11-28 13:00"),  # Saturday
        ("2026-11-28 17:00", 4, "2026-11-30 14:30"),  # over Sunday
        ("2026-11-25 06:00", 0, "2026-11-25 06:00"),
        ("2026-09-30 17:00", 2, "2026-10-08 10:00"),  # National Day week
        ("2026-10-09 17:00", 2, "2026-10-10 10:00"),  # a Saturday worked has Friday's hours
        ("2026-10-10 09:00", 7.5, "2026-10-10 18:00"),
        ("2026-12-31 17:30", 1, "2027-01-02 10:30"),  # 1 January is a Friday; over the year's end
    ],
)
def test_business_hours_are_added_by_the_desks_clock(start: str, hours: float, end: str) -> None:
    moment = SPLIT.add(at(start), timedelta(hours=hours))
    assert moment.tzinfo is UTC
    assert shown(moment) == end


def test_a_sunday_that_is_worked_has_mondays_hours() -> None:
    sunday = date(2026, 9, 20)
    assert SPLIT.openings(sunday) == read_openings("09:00-12:00, 13:30-18:00")
    tuesdays = desk(hours={"tue": "09:00-12:00", "sun": "10:00-11:00"})
    assert tuesdays.openings(sunday) == read_openings("10:00-11:00")
    assert desk(hours={"tue": "09:00-12:00"}).openings(sunday) == ()


def test_a_year_given_in_the_policy_is_as_if_it_were_known() -> None:
    closed = [
        "2026-01-01 .. 2026-01-03", "2026-02-15 .. 2026-02-23", "2026-04-04 .. 2026-04-06",
        "2026-05-01 .. 2026-05-05", "2026-06-19 .. 2026-06-21", "2026-09-25 .. 2026-09-27",
        "2026-10-01 .. 2026-10-07",
    ]  # fmt: skip
    worked = [
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
    ]  # fmt: skip
    hours = {"mon-thu": "09:00-18:00", "fri": "09:00-16:00"}
    given = desk(hours=hours, holidays="none", closed=closed, workdays=worked)
    known = desk(hours=hours, holidays="CN")
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [given.openings(day) for day in days] == [known.openings(day) for day in days]
    assert given.openings(date(2026, 10, 10)) == read_openings("09:00-16:00")


def test_a_day_that_is_worked_may_still_be_closed_or_have_its_own_hours() -> None:
    shop = desk(workdays="2027-10-09 .. 2027-10-10", closed="2027-10-10",
                open={"2027-10-09": "10:00-11:00"})  # fmt: skip
    assert shop.openings(date(2027, 10, 9)) == read_openings("10:00-11:00")
    assert shop.openings(date(2027, 10, 10)) == ()


def test_a_night_belongs_to_the_day_it_begins_on() -> None:
    assert shown(NIGHT.next_open(at("2026-11-25 12:00"))) == "2026-11-27 22:00"
    assert NIGHT.is_open(at("2026-11-28 05:59"))
    assert not NIGHT.is_open(at("2026-11-28 06:00"))
    closed = desk(hours={"fri": "22:00-06:00"}, closed=["2026-11-28"], holidays="none")
    assert closed.is_open(at("2026-11-28 05:59"))
    assert shown(NIGHT.add(at("2026-11-27 21:00"), timedelta(hours=9))) == "2026-11-28 21:00"


def test_nights_that_touch_or_overlap_are_counted_once() -> None:
    nights = desk(hours={"thu": "12:00-12:30, 20:00-04:00", "fri": "02:00-06:00"}, holidays="none")
    week = at("2026-11-23 00:00"), at("2026-11-30 00:00")
    assert nights.between(*week) == timedelta(hours=10, minutes=30)
    assert nights.closes(at("2026-11-26 21:00")) == at("2026-11-27 06:00")


def test_own_days_count_more_than_closed_ones_and_those_more_than_the_week() -> None:
    shop = desk(
        hours={"mon-fri": "09:00-18:00"},
        closed=["12-24 .. 01-02", "2026-11-26"],
        open={"2026-12-24": "09:00-12:00", "2026-11-29": "10:00-11:00", "10-01": "10:00-12:00"},
    )
    assert shop.openings(date(2026, 11, 26)) == ()
    assert shop.openings(date(2026, 11, 29)) == read_openings("10:00-11:00")
    assert shop.openings(date(2026, 12, 24)) == read_openings("09:00-12:00")
    assert shop.openings(date(2026, 12, 25)) == shop.openings(date(2027, 1, 1)) == ()
    assert shop.openings(date(2026, 10, 1)) == read_openings("10:00-12:00")
    assert shop.openings(date(2026, 10, 2)) == ()


def test_holidays_are_the_countrys_unless_said_otherwise() -> None:
    national_day = date(2026, 10, 1)
    assert desk(hours={"mon-sun": "09:00-18:00"}).openings(national_day) == ()
    assert desk(hours={"mon-sun": "09:00-18:00"}, holidays="none").openings(national_day)
    assert desk(hours={"mon-sun": "09:00-18:00"}, holidays="DE").openings(national_day)
    assert desk(hours="24/7").openings(national_day)
    assert desk(hours="24/7", holidays="CN").openings(national_day) == ()


def test_a_desk_that_is_always_open_counts_every_moment() -> None:
    always = desk(hours="24/7", time_zone="Europe/Berlin")
    start, end = at("2026-03-28 12:00", BERLIN), at("2026-10-26 12:00", BERLIN)
    assert always.between(start, end) == end.astimezone(UTC) - start.astimezone(UTC)
    assert always.next_open(start) == start
    assert always.closes(start) is None
    assert always.day == timedelta(days=1)


def test_the_clock_is_put_forward() -> None:
    nights = desk(hours={"sat": "22:00-06:00"}, time_zone="Europe/Berlin", holidays="none")
    start = at("2026-03-28 22:00", BERLIN)
    assert nights.between(start, at("2026-03-29 06:00", BERLIN)) == timedelta(hours=7)
    assert shown(nights.add(start, timedelta(hours=5)), BERLIN) == "2026-03-29 04:00"
    skipped = desk(hours={"sun": "02:15-02:45"}, time_zone="Europe/Berlin", holidays="none")
    assert skipped.between(start, at("2026-03-30 00:00", BERLIN)) == timedelta(0)
    begun = desk(hours={"sun": "02:30-04:00"}, time_zone="Europe/Berlin", holidays="none")
    assert shown(begun.next_open(start), BERLIN) == "2026-03-29 03:00"


def test_the_clock_is_put_back() -> None:
    nights = desk(hours={"sat": "22:00-06:00"}, time_zone="Europe/Berlin", holidays="none")
    start = at("2026-10-24 22:00", BERLIN)
    assert nights.between(start, at("2026-10-25 06:00", BERLIN)) == timedelta(hours=9)
    twice = desk(hours={"sun": "02:00-03:00"}, time_zone="Europe/Berlin", holidays="none")
    assert twice.between(start, at("2026-10-26 00:00", BERLIN)) == timedelta(hours=2)


def test_a_day_that_the_calendar_skipped_has_no_hours() -> None:
    """Samoa had no 30 December 2011."""
    apia = ZoneInfo("Pacific/Apia")
    samoa = desk(hours={"mon-sun": "09:00-18:00"}, time_zone="Pacific/Apia", holidays="none")
    start, end = at("2011-12-29 00:00", apia), at("2012-01-01 00:00", apia)
    assert samoa.between(start, end) == timedelta(hours=18)


def test_a_calendar_that_is_never_open_ends_its_search() -> None:
    never = BusinessCalendar(Week(((),) * 7), SHANGHAI)
    now = at("2026-11-25 10:00")
    with pytest.raises(NeverOpen):
        never.next_open(now)
    with pytest.raises(NeverOpen):
        never.add(now, timedelta(minutes=1))
    assert never.between(now, now + timedelta(days=900)) == timedelta(0)
    with pytest.raises(NeverOpen):
        SPLIT.add(now, timedelta(days=20_000))


def test_the_last_years_of_the_calendar_end_the_search_too() -> None:
    with pytest.raises(NeverOpen):
        SPLIT.add(datetime(9998, 12, 1, tzinfo=UTC), timedelta(days=60))


def test_time_is_added_forwards_only() -> None:
    for calendar in (SPLIT, ROUND_THE_CLOCK):
        with pytest.raises(ValueError, match="forwards"):
            calendar.add(at("2026-11-25 10:00"), timedelta(seconds=-1))


def test_desks_with_the_same_hours_share_a_calendar() -> None:
    assert desk(hours="24/7", name="One") is desk(hours="24/7", name="Other", chat_id=-5)


moments = st.timedeltas(timedelta(0), timedelta(days=22 * 365)).map(
    lambda since: datetime(2009, 1, 1, tzinfo=UTC) + since
)
spans = st.timedeltas(timedelta(0), timedelta(days=40))


@st.composite
def days(draw: st.DrawFn) -> Openings:
    quarters = st.lists(st.integers(0, DAY // 15), max_size=6, unique=True)
    times = sorted(draw(quarters))
    openings = [
        Opening(start * 15, end * 15) for start, end in zip(times[::2], times[1::2], strict=False)
    ]
    over_midnight = draw(st.booleans())
    if openings and over_midnight:
        last = openings[-1]
        openings[-1] = Opening(last.start, last.start + draw(st.integers(15, DAY)))
    return tuple(openings)


@st.composite
def calendars(draw: st.DrawFn) -> BusinessCalendar:
    week = Week((*(draw(days()) for _ in range(6)), read_openings("08:00-20:00")))
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    holidays = PublicHolidays(country=draw(st.sampled_from(("", "CN", "DE"))))
    closed = draw(
        st.lists(st.dates(date(2000, 1, 1), date(2000, 12, 31)), max_size=3).map(
            lambda found: tuple(Dates(day, day, yearly=True) for day in found)
        )
    )
    extra = draw(st.sampled_from(((), ((read_dates("03-29"), read_openings("01:30-02:30")),))))
    return BusinessCalendar(week, zone, holidays, closed, extra)


everything: st.SearchStrategy[Calendar] = st.one_of(calendars(), st.just(ROUND_THE_CLOCK))


@given(everything, moments, spans)
def test_what_is_added_has_passed_and_not_a_moment_before(
    calendar: Calendar, start: datetime, span: timedelta
) -> None:
    end = calendar.add(start, span)
    assert calendar.between(start, end) == span
    assert not span or calendar.between(start, end - timedelta(microseconds=1)) < span


@given(everything, moments, st.lists(spans, min_size=2, max_size=2))
def test_added_at_once_is_added_in_two_steps(
    calendar: Calendar, start: datetime, parts: list[timedelta]
) -> None:
    one, other = parts
    assert calendar.add(calendar.add(start, one), other) == calendar.add(start, one + other) or (
        not other
    )


@given(everything, moments, moments, moments)
def test_business_time_adds_up_and_is_never_longer_than_time(
    calendar: Calendar, one: datetime, two: datetime, three: datetime
) -> None:
    whole = calendar.between(one, three)
    assert calendar.between(one, two) + calendar.between(two, three) == whole
    assert calendar.between(three, one) == -whole
    assert abs(whole) <= abs(three - one)


@given(everything, moments)
def test_the_next_opening_is_open_and_nothing_was_before(
    calendar: Calendar, moment: datetime
) -> None:
    opens = calendar.next_open(moment)
    assert opens >= moment
    assert calendar.is_open(opens)
    assert calendar.between(moment, opens) == timedelta(0)
    assert calendar.is_open(moment) == (opens == moment)


@given(calendars(), moments)
def test_it_is_open_until_it_closes(calendar: BusinessCalendar, moment: datetime) -> None:
    closes = calendar.closes(moment)
    if closes is None:
        assert not calendar.is_open(moment) or calendar.is_open(moment + timedelta(days=360))
        return
    assert calendar.between(moment, closes) == closes - moment > timedelta(0)
    assert not calendar.is_open(closes)


@given(calendars(), moments)
def test_it_is_open_when_the_desks_clock_says_so(
    calendar: BusinessCalendar, moment: datetime
) -> None:
    local = moment.astimezone(calendar.zone)
    if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset():
        return  # shown twice that day: which of the two counts is tested above
    now = local.hour * 60 + local.minute
    today, yesterday = local.date(), local.date() - timedelta(days=1)
    by_the_clock = any(each.start <= now < each.end for each in calendar.openings(today)) or any(
        now + DAY < each.end for each in calendar.openings(yesterday)
    )
    assert calendar.is_open(moment) == by_the_clock


@given(calendars(), moments, st.integers(0, 3 * DAY))
def test_business_time_is_what_a_clock_counts_minute_by_minute(
    calendar: BusinessCalendar, start: datetime, minutes: int
) -> None:
    start = start.replace(second=0, microsecond=0)
    counted = sum(calendar.is_open(start + timedelta(minutes=n)) for n in range(minutes))
    end = start + timedelta(minutes=minutes)
    assert calendar.between(start, end) == timedelta(minutes=counted)
