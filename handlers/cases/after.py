"""What follows when a case is resolved, opened again or closed, whichever side did it.

Each is called inside a unit of work, with the case before the step and after it, and returns the
case as it is then. Card and topic are the caller's.
"""

from domain import sla
from domain.calendar import calendar_of
from domain.cases import Case
from domain.outgoing import Button, Buttons
from domain.ports import Tools, Work
from domain.text import Body, Text
from handlers.cases.clock import clocks, waiting
from handlers.cases.desks import desk_of
from handlers.cases.to_owner import tell_owner
from handlers.complaints import follow_up
from handlers.surveys import planning

SETTLE = "case_settle"
"""The timer after which a resolved case is closed unless its owner objected."""


async def resolved(
    tools: Tools, work: Work, before: Case, case: Case, *, asks: bool = True
) -> Case:
    """Ask the owner whether it is solved; without an answer the case is closed in a while.

    `asks` False: they were asked in other words.
    """
    now = tools.clock.now()
    calendar = calendar_of(desk_of(tools.policy, case.desk))
    case = await _stopped(tools, work, before, case)
    due_at = tools.policy.cases.close_after.after(now, calendar)
    await work.timers.set(SETTLE, str(case.id), due_at, {"case": case.id})
    if asks:
        question = Text("solved.question", number=case.number)
        await tell_owner(work, case, question, now, buttons=solved_buttons(case))
    return case


async def reopened_by_staff(tools: Tools, work: Work, before: Case, case: Case) -> Case:
    """Let the clock go on, and tell the owner that staff are at it again."""
    case = await reopened(tools, work, before, case)
    words = Text("solved.reopened_by_staff", number=case.number)
    await tell_owner(work, case, words, tools.clock.now())
    return case


async def reopened(tools: Tools, work: Work, before: Case, case: Case) -> Case:
    """Let the clock go on; the time in which the case was over does not count."""
    now = tools.clock.now()
    calendar = calendar_of(desk_of(tools.policy, case.desk))
    waited = sla.stood_still(before, calendar, tools.policy.sla, now)
    await work.timers.cancel(SETTLE, str(case.id))
    await follow_up.not_over(work, case)
    case = await work.cases.change(case, waited=waited)
    return await clocks.set_anew(tools, work, case)


async def closed(
    tools: Tools, work: Work, before: Case, case: Case, told: Body | None = None
) -> Case:
    """End what was set for the case. `told` goes to the owner, with a way to open it again."""
    await work.timers.cancel(SETTLE, str(case.id))
    case = await _stopped(tools, work, before, case)
    if not case.is_anonymous:
        await planning.case_closed(tools, work, case)
    await follow_up.closed(tools, work, case)
    if told is not None:
        await tell_owner(work, case, told, tools.clock.now(), buttons=reopen_buttons(case))
    return case


def solved_buttons(case: Case) -> Buttons:
    """Return the answers to "is it solved?"."""
    yes = Button(Text("button.solved_yes"), f"mine:solved:{case.id}")
    no = Button(Text("button.solved_no"), f"mine:unsolved:{case.id}")
    return ((yes, no),)


def reopen_buttons(case: Case) -> Buttons:
    """Return the button that opens a case again."""
    return ((Button(Text("button.open_again"), f"mine:again:{case.id}"),),)


async def _stopped(tools: Tools, work: Work, before: Case, case: Case) -> Case:
    await waiting.over(work, case)
    for target in (clocks.FIRST_RESPONSE, clocks.RESOLUTION):
        await clocks.cancel(tools, work, case, target)
    calendar = calendar_of(desk_of(tools.policy, case.desk))
    waited = sla.waited(before, calendar, tools.policy.sla, tools.clock.now())
    return await work.cases.change(case, waited=waited) if waited != case.waited else case
