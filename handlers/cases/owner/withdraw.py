"""An owner closes their own case."""

from domain.case_steps import NotPossible
from domain.cases import Case, CaseEnd, CaseStatus
from domain.outgoing import Button
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases.after import reopen_buttons
from handlers.cases.room.card import view_of
from handlers.cases.states import close
from handlers.turn import Turn


async def ask(turn: Turn, case: Case) -> Effect:
    """Ask once more: staff stop working on it."""
    if not case.status.is_active:
        return turn.notices(Text("notice.closed_already"))
    yes = Button(Text("button.close_yes"), f"mine:closed:{case.id}")
    no = Button(Text("button.close_no"), f"mine:show:{case.id}")
    return turn.says(turn.show(Text("mine.close_question", number=case.number), ((yes, no),)))


async def withdraw(turn: Turn, case: Case) -> Effect:
    """Close it as withdrawn: such cases are shown apart in the figures."""
    return await _close(turn, case, CaseEnd.WITHDRAWN)


async def settled(turn: Turn, case: Case) -> Effect:
    """Close a case that waits on the owner, who says that nothing is left to do.

    Where a person had answered, it is solved by that answer.
    """
    answered = case.first_response_at is not None
    return await _close(turn, case, CaseEnd.SOLVED if answered else CaseEnd.WITHDRAWN)


async def _close(turn: Turn, case: Case, end: CaseEnd) -> Effect:
    if case.status is CaseStatus.CLOSED:
        return turn.notices(Text("notice.closed_already"))
    view = await view_of(turn.tools, case)
    done = turn.show(Text("mine.closed_now", number=case.number), reopen_buttons(case))

    async def effect(work: Work) -> None:
        await turn.meet(work)
        current = await work.cases.locked(case.id)
        if current is None:
            return
        try:
            await close(work, view, current, end, said=Text("case.closed_by_owner"))
        except NotPossible:
            work.notice(Text("notice.closed_already"))
            return
        await work.outbox.put(done)

    return effect
