"""The steps of a case: what each changes, what the timeline says, and when it cannot be taken.

Pure: a step is computed from the case as read under its lock, then written. Times are aware.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.cases import Case, CaseEnd, CaseEvent, CaseEventKind, CasePriority, CaseStatus


class Obstacle(StrEnum):
    """Why a step cannot be taken."""

    TAKEN = "taken"
    """Somebody else has the case."""
    YOURS = "yours"
    """Who takes it has it."""
    ALREADY = "already"
    """It is so already."""
    OVER = "over"
    """The case is resolved or closed."""
    NOT_OVER = "not_over"


class NotPossible(Exception):
    """A step that cannot be taken; `obstacle` says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle


@dataclass(frozen=True, slots=True)
class Step:
    """What to write: fields of the case, and the timeline's entry."""

    changes: dict[str, Any]
    event: CaseEvent


def claimed(case: Case, by: int, name: str, at: datetime) -> Step:
    """Somebody takes a case. Raises `NotPossible`: taken, yours, over."""
    _active(case)
    if case.assignee == by:
        raise NotPossible(Obstacle.YOURS)
    if case.assignee is not None:
        raise NotPossible(Obstacle.TAKEN)
    changes = {"assignee": by, "assignee_name": name, "claimed_at": at}
    return _step(case, CaseEventKind.CLAIMED, at, by, changes)


def assigned(case: Case, to: int, name: str, by: int, at: datetime) -> Step:
    """Somebody gives a case to a colleague. Raises `NotPossible`: already (theirs), over."""
    _active(case)
    if case.assignee == to:
        raise NotPossible(Obstacle.ALREADY)
    changes = {"assignee": to, "assignee_name": name, "claimed_at": at}
    return _step(case, CaseEventKind.ASSIGNED, at, by, changes, to=to, was=case.assignee)


def released(case: Case, by: int | None, at: datetime) -> Step:
    """A case goes back to the queue. Raises `NotPossible`: already (nobody has it), over."""
    _active(case)
    if case.assignee is None:
        raise NotPossible(Obstacle.ALREADY)
    changes = {"assignee": None, "assignee_name": "", "claimed_at": None}
    return _step(case, CaseEventKind.RELEASED, at, by, changes, was=case.assignee)


def answered(
    case: Case, written_at: datetime, by: int | None, at: datetime, *, heard_since: bool = False
) -> Step:
    """A person's message has reached the owner, who is to answer now.

    The first one stops the first-response clock at the time the person wrote it; of two whose
    deliveries are known in another order, the earlier counts. `heard_since`: the owner wrote again
    before it reached them, so that it is staff's turn still.
    """
    changes: dict[str, Any] = {}
    kind = CaseEventKind.WAITING
    if case.first_response_at is None or written_at < case.first_response_at:
        changes["first_response_at"] = written_at
        kind = CaseEventKind.FIRST_RESPONSE
    if case.status is CaseStatus.OPEN and not heard_since:
        changes |= {"status": CaseStatus.WAITING, "waiting_since": at}
    return _step(case, kind, at, by, changes)


def continued(case: Case, waited: timedelta, at: datetime) -> Step:
    """The owner wrote: staff are to act again. `waited` is the business time since they waited."""
    changes: dict[str, Any] = {"status": CaseStatus.OPEN, "waiting_since": None}
    if case.waiting_since is not None:
        changes["waited"] = case.waited + waited
    return _step(case, CaseEventKind.CONTINUED, at, None, changes)


def resolved(case: Case, by: int, at: datetime) -> Step:
    """Staff say that it is done. Raises `NotPossible`: over."""
    _active(case)
    changes = {
        "status": CaseStatus.RESOLVED,
        "resolved_at": at,
        "waiting_since": None,
        "note_mode": False,
    }
    return _step(case, CaseEventKind.RESOLVED, at, by, changes)


def reopened(case: Case, by: int | None, at: datetime) -> Step:
    """It is not done after all. Raises `NotPossible`: not over; over for good (merged)."""
    if case.status.is_active:
        raise NotPossible(Obstacle.NOT_OVER)
    if case.end is CaseEnd.MERGED:
        raise NotPossible(Obstacle.OVER)
    changes = {
        "status": CaseStatus.OPEN,
        "resolved_at": None,
        "closed_at": None,
        "end": None,
        "waiting_since": None,
        "reopened": case.reopened + 1,
    }
    return _step(case, CaseEventKind.REOPENED, at, by, changes)


def closed(case: Case, end: CaseEnd, by: int | None, at: datetime) -> Step:
    """It is over. Raises `NotPossible`: already closed."""
    if case.status is CaseStatus.CLOSED:
        raise NotPossible(Obstacle.ALREADY)
    changes: dict[str, Any] = {
        "status": CaseStatus.CLOSED,
        "closed_at": at,
        "end": end,
        "waiting_since": None,
        "note_mode": False,
    }
    return _step(case, CaseEventKind.CLOSED, at, by, changes, end=end.value)


def prioritised(case: Case, priority: CasePriority, by: int, at: datetime) -> Step:
    """Somebody says how urgent it is; the deadlines are computed anew by who calls this."""
    _active(case)
    if case.priority is priority:
        raise NotPossible(Obstacle.ALREADY)
    return _step(
        case, CaseEventKind.PRIORITY, at, by, {"priority": priority}, priority=priority.value
    )


def called_off(case: Case, priority: CasePriority, by: int | None, at: datetime) -> Step:
    """An emergency is none after all: the case goes on as an ordinary question, at that priority.

    `by` is staff, None the owner. The deadlines are computed anew by who calls this. Raises
    `NotPossible`: already (it is no emergency), over.
    """
    _active(case)
    if not case.is_emergency:
        raise NotPossible(Obstacle.ALREADY)
    changes = {"called_off_at": at, "priority": priority}
    return _step(case, CaseEventKind.CALLED_OFF, at, by, changes)


def _active(case: Case) -> None:
    if not case.status.is_active:
        raise NotPossible(Obstacle.OVER)


def _step(
    case: Case,
    kind: CaseEventKind,
    at: datetime,
    actor: int | None,
    changes: dict[str, Any],
    **data: object,
) -> Step:
    return Step(changes, CaseEvent(case.id, kind, at, actor, data))
