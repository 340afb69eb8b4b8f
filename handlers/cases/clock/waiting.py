"""The timers that go with whose turn it is: the owner's, or staff's.

What they do when their time has come is in handlers/cases/clock/by_itself.py and clocks.py.
"""

from domain.calendar import calendar_of
from domain.cases import Case
from domain.ports import Tools, Work
from handlers.cases.clock.clocks import FIRST_RESPONSE, cancel
from handlers.cases.desks import desk_of

REMIND = "case_remind"
EXPIRE = "case_expire"


async def began(tools: Tools, work: Work, case: Case) -> None:
    """Staff's answer has reached the owner: the case sleeps. Each further answer moves its end."""
    now = tools.clock.now()
    calendar = calendar_of(desk_of(tools.policy, case.desk))
    policy, key = tools.policy.cases, str(case.id)
    data = {"case": case.id}
    if policy.remind_after is not None:
        await work.timers.set(REMIND, key, policy.remind_after.after(now, calendar), data)
    await work.timers.set(EXPIRE, key, policy.close_after.after(now, calendar), data)


async def over(work: Work, case: Case) -> None:
    """The owner wrote, or the case is over: it sleeps no longer."""
    await work.timers.cancel(REMIND, str(case.id))
    await work.timers.cancel(EXPIRE, str(case.id))


async def answered_first(tools: Tools, work: Work, case: Case) -> None:
    """A person's first message has reached the owner: nobody is to be warned of that any more."""
    await cancel(tools, work, case, FIRST_RESPONSE)
