"""Service levels: by when a person answers, by when a case is done, and how it stands.

Everything is computed from the case, the desk's calendar and the policy, and is pure. Two clocks
run for a case from its opening:

- first response: stopped only by a person's message that reached the owner, at the time it was
  written. It never pauses.
- resolution: stopped by resolving or closing; pauses while the case waits on the owner.

A clock of a case that was withdrawn, merged, marked as spam or whose owner cannot be reached is
void unless it had stopped before: it counts neither as kept nor as broken.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.calendar import Calendar
from domain.cases import CaseEnd, CaseStatus
from domain.sla_policy import Opened, Sla
from domain.term import Term


class Clocked(Opened, Protocol):
    """What stops and pauses the clocks of a case."""

    @property
    def status(self) -> CaseStatus: ...  # noqa: D102

    @property
    def first_response_at(self) -> datetime | None: ...  # noqa: D102

    @property
    def resolved_at(self) -> datetime | None: ...  # noqa: D102

    @property
    def closed_at(self) -> datetime | None: ...  # noqa: D102

    @property
    def end(self) -> CaseEnd | None: ...  # noqa: D102

    @property
    def waiting_since(self) -> datetime | None: ...  # noqa: D102

    @property
    def waited(self) -> timedelta: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a target is due, and when to warn before, in order. UTC."""

    target: Term
    due: datetime
    warnings: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Deadlines:
    """A case's two deadlines."""

    first_response: Deadline
    resolution: Deadline


class ClockState(StrEnum):
    """How a clock of a case stands."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    """Stopped within the target."""
    BREACHED = "breached"
    """The target has passed, whether or not it has stopped since."""
    VOID = "void"
    """Does not count: see the module."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a clock stands at a moment.

    `left` is in the time that the target counts, negative when overdue; of a stopped clock, what
    was left when it stopped. `due` of a paused clock is when it would be due if the owner answered
    at that moment.
    """

    state: ClockState
    target: Term
    due: datetime
    left: timedelta
    stopped_at: datetime | None = None

    @property
    def in_time(self) -> bool | None:
        """Whether it stopped within the target; None while it runs or does not count."""
        if self.state is ClockState.VOID or self.stopped_at is None:
            return None
        return self.state is ClockState.MET


def deadlines(
    case: Opened, calendar: Calendar, sla: Sla, *, waited: timedelta = timedelta(0)
) -> Deadlines:
    """Return when a case is due. `waited` is its time of waiting on the owner so far.

    Right for a case that is not waiting at present. Compute them anew when the priority changes and
    when the owner has answered; warnings that have passed by then were given before.
    """
    first, last = targets(case, calendar, sla)
    return Deadlines(
        _deadline(case.opened_at, first, calendar, sla.warn_at, timedelta(0)),
        _deadline(case.opened_at, last, calendar, sla.warn_at, waited),
    )


def targets(case: Opened, calendar: Calendar, sla: Sla) -> tuple[Term, Term]:
    """Return the targets for first response and resolution."""
    rules = sla.applying(case)
    first = [rule.first_response for rule in rules if rule.first_response]
    last = [rule.resolution for rule in rules if rule.resolution]
    return (
        min(first or [sla.first_response], key=lambda term: term.after(case.opened_at, calendar)),
        min(last or [sla.resolution], key=lambda term: term.after(case.opened_at, calendar)),
    )


def waited(case: Clocked, calendar: Calendar, sla: Sla, until: datetime) -> timedelta:
    """Return the time of waiting on the owner up to `until`, in the time resolution counts.

    This is what to keep as `Case.waited` when the wait ends: when the owner answers, and when the
    case is resolved or closed while it waits.
    """
    if case.waiting_since is None:
        return case.waited
    _, target = targets(case, calendar, sla)
    counted = target.counted_on(calendar).between(case.waiting_since, until)
    return case.waited + max(counted, timedelta(0))


def stood_still(case: Clocked, calendar: Calendar, sla: Sla, until: datetime) -> timedelta:
    """Return what to keep as `Case.waited` when a resolved or closed case is opened again.

    The time in which it was over counts as waiting: nobody owed it anything.
    """
    over_since = case.resolved_at or case.closed_at
    if over_since is None:
        return case.waited
    _, target = targets(case, calendar, sla)
    counted = target.counted_on(calendar).between(over_since, until)
    return case.waited + max(counted, timedelta(0))


def first_response(case: Clocked, calendar: Calendar, sla: Sla, at: datetime) -> Standing:
    """Return how the first-response clock stands at a moment."""
    target, _ = targets(case, calendar, sla)
    due = target.after(case.opened_at, calendar)
    return _standing(case, target, due, calendar, at, stopped_at=case.first_response_at)


def resolution(case: Clocked, calendar: Calendar, sla: Sla, at: datetime) -> Standing:
    """Return how the resolution clock stands at a moment."""
    _, target = targets(case, calendar, sla)
    counting = target.counted_on(calendar)
    due = counting.add(case.opened_at, target.span(calendar) + case.waited)
    waiting = case.waiting_since if case.status.is_active else None
    if waiting is not None:
        left = counting.between(waiting, due)
        if due < waiting:
            return Standing(ClockState.BREACHED, target, due, left)
        return Standing(ClockState.PAUSED, target, counting.add(max(at, waiting), left), left)
    stopped_at = case.resolved_at or (None if case.end in VOID else case.closed_at)
    return _standing(case, target, due, calendar, at, stopped_at=stopped_at)


VOID = (CaseEnd.WITHDRAWN, CaseEnd.MERGED, CaseEnd.SPAM, CaseEnd.UNREACHABLE)


def _deadline(
    opened_at: datetime,
    target: Term,
    calendar: Calendar,
    warn_at: tuple[int, ...],
    waited: timedelta,
) -> Deadline:
    counting, span = target.counted_on(calendar), target.span(calendar)
    return Deadline(
        target,
        counting.add(opened_at, span + waited),
        tuple(
            counting.add(opened_at, span * percent / 100 + waited) for percent in sorted(warn_at)
        ),
    )


def _standing(
    case: Clocked,
    target: Term,
    due: datetime,
    calendar: Calendar,
    at: datetime,
    *,
    stopped_at: datetime | None,
) -> Standing:
    moment = at if stopped_at is None else stopped_at
    left = target.counted_on(calendar).between(moment, due)
    if stopped_at is None and case.end in VOID:
        state = ClockState.VOID
    elif moment > due:
        state = ClockState.BREACHED
    else:
        state = ClockState.RUNNING if stopped_at is None else ClockState.MET
    return Standing(state, target, due, left, stopped_at)
