"""The figures of customer service: counted by hand once, and by their definitions always."""

import statistics
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import calendar_of
from domain.case_figures import (
    Figures,
    Person,
)
from domain.cases import CaseCourse, CaseEnd, CaseKind, CasePriority, CaseStatus
from domain.measures import Days, Share, quantile
from domain.policy import Policy
from domain.service_tally import service_figures

POLICY = Policy.model_validate(
    {
        "brand": {"key": "own", "name": "Own"},
        "desks": [
            {"key": "main", "name": "Main", "hours": {"mon-fri": "09:00-12:00, 13:00-18:00"}},
            {"key": "berlin", "name": "Berlin", "country": "DE", "time_zone": "Europe/Berlin"},
        ],
    }
)
CALENDAR = calendar_of(POLICY.desk)
NOVEMBER = Days.month(2026, 11)
TEN = datetime(2026, 11, 25, 2, tzinfo=UTC)
"""A Wednesday, ten o'clock at the desk."""
LATER = datetime(2026, 11, 30, 15, tzinfo=UTC)
"""Monday of the last day, 23 o'clock at the desk."""


def row(**fields: Any) -> CaseCourse:
    plain = CaseCourse(
        kind=CaseKind.QUESTION,
        desk="main",
        status=CaseStatus.OPEN,
        priority=CasePriority.NORMAL,
        opened_at=TEN,
    )
    return replace(plain, **fields)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def total(*rows: CaseCourse, at: datetime = LATER) -> Figures:
    return service_figures(rows, NOVEMBER, POLICY, at).total


def answered(after: timedelta, **more: Any) -> CaseCourse:
    return row(first_response_at=CALENDAR.add(TEN, after), **more)


def resolved(after: timedelta, **more: Any) -> CaseCourse:
    return row(status=CaseStatus.RESOLVED, resolved_at=CALENDAR.add(TEN, after), **more)


def test_a_month_of_cases_counted_by_hand() -> None:
    lin, wu = {"assignee": 11, "assignee_name": "Lin"}, {"assignee": 12, "assignee_name": "Wu"}
    emergency = row(
        kind=CaseKind.EMERGENCY, status=CaseStatus.CLOSED, end=CaseEnd.SOLVED,
        first_response_at=TEN + timedelta(minutes=10), resolved_at=TEN + hours(23),
        closed_at=TEN + hours(30), rating=5, **lin,
    )  # fmt: skip
    quick = resolved(
        hours(10), first_response_at=CALENDAR.add(TEN, hours(1)), rating=4, reopened=1, **lin
    )
    late = resolved(hours(30), first_response_at=CALENDAR.add(TEN, hours(5)), rating=1, **wu)
    withdrawn = row(status=CaseStatus.CLOSED, end=CaseEnd.WITHDRAWN, closed_at=TEN + hours(50))
    fresh = row(opened_at=LATER - hours(1))
    figures = service_figures([emergency, quick, late, withdrawn, fresh], NOVEMBER, POLICY, LATER)
    everything = figures.total
    assert everything.opened == 5
    assert everything.set_aside == ((CaseEnd.WITHDRAWN, 1),)
    assert everything.first_response.measured == 3
    assert everything.first_response.median == hours(1)
    assert everything.first_response.ninetieth == hours(1) + hours(4) * 0.8
    assert everything.first_response.within == Share(2, 3)
    assert everything.resolution.median == hours(23)
    assert everything.resolution.within == Share(2, 3)
    assert everything.reopened == Share(1, 3)
    assert (everything.rating.given, everything.rating.mean) == (3, 10 / 3)
    assert [kind for kind, _ in figures.by_kind] == [CaseKind.QUESTION, CaseKind.EMERGENCY]
    assert [(person, each.opened) for person, each in figures.by_person] == [
        (Person(11, "Lin"), 2),
        (Person(12, "Wu"), 1),
    ]
    assert dict(figures.opened_on)[date(2026, 11, 25)] == 4
    assert len(figures.opened_on) == 30
    [(desk, backlog)] = figures.backlog
    assert (desk, backlog.active, backlog.unclaimed, backlog.oldest) == (
        "main",
        1,
        1,
        LATER - hours(1),
    )


def test_business_time_is_counted_not_time() -> None:
    over_the_weekend = row(
        opened_at=datetime(2026, 11, 27, 9, tzinfo=UTC),  # Friday 17:00
        first_response_at=datetime(2026, 11, 30, 2, tzinfo=UTC),  # Monday 10:00
    )
    assert total(over_the_weekend).first_response.median == hours(2)


def test_waiting_on_the_owner_is_no_time_to_resolution() -> None:
    patient = resolved(hours(30), waited=hours(12))
    assert total(patient).resolution.median == hours(18)
    assert total(patient).resolution.within == Share(1, 1)


def test_what_still_runs_is_not_judged_and_what_is_overdue_is() -> None:
    assert total(row(), at=TEN + hours(2)).first_response.within == Share(0, 0)
    assert total(row(), at=TEN + hours(5.5)).first_response.within == Share(0, 1)
    assert total(row()).first_response.median is None
    assert Share(0, 0).value is None


def test_a_case_belongs_to_the_day_its_desks_clock_showed() -> None:
    new_year_in_shanghai = datetime(2026, 12, 31, 16, tzinfo=UTC)
    rows = [row(opened_at=new_year_in_shanghai, desk=desk) for desk in ("main", "berlin")]
    december = service_figures(rows, Days.month(2026, 12), POLICY, new_year_in_shanghai)
    january = service_figures(rows, Days.month(2027, 1), POLICY, new_year_in_shanghai)
    assert [desk for desk, _ in december.by_desk] == ["berlin"]
    assert [desk for desk, _ in january.by_desk] == ["main"]


def test_the_backlog_counts_active_cases_of_any_time() -> None:
    old = row(opened_at=TEN - timedelta(days=90), assignee=11, assignee_name="Lin")
    waiting = answered(
        hours(1), status=CaseStatus.WAITING, waiting_since=CALENDAR.add(TEN, hours(1))
    )
    figures = service_figures([old, waiting, resolved(hours(1))], NOVEMBER, POLICY, LATER)
    [(_, backlog)] = figures.backlog
    assert (backlog.active, backlog.unclaimed, backlog.waiting) == (2, 1, 1)
    assert (backlog.first_overdue, backlog.resolution_overdue, backlog.overdue) == (1, 1, 1)
    assert backlog.oldest == old.opened_at
    assert figures.total.opened == 2


def test_somebody_who_changed_their_name_is_one_person() -> None:
    before = row(assignee=11, assignee_name="Lin")
    after = row(assignee=11, assignee_name="Lin Hua", opened_at=TEN + hours(1))
    figures = service_figures([after, before], NOVEMBER, POLICY, LATER)
    assert [(person, each.opened) for person, each in figures.by_person] == [
        (Person(11, "Lin Hua"), 2)
    ]


def test_nothing_happened() -> None:
    figures = service_figures([], NOVEMBER, POLICY, LATER)
    assert figures.total.opened == 0
    assert (figures.by_kind, figures.by_person, figures.backlog) == ((), (), ())
    assert figures.total.rating.mean is None


@pytest.mark.parametrize(
    ("year", "month", "last"), [(2026, 2, 28), (2028, 2, 29), (2026, 12, 31), (2026, 4, 30)]
)
def test_months(year: int, month: int, last: int) -> None:
    assert Days.month(year, month) == Days(date(year, month, 1), date(year, month, last))


spans = st.timedeltas(timedelta(0), timedelta(days=30))
moments = spans.map(lambda since: datetime(2026, 11, 1, tzinfo=UTC) + since)


@st.composite
def rows(draw: st.DrawFn) -> CaseCourse:
    opened = draw(moments)
    status = draw(st.sampled_from(CaseStatus))
    first = draw(st.none() | spans)
    over = opened + draw(spans)
    end = draw(st.sampled_from(CaseEnd)) if status is CaseStatus.CLOSED else None
    was_resolved = draw(st.booleans())
    assignee = draw(st.none() | st.integers(1, 4))
    return row(
        kind=draw(st.sampled_from(CaseKind)),
        desk=draw(st.sampled_from(["main", "berlin", "gone"])),
        status=status,
        priority=draw(st.sampled_from(CasePriority)),
        opened_at=opened,
        assignee=assignee,
        assignee_name=f"N{assignee}" if assignee else "",
        first_response_at=None if first is None else opened + first,
        resolved_at=over if status is CaseStatus.RESOLVED or (end and was_resolved) else None,
        closed_at=over if end else None,
        end=end,
        waiting_since=over if status is CaseStatus.WAITING else None,
        waited=draw(st.timedeltas(timedelta(0), timedelta(hours=9))),
        reopened=draw(st.integers(0, 2)),
        rating=draw(st.none() | st.integers(1, 5)),
    )


@given(st.lists(rows(), max_size=25))
def test_groups_are_parts_of_the_whole(cases: list[CaseCourse]) -> None:
    figures = service_figures(cases, NOVEMBER, POLICY, LATER)
    for groups in (figures.by_kind, figures.by_desk):
        parts = [each for _, each in groups]
        assert sum(each.opened for each in parts) == figures.total.opened
        assert sum(each.rating.given for each in parts) == figures.total.rating.given
        assert (
            sum(each.first_response.within.counted for each in parts)
            == figures.total.first_response.within.counted
        )
        assert sum(each.reopened.kept for each in parts) == figures.total.reopened.kept
        assert [each.opened for each in parts] == sorted(
            (each.opened for each in parts), reverse=True
        )
    assert sum(number for _, number in figures.opened_on) == figures.total.opened
    assert sum(each.opened for _, each in figures.by_person) <= figures.total.opened
    active = sum(each.status.is_active for each in cases)
    assert sum(each.active for _, each in figures.backlog) == active


@given(st.lists(rows(), max_size=25))
def test_figures_are_possible(cases: list[CaseCourse]) -> None:
    figures = service_figures(cases, NOVEMBER, POLICY, LATER).total
    set_aside = sum(number for _, number in figures.set_aside)
    for times in (figures.first_response, figures.resolution):
        assert 0 <= times.within.kept <= times.within.counted <= figures.opened
        assert times.within.kept <= times.measured <= figures.opened
        if times.median is not None and times.ninetieth is not None:
            assert timedelta(0) <= times.median <= times.ninetieth
        assert (times.median is None) == (times.measured == 0)
    assert set_aside <= figures.opened
    assert figures.rating.mean is None or 1 <= figures.rating.mean <= 5


@given(st.lists(rows(), max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(cases: list[CaseCourse], random: Any) -> None:
    shuffled = list(cases)
    random.shuffle(shuffled)
    one = service_figures(cases, NOVEMBER, POLICY, LATER)
    assert one == service_figures(shuffled, NOVEMBER, POLICY, LATER)


@given(st.lists(spans, min_size=2, max_size=40).map(sorted))
def test_quantiles_are_those_of_a_spreadsheet(values: list[timedelta]) -> None:
    seconds = [each.total_seconds() for each in values]
    median, ninetieth = quantile(values, 0.5), quantile(values, 0.9)
    assert median is not None
    assert ninetieth is not None
    assert median.total_seconds() == pytest.approx(statistics.median(seconds), abs=1e-5)
    expected = statistics.quantiles(seconds, n=10, method="inclusive")[8]
    assert ninetieth.total_seconds() == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("words", ["2026-02", " 2026-2 "])
def test_a_month_is_read_as_people_write_it(words: str) -> None:
    assert Days.read_month(words) == Days(date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    "words", ["", "2026", "2026-13", "2026-0", "02-2026", "9999-12", "２０２６-02"]
)
def test_what_is_no_month_is_none(words: str) -> None:
    assert Days.read_month(words) is None
