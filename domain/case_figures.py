"""The figures of customer service over a span of days, as pure functions over rows.

All are of the cases **opened** in the span, by the clock of their desk, as they stand at the moment
of reading; the backlog is of the cases active at that moment, whenever they were opened. Targets
are those of the policy as it is now. A time is counted as its target is: in the desk's business
time, for emergencies round the clock.

- *opened*: all of them, those that were set aside (withdrawn by the owner, merged, spam, owner
  unreachable) included. The figures below leave set-aside cases out where a clock had not stopped
  before.
- *time to first response*: from opening until a person wrote the first message that reached the
  owner, over the cases that were answered.
- *time to resolution*: from opening until resolved (or closed), less the time of waiting on the
  owner, over the cases that were. Of a case opened again the last resolution counts.
- *median* and *90th percentile*: with linear interpolation between the two nearest values, as a
  spreadsheet's PERCENTILE.INC.
- *share within the target*: kept among those that can be judged, which are the stopped ones and the
  unstopped ones whose deadline has passed. Ones that still run are in neither.
- *reopened*: cases opened again at least once, among those that were over at least once.
- *rating*: the mean of the stars that owners gave, and how many gave any.
- *per person*: of the cases that somebody has, or had last. Cases that nobody had are left out.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from domain import sla
from domain.calendar import calendar_of
from domain.cases import CaseEnd, CaseKind, CasePriority, CaseStatus
from domain.measures import Days, Share, quantile
from domain.policy import Policy
from domain.sla import ClockState, Standing

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What the figures need of a case; the fields mean what they do in `Case`."""

    kind: CaseKind
    desk: str
    status: CaseStatus
    priority: CasePriority
    opened_at: datetime
    tier: str | None = None
    assignee: int | None = None
    assignee_name: str = ""
    first_response_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    end: CaseEnd | None = None
    waiting_since: datetime | None = None
    waited: timedelta = timedelta(0)
    reopened: int = 0
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took, over `measured` cases; None over none."""

    measured: int
    median: timedelta | None
    ninetieth: timedelta | None
    within: Share


@dataclass(frozen=True, slots=True)
class Rating:
    """The mean of one to five stars over `given`; None over none."""

    given: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a group of cases."""

    opened: int
    set_aside: tuple[tuple[CaseEnd, int], ...]
    """How many were withdrawn, merged, marked as spam, unreachable; kinds of end that occur."""
    first_response: Times
    resolution: Times
    reopened: Share
    rating: Rating


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of staff, by Telegram id."""

    user_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Backlog:
    """A desk's active cases at the moment of reading."""

    active: int
    unclaimed: int
    waiting: int
    """Those of them that wait on the owner."""
    first_overdue: int
    resolution_overdue: int
    overdue: int
    """Those of which either is."""
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """All figures of a span of days. The groups are in the order of size, then of name."""

    days: Days
    at: datetime
    total: Figures
    by_kind: tuple[tuple[CaseKind, Figures], ...]
    by_desk: tuple[tuple[str, Figures], ...]
    by_person: tuple[tuple[Person, Figures], ...]
    opened_on: tuple[tuple[date, int], ...]
    """How many were opened on each day up to the day of reading, by the desks' clocks."""
    backlog: tuple[tuple[str, Backlog], ...]
    """Per desk that has active cases."""


@dataclass(frozen=True, slots=True)
class _Measured:
    """A row with its two clocks, and what they took."""

    row: CaseRow
    day: date
    first: Standing
    last: Standing
    first_took: timedelta | None
    last_took: timedelta | None


def service_figures(
    rows: Iterable[CaseRow], days: Days, policy: Policy, at: datetime
) -> ServiceFigures:
    """Return the figures at the moment `at`.

    `rows` are the cases opened in the span (others do no harm) and all active ones.
    """
    measured = [_measured(row, policy, at) for row in rows]
    cases = [each for each in measured if each.day in days]
    return ServiceFigures(
        days=days,
        at=at,
        total=_figures(cases),
        by_kind=_grouped(cases, lambda each: each.row.kind, lambda kind: kind.value),
        by_desk=_grouped(cases, lambda each: each.row.desk, str),
        by_person=_by_person(cases),
        opened_on=_opened_on(cases, days, at, policy),
        backlog=_backlogs([each for each in measured if each.row.status.is_active]),
    )


def _measured(row: CaseRow, policy: Policy, at: datetime) -> _Measured:
    desk = policy.desk_of(row.desk)
    calendar = calendar_of(desk)
    first = sla.first_response(row, calendar, policy.sla, at)
    last = sla.resolution(row, calendar, policy.sla, at)

    def took(standing: Standing, less: timedelta) -> timedelta | None:
        if standing.stopped_at is None or standing.state is ClockState.VOID:
            return None
        counting = standing.target.counted_on(calendar)
        return max(counting.between(row.opened_at, standing.stopped_at) - less, timedelta(0))

    day = row.opened_at.astimezone(desk.zone).date()
    return _Measured(row, day, first, last, took(first, timedelta(0)), took(last, row.waited))


def _figures(cases: Sequence[_Measured]) -> Figures:
    ends = Counter(each.row.end for each in cases if each.row.end in sla.VOID)
    over = [each.row for each in cases if each.last.stopped_at or each.row.reopened]
    stars = [each.row.rating for each in cases if each.row.rating is not None]
    return Figures(
        opened=len(cases),
        set_aside=tuple((end, ends[end]) for end in sla.VOID if ends[end]),
        first_response=_times([(each.first, each.first_took) for each in cases]),
        resolution=_times([(each.last, each.last_took) for each in cases]),
        reopened=Share(sum(row.reopened > 0 for row in over), len(over)),
        rating=Rating(len(stars), sum(stars) / len(stars) if stars else None),
    )


def _times(clocks: Sequence[tuple[Standing, timedelta | None]]) -> Times:
    took = sorted(each for _, each in clocks if each is not None)
    met = sum(standing.state is ClockState.MET for standing, _ in clocks)
    breached = sum(standing.state is ClockState.BREACHED for standing, _ in clocks)
    return Times(len(took), quantile(took, 0.5), quantile(took, 0.9), Share(met, met + breached))


def _grouped(
    cases: Sequence[_Measured], key: Callable[[_Measured], K], name: Callable[[K], str]
) -> tuple[tuple[K, Figures], ...]:
    groups: dict[K, list[_Measured]] = {}
    for each in cases:
        groups.setdefault(key(each), []).append(each)
    ordered = sorted(groups, key=lambda group: (-len(groups[group]), name(group)))
    return tuple((group, _figures(groups[group])) for group in ordered)


def _by_person(cases: Sequence[_Measured]) -> tuple[tuple[Person, Figures], ...]:
    """Group by the id, under the name of the latest case, since people change their names."""
    had = [each for each in cases if each.row.assignee is not None]
    names = {
        each.row.assignee: each.row.assignee_name
        for each in sorted(had, key=lambda each: each.row.opened_at)
    }

    def person(each: _Measured) -> Person:
        user_id = each.row.assignee or 0
        return Person(user_id, names[user_id])

    return _grouped(had, person, lambda each: each.name)


def _opened_on(
    cases: Sequence[_Measured], days: Days, at: datetime, policy: Policy
) -> tuple[tuple[date, int], ...]:
    counted = Counter(each.day for each in cases)
    today = at.astimezone(policy.desk.zone).date()
    last = max(min(days.last, today), max(counted, default=days.first))
    return tuple(
        (day, counted[day])
        for day in map(date.fromordinal, range(days.first.toordinal(), last.toordinal() + 1))
    )


def _backlogs(active: Sequence[_Measured]) -> tuple[tuple[str, Backlog], ...]:
    groups: dict[str, list[_Measured]] = {}
    for each in active:
        groups.setdefault(each.row.desk, []).append(each)
    return tuple((desk, _backlog(groups[desk])) for desk in sorted(groups))


def _backlog(active: Sequence[_Measured]) -> Backlog:
    def overdue(standing: Standing) -> bool:
        return standing.state is ClockState.BREACHED and standing.stopped_at is None

    return Backlog(
        active=len(active),
        unclaimed=sum(each.row.assignee is None for each in active),
        waiting=sum(each.row.status is CaseStatus.WAITING for each in active),
        first_overdue=sum(overdue(each.first) for each in active),
        resolution_overdue=sum(overdue(each.last) for each in active),
        overdue=sum(overdue(each.first) or overdue(each.last) for each in active),
        oldest=min((each.row.opened_at for each in active), default=None),
    )
