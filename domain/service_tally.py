"""Counts the figures of customer service, case by case: of a case nothing is kept but numbers.

So a hundred thousand cases weigh as little as a page of them. The figures are defined in
domain/case_figures.py.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from domain import sla
from domain.calendar import calendar_of
from domain.case_figures import (
    Backlog,
    Figures,
    Person,
    Rating,
    ServiceFigures,
    Times,
)
from domain.cases import CaseCourse, CaseEnd, CaseKind, CaseStatus
from domain.measures import Days, Share, quantile
from domain.policy import Policy
from domain.sla import ClockState, Standing

K = TypeVar("K")
V = TypeVar("V")
_MICROSECOND = timedelta(microseconds=1)


def service_figures(
    rows: Iterable[CaseCourse], days: Days, policy: Policy, at: datetime
) -> ServiceFigures:
    """Return the figures at the moment `at`.

    `rows` are the cases opened in the span (others do no harm) and all active ones.
    """
    tally = ServiceTally(days, policy, at)
    tally.add(rows)
    return tally.figures()


class ServiceTally:
    """The figures of the cases that were added so far, in any order."""

    def __init__(self, days: Days, policy: Policy, at: datetime) -> None:
        """`at` is the moment at which they stand as the rows say."""
        self._days = days
        self._policy = policy
        self._at = at
        self._total = _Group()
        self._kinds: dict[CaseKind, _Group] = {}
        self._desks: dict[str, _Group] = {}
        self._people: dict[int, _Group] = {}
        self._names: dict[int, tuple[datetime, str]] = {}
        self._opened_on: Counter[date] = Counter()
        self._backlogs: dict[str, _Waiting] = {}

    def add(self, rows: Iterable[CaseCourse]) -> None:
        """Count these cases, each of which is added once."""
        for row in rows:
            self._add(row)

    def figures(self) -> ServiceFigures:
        """Return what was counted."""
        people = {Person(each, self._names[each][1]): self._people[each] for each in self._people}
        backlogs = sorted(self._backlogs.items())
        return ServiceFigures(
            days=self._days,
            at=self._at,
            total=self._total.figures(),
            by_kind=_by_size(self._kinds, lambda kind: kind.value),
            by_desk=_by_size(self._desks, str),
            by_person=_by_size(people, lambda person: person.name),
            opened_on=self._opened_by_day(),
            backlog=tuple((desk, waiting.backlog()) for desk, waiting in backlogs),
        )

    def _add(self, row: CaseCourse) -> None:
        desk = self._policy.desk_of(row.desk)
        calendar = calendar_of(desk)
        first = sla.first_response(row, calendar, self._policy.sla, self._at)
        last = sla.resolution(row, calendar, self._policy.sla, self._at)
        if row.status.is_active:
            _of(self._backlogs, row.desk, _Waiting).add(row, first, last)
        day = row.opened_at.astimezone(desk.zone).date()
        if day not in self._days:
            return

        def took(standing: Standing, less: timedelta) -> timedelta | None:
            if standing.stopped_at is None or standing.state is ClockState.VOID:
                return None
            counting = standing.target.counted_on(calendar)
            passed = counting.between(row.opened_at, standing.stopped_at)
            return max(passed - less, timedelta(0))

        counted = _Case(row, first, last, took(first, timedelta(0)), took(last, row.waited))
        self._opened_on[day] += 1
        self._total.add(counted)
        _of(self._kinds, row.kind, _Group).add(counted)
        _of(self._desks, row.desk, _Group).add(counted)
        if row.assignee is not None:
            _of(self._people, row.assignee, _Group).add(counted)
            self._call(row.assignee, row)

    def _call(self, user_id: int, row: CaseCourse) -> None:
        """Know somebody under the name of their latest case, since people change their names."""
        known = self._names.get(user_id)
        if known is None or known[0] <= row.opened_at:
            self._names[user_id] = (row.opened_at, row.assignee_name)

    def _opened_by_day(self) -> tuple[tuple[date, int], ...]:
        counted, days = self._opened_on, self._days
        today = self._at.astimezone(self._policy.desk.zone).date()
        last = max(min(days.last, today), max(counted, default=days.first))
        return tuple(
            (day, counted[day])
            for day in map(date.fromordinal, range(days.first.toordinal(), last.toordinal() + 1))
        )


@dataclass(frozen=True, slots=True)
class _Case:
    """A row with its two clocks, and what they took."""

    row: CaseCourse
    first: Standing
    last: Standing
    first_took: timedelta | None
    last_took: timedelta | None


class _Clock:
    """One of the two clocks, over a group of cases."""

    __slots__ = ("_breached", "_met", "_took")

    def __init__(self) -> None:
        self._took = array("q")
        self._met = 0
        self._breached = 0

    def add(self, standing: Standing, took: timedelta | None) -> None:
        if took is not None:
            self._took.append(took // _MICROSECOND)
        self._met += standing.state is ClockState.MET
        self._breached += standing.state is ClockState.BREACHED

    def times(self) -> Times:
        took = [timedelta(microseconds=each) for each in sorted(self._took)]
        within = Share(self._met, self._met + self._breached)
        return Times(len(took), quantile(took, 0.5), quantile(took, 0.9), within)


class _Group:
    """A group of cases."""

    __slots__ = ("_ends", "_first", "_last", "_opened", "_over", "_rated", "_reopened", "_stars")

    def __init__(self) -> None:
        self._first, self._last = _Clock(), _Clock()
        self._ends: Counter[CaseEnd] = Counter()
        self._opened = self._over = self._reopened = self._rated = self._stars = 0

    def add(self, case: _Case) -> None:
        row = case.row
        self._opened += 1
        self._first.add(case.first, case.first_took)
        self._last.add(case.last, case.last_took)
        self._over += bool(case.last.stopped_at or row.reopened)
        self._reopened += row.reopened > 0
        if row.end in sla.VOID:
            self._ends[row.end] += 1
        if row.rating is not None:
            self._rated += 1
            self._stars += row.rating

    @property
    def size(self) -> int:
        return self._opened

    def figures(self) -> Figures:
        return Figures(
            opened=self._opened,
            set_aside=tuple((end, self._ends[end]) for end in sla.VOID if self._ends[end]),
            first_response=self._first.times(),
            resolution=self._last.times(),
            reopened=Share(self._reopened, self._over),
            rating=Rating(self._rated, self._stars / self._rated if self._rated else None),
        )


class _Waiting:
    """The active cases of a desk."""

    def __init__(self) -> None:
        self._active = self._unclaimed = self._waiting = 0
        self._first = self._last = self._either = 0
        self._oldest: datetime | None = None

    def add(self, row: CaseCourse, first: Standing, last: Standing) -> None:
        first_late, last_late = _is_late(first), _is_late(last)
        self._active += 1
        self._unclaimed += row.assignee is None
        self._waiting += row.status is CaseStatus.WAITING
        self._first += first_late
        self._last += last_late
        self._either += first_late or last_late
        if self._oldest is None or row.opened_at < self._oldest:
            self._oldest = row.opened_at

    def backlog(self) -> Backlog:
        return Backlog(
            active=self._active,
            unclaimed=self._unclaimed,
            waiting=self._waiting,
            first_overdue=self._first,
            resolution_overdue=self._last,
            overdue=self._either,
            oldest=self._oldest,
        )


def _is_late(standing: Standing) -> bool:
    return standing.state is ClockState.BREACHED and standing.stopped_at is None


def _of(groups: dict[K, V], key: K, new: Callable[[], V]) -> V:
    group = groups.get(key)
    if group is None:
        group = groups[key] = new()
    return group


def _by_size(groups: Mapping[K, _Group], name: Callable[[K], str]) -> tuple[tuple[K, Figures], ...]:
    ordered = sorted(groups, key=lambda group: (-groups[group].size, name(group)))
    return tuple((group, groups[group].figures()) for group in ordered)
