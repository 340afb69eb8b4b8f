"""What becomes of a case when nobody does anything: a reminder, a quiet end."""

from domain.cases import Case, CaseEnd, CaseStatus
from domain.outgoing import Button, Buttons
from domain.pipeline import DueTimer
from domain.ports import Tools, Work, nothing
from domain.text import Text
from handlers.cases.room.card import view_of
from handlers.cases.states import close
from handlers.cases.to_owner import tell_owner
from handlers.complaints.unanswered import back_to_staff, stays_open
from handlers.timing import Due


async def remind(timer: DueTimer, tools: Tools) -> Due:
    """Remind the owner that staff wait for a word, and say what happens without one."""
    case = await tools.cases.case(int(timer.data["case"]))
    if case is None or case.status is not CaseStatus.WAITING:
        return Due(nothing)
    now = tools.clock.now()

    async def effect(work: Work) -> None:
        words = Text("waiting.reminder", number=case.number)
        await tell_owner(work, case, words, now, buttons=_settled(case))

    return Due(effect)


async def expire(timer: DueTimer, tools: Tools) -> Due:
    """Close a case whose owner did not answer, with a word and a way to open it again.

    A complaint on which nothing was decided goes back to staff instead.
    """
    case = await tools.cases.case(int(timer.data["case"]))
    if case is None:
        return Due(nothing)
    view = await view_of(tools, case)

    async def effect(work: Work) -> None:
        current = await work.cases.locked(case.id)
        if current is None or current.status is not CaseStatus.WAITING:
            return
        if await stays_open(work, current):
            await back_to_staff(work, view, current)
            return
        told = Text("waiting.closed", number=current.number)
        await close(work, view, current, CaseEnd.NO_REPLY, told)

    return Due(effect)


async def settle(timer: DueTimer, tools: Tools) -> Due:
    """Close a resolved case to which its owner did not object. They were told when it was."""
    case = await tools.cases.case(int(timer.data["case"]))
    if case is None:
        return Due(nothing)
    view = await view_of(tools, case)

    async def effect(work: Work) -> None:
        current = await work.cases.locked(case.id)
        if current is None or current.status is not CaseStatus.RESOLVED:
            return
        await close(work, view, current, CaseEnd.SOLVED)

    return Due(effect)


def _settled(case: Case) -> Buttons:
    return ((Button(Text("button.waiting_settled"), f"mine:settled:{case.id}"),),)
