"""Whether somebody is there at a desk to see what comes in now."""

from domain.calendar import calendar_of
from domain.desks import Desk
from domain.ports import Tools
from domain.staff import Right


async def is_attended(tools: Tools, desk: Desk) -> bool:
    """Return whether the desk is open and somebody who works there is on duty.

    Who did not say otherwise is on duty, also asleep: so a closed desk is unattended whatever the
    list says.
    """
    if not calendar_of(desk).is_open(tools.clock.now()):
        return False
    members = await tools.staff.members(desk.key)
    return any(one.on_duty and one.may(Right.WORK_CASES, desk.key) for one in members)
