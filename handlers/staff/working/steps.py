"""A step of staff as an effect: under the case's lock, with its obstacle in words, and the card."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from domain.case_steps import NotPossible, Obstacle, Step
from domain.cases import ACTIVE, Case, CaseKind
from domain.ports import Effect, Tools, Work
from domain.text import Text
from handlers.cases.room.card import CardView
from handlers.staff.turn import StaffTurn

Stepping: TypeAlias = Callable[[Case], Step]
After: TypeAlias = Callable[[Work, Case, Case], Awaitable[None]]
"""What goes with a step, given the case before and after it."""


def stepping(
    turn: StaffTurn,
    case: Case,
    view: CardView,
    step: Stepping,
    after: After | None = None,
    *,
    by_assignee: bool = False,
) -> Effect:
    """Return the effect of a step, or of the word why it cannot be taken.

    `by_assignee`: a colleague's case is for who leads only.
    """

    async def effect(work: Work) -> None:
        await turn.meet(work)
        locked = await work.cases.locked(case.id)
        if locked is None:
            return
        refused = turn.acting.elsewhere(locked, was=case)
        if refused is None and by_assignee:
            refused = colleagues(turn, locked)
        if refused is not None:
            await turn.notices(refused)(work)
            return
        try:
            taken = step(locked)
        except NotPossible as impossible:
            await turn.notices(obstacle(impossible.obstacle, locked))(work)
            return
        changed = await turn.acting.take(work, locked, taken)
        if after is not None:
            await after(work, locked, changed)
        await work.outbox.put(view.changed(await work.cases.locked(case.id) or changed))

    return effect


def colleagues(turn: StaffTurn, case: Case) -> Text | None:
    """Return the word that a case is a colleague's, for who may not decide on theirs.

    To be asked of the case under its lock: who has it may have got it a moment ago.
    """
    if case.assignee in (None, turn.actor) or turn.leads:
        return None
    return Text("staff.not_yours", name=case.assignee_name)


def obstacle(which: Obstacle, case: Case) -> Text:
    """Return why a step cannot be taken."""
    match which:
        case Obstacle.TAKEN:
            return Text("staff.already_with", name=case.assignee_name)
        case Obstacle.YOURS:
            return Text("staff.already_yours")
        case Obstacle.ALREADY:
            return Text("staff.already_so")
        case Obstacle.OVER:
            return Text("staff.case_over", number=case.number)
        case Obstacle.NOT_OVER:
            return Text("staff.case_not_over", number=case.number)


async def other_question(tools: Tools, case: Case, desk: str) -> Case | None:
    """Return the other open question that keeps this one from being open at a desk.

    An owner has at most one there; merging brings two together.
    """
    if case.kind is not CaseKind.QUESTION:
        return None
    theirs = await tools.cases.of_owner(case.bot_id, case.owner_id, ACTIVE)
    found = (one for one in theirs if (one.kind, one.desk) == (case.kind, desk))
    return next((one for one in found if one.id != case.id), None)


def obstacle_to_write(case: Case, actor: int) -> Text | None:
    """Return why somebody cannot write to the owner of a case right now; None if they can."""
    if not case.status.is_active:
        return Text("staff.case_over", number=case.number)
    if case.assignee not in (None, actor):
        return Text("staff.not_yours", name=case.assignee_name)
    return None
