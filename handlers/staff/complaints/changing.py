"""What every step on a complaint does: whose it is, its row under the case's lock, log, card."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from domain.cases import Case, CaseEvent, CaseEventKind, CaseKind
from domain.complaints.record import Complaint, NewComplaint
from domain.ports import Conversation, Effect, Work
from domain.text import Text
from handlers.cases.room.card import CardView
from handlers.staff.commands import DoingToCase, case_command
from handlers.staff.turn import StaffTurn
from handlers.staff.working.steps import colleagues

Then: TypeAlias = Callable[[Work, Case, Complaint], Awaitable[CardView | None]]
"""What goes with a change; may return the card's view as it is then."""


def refused(turn: StaffTurn, case: Case) -> Effect | None:
    """Return what somebody is told who may not work on it: no complaint, or another's."""
    if case.kind is not CaseKind.COMPLAINT:
        return turn.notices(Text("staff.no_complaint", number=case.number))
    word = turn.acting.elsewhere(case) or colleagues(turn, case)
    return turn.notices(word) if word else None


def complaint_command(doing: DoingToCase) -> Conversation:
    """Return the conversation of a command about a complaint that one may work on."""

    async def about_complaint(turn: StaffTurn, case: Case, words: str) -> Effect:
        return refused(turn, case) or await doing(turn, case, words)

    return case_command(about_complaint)


def changing(
    turn: StaffTurn,
    case: Case,
    view: CardView,
    kind: CaseEventKind,
    changes: Mapping[str, Any],
    data: dict[str, object] | None = None,
    then: Then | None = None,
    *,
    while_active: bool = False,
) -> Effect:
    """Return the effect that writes fields of a complaint, with timeline, audit log and card.

    `while_active`: not if the case is over meanwhile, which is said then.
    """
    now = turn.tools.clock.now()

    async def effect(work: Work) -> None:
        await turn.meet(work)
        locked = await work.cases.locked(case.id)
        if locked is None:
            return
        if (no := refused(turn, locked)) is not None:
            await no(work)
            return
        if while_active and not locked.status.is_active:
            await turn.notices(Text("staff.case_over", number=case.number))(work)
            return
        complaint = await complaint_of(work, locked)
        if changes:
            complaint = await work.complaints.change(complaint, **changes)
        await noted(turn, work, locked, kind, data or {}, now)
        shown = view.for_complaint(complaint)
        if then is not None:
            shown = await then(work, locked, complaint) or shown
        await work.outbox.put(shown.changed(await work.cases.locked(case.id) or locked))

    return effect


async def complaint_of(work: Work, case: Case) -> Complaint:
    """Return the complaint of a case; one of before there were such records gets its own."""
    found = await work.complaints.of_case(case.id)
    return found or await work.complaints.open(case, NewComplaint())


async def noted(
    turn: StaffTurn,
    work: Work,
    case: Case,
    kind: CaseEventKind,
    data: dict[str, object],
    at: datetime,
) -> None:
    """Append to timeline and audit log."""
    await work.cases.note(CaseEvent(case.id, kind, at, turn.actor, data))
    await turn.acting.audit(work, kind.value, case.number, data)
