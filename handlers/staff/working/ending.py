"""The end of a case, as staff see it: resolved, and opened again."""

from functools import partial

from domain import case_steps
from domain.cases import Case, CaseKind
from domain.outgoing import Button
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases import after as after_case
from handlers.cases.room.card import view_of
from handlers.staff.complaints import deciding
from handlers.staff.turn import StaffTurn
from handlers.staff.working.steps import colleagues, other_question, stepping


async def resolve(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Say that it is done; the owner is asked whether they find so, too.

    A complaint is over with a decision and its reason only. Of a case in which nobody has answered
    the owner, it is asked first (`rest` is then "sure"): "is it solved?" would be news to them.
    """
    if case.kind is CaseKind.COMPLAINT:
        return await deciding.offer(turn, case, rest)
    if (theirs := colleagues(turn, case)) is not None:
        return turn.notices(theirs)
    if case.status.is_active and case.first_response_at is None and rest != ["sure"]:
        sure = Button(Text("button.resolve_sure"), f"case:resolve:{case.id}:sure")
        asked = Text("staff.resolve_unanswered", number=case.number)
        return turn.says(turn.reply(asked, ((sure,),)))
    view = await view_of(turn.tools, case)
    now = turn.tools.clock.now()

    async def after(work: Work, before: Case, changed: Case) -> None:
        await after_case.resolved(turn.tools, work, before, changed)
        await work.outbox.put(*view.room.change_topic(is_closed=True))
        work.notice(Text("staff.resolved"))

    step = partial(case_steps.resolved, by=turn.actor, at=now)
    return stepping(turn, case, view, step, after, by_assignee=True)


async def reopen(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Go on with a case that was resolved or closed."""
    del rest
    other = await other_question(turn.tools, case, case.desk)
    if other is not None:
        return turn.notices(Text("staff.other_open", number=other.number))
    view = await view_of(turn.tools, case)
    now = turn.tools.clock.now()

    async def after(work: Work, before: Case, changed: Case) -> None:
        await after_case.reopened_by_staff(turn.tools, work, before, changed)
        await work.outbox.put(*view.room.change_topic(is_closed=False))

    return stepping(turn, case, view, partial(case_steps.reopened, by=turn.actor, at=now), after)
