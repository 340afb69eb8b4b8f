"""Business time and the figures of a month: what a desk's clock costs, in processor time."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from domain.calendar import BusinessCalendar, calendar_of
from domain.cases import CaseCourse, CaseKind, CasePriority, CaseStatus
from domain.measures import Days
from domain.opening_hours import read_openings, week_of
from domain.policy import Policy
from domain.public_holidays import PublicHolidays
from domain.service_tally import service_figures
from tests.bench.report import Figure, Report, at_most

_POLICY = Policy.model_validate(
    {
        "brand": {"key": "own", "name": "Own"},
        "desks": [
            {
                "key": "main",
                "name": "Main",
                "hours": {"mon-fri": "09:00-12:00, 13:30-18:00", "sat": "10:00-16:00"},
            }
        ],
    }
)
_START = datetime(2026, 9, 1, 2, 17, tzinfo=UTC)
_CASES = 5000


def measure_counting(report: Report) -> None:
    """Time the questions that each case asks of its desk's calendar, and a month's report."""
    calendar = calendar_of(_POLICY.desk)
    moments = [_START + timedelta(minutes=37 * n) for n in range(2000)]
    four_hours, month = timedelta(hours=4), timedelta(days=30)
    calendar.add(_START, timedelta(days=90))
    add = _each(lambda: [calendar.add(at, four_hours) for at in moments], len(moments))
    between = _each(lambda: [calendar.between(at, at + month) for at in moments], len(moments))
    cold = _each(lambda: _new_calendar().add(_START, four_hours), 1)
    rows = _rows()
    days = Days.month(2026, 9)
    at = datetime(2026, 10, 1, tzinfo=UTC)
    case = _each(lambda: service_figures(rows, days, _POLICY, at), len(rows))
    report.add(
        Figure("4 business hours added, warm", add * 1e6, "µs", at_most(50)),
        Figure("business time of a month, warm", between * 1e6, "µs", at_most(1000)),
        Figure("4 business hours added, the year not laid out yet", cold * 1e3, "ms"),
        Figure(f"service figures of {_CASES} cases: a case", case * 1e6, "µs"),
    )


def _each(work: Callable[[], object], number: int) -> float:
    """Return the processor seconds of one of `number` things that `work` does, at its best."""
    best = float("inf")
    for _ in range(5):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best / number


def _new_calendar() -> BusinessCalendar:
    week = week_of({(0, 1, 2, 3, 4): read_openings("09:00-12:00, 13:30-18:00")})
    return BusinessCalendar(week, _POLICY.desk.zone, PublicHolidays(country="CN"))


def _rows() -> list[CaseCourse]:
    chance = random.Random(7)
    return [
        CaseCourse(
            kind=chance.choice(list(CaseKind)),
            desk="main",
            status=CaseStatus.RESOLVED,
            priority=chance.choice(list(CasePriority)),
            opened_at=(opened := _START + timedelta(seconds=chance.randrange(29 * 86_400))),
            assignee=(person := chance.randrange(1, 30)),
            assignee_name=f"Agent {person}",
            first_response_at=opened + timedelta(seconds=chance.randrange(86_400)),
            resolved_at=opened + timedelta(seconds=chance.randrange(5 * 86_400)),
        )
        for _ in range(_CASES)
    ]
