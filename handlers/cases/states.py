"""Steps that the owner or the clock takes: open again, close; with card and topic."""

from domain import case_steps
from domain.cases import Case, CaseEnd, CaseStatus
from domain.ports import Work
from domain.text import Body
from handlers.cases import after
from handlers.cases.room.card import CardView
from handlers.cases.taking import take


async def reopen(work: Work, view: CardView, before: Case) -> Case:
    """The owner says that it is not done. The case comes from `locked`.

    Raises `NotPossible`, and `Conflict` where another question of theirs is open at the desk.
    """
    tools = view.tools
    case = await take(work, before, case_steps.reopened(before, None, tools.clock.now()))
    case = await after.reopened(tools, work, before, case)
    await work.outbox.put(*view.room.change_topic(is_closed=False), view.changed(case))
    return case


async def close(
    work: Work,
    view: CardView,
    before: Case,
    end: CaseEnd,
    told: Body | None = None,
    said: Body | None = None,
) -> Case:
    """The owner or the clock ends a case that comes from `locked`. Raises `NotPossible`.

    `told` goes to the owner; `said` stands in the room, before its topic is closed: to say it later
    would open the topic again.
    """
    tools = view.tools
    case = await take(work, before, case_steps.closed(before, end, None, tools.clock.now()))
    case = await after.closed(tools, work, before, case, told)
    if said is not None:
        await work.outbox.put(view.room.say(said))
    await work.outbox.put(view.changed(case))
    if said is not None or before.status is not CaseStatus.RESOLVED:
        await work.outbox.put(*view.room.change_topic(is_closed=True))
    return case
