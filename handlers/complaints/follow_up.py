"""When a complaint is closed, its owner is asked some time later whether it held."""

from domain.calendar import calendar_of
from domain.cases import Case, CaseEnd, CaseKind
from domain.ports import Tools, Work
from handlers.cases.desks import desk_of

FOLLOW_UP = "complaint_follow_up"
"""The timer; see handlers/complaints/followed_up.py."""


async def closed(tools: Tools, work: Work, case: Case) -> None:
    """Set the timer for a complaint that ended with a decision; each closing moves it."""
    after = tools.policy.complaints.follow_up_after
    if case.kind is not CaseKind.COMPLAINT or case.end is not CaseEnd.SOLVED or after is None:
        return
    due_at = after.after(tools.clock.now(), calendar_of(desk_of(tools.policy, case.desk)))
    await work.timers.set(FOLLOW_UP, str(case.id), due_at, {"case": case.id})


async def not_over(work: Work, case: Case) -> None:
    """It goes on: nobody is asked yet."""
    if case.kind is CaseKind.COMPLAINT:
        await work.timers.cancel(FOLLOW_UP, str(case.id))
