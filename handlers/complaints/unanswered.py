"""A complaint whose owner does not answer: it is not closed by itself, staff have it again."""

from domain import case_steps
from domain.cases import Case, CaseKind
from domain.ports import Work
from domain.text import Text
from handlers.cases.clock import clocks, waiting
from handlers.cases.owner.pass_on import waited_until
from handlers.cases.room.card import CardView
from handlers.cases.taking import take


async def stays_open(work: Work, case: Case) -> bool:
    """Whether a case is a complaint on which nothing was decided yet."""
    if case.kind is not CaseKind.COMPLAINT:
        return False
    complaint = await work.complaints.of_case(case.id)
    return complaint is None or not complaint.is_decided


async def back_to_staff(work: Work, view: CardView, case: Case) -> None:
    """Let it be staff's turn again; the time of waiting was the owner's."""
    tools, now = view.tools, view.tools.clock.now()
    waited = waited_until(tools, case, now) - case.waited
    case = await take(work, case, case_steps.continued(case, waited, now))
    await waiting.over(work, case)
    case = await clocks.set_anew(tools, work, case)
    line = Text("complaint.no_answer", number=case.number)
    await work.outbox.put(view.room.say(line), view.changed(case))
