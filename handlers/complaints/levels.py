"""An owner who is not content takes a complaint up a level; after the last there are others.

Each level has its clock from when it got the complaint. Nothing of what was said gets lost: it is
the same case, open again, and nobody's until somebody there takes it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain import case_steps
from domain.calendar import calendar_of
from domain.case_steps import NotPossible
from domain.cases import Case, CaseEvent, CaseEventKind, CaseKind
from domain.complaints.policy import Level
from domain.complaints.record import Complaint
from domain.complaints.severity import Severity, at_least
from domain.errors import Conflict
from domain.outgoing import Button, Outgoing
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work, nothing
from domain.text import Body, Joined, Moment, Text
from handlers.cases import after, supervisors
from handlers.cases.desks import desk_of, zone_of_owner
from handlers.cases.owner.pass_on import CHANGED
from handlers.cases.room.card import CardView, view_of
from handlers.cases.taking import take
from handlers.cases.to_owner import tell_owner
from handlers.complaints.own import own_complaint
from handlers.timing import Due
from handlers.turn import Turn

LEVEL_DUE = "complaint_level_due"
"""The timer of a level's clock."""


@dataclass(frozen=True, slots=True)
class TakingUp:
    """A complaint that goes up, with what was read for it."""

    view: CardView
    complaint: Complaint
    at: datetime
    number: int
    level: Level | None = None
    due: datetime | None = None
    told: tuple[Outgoing, ...] = ()

    @property
    def changes(self) -> dict[str, Any]:
        """What is written of the complaint: the decision does not hold any more."""
        undecided = {"verdict": None, "decided_at": None, "decided_by": None, "reason": ""}
        return {**undecided, "level": self.number, "level_due": self.due}

    def line(self, zone: str) -> Text:
        """Return what the room is told."""
        if self.level is None or self.due is None:
            return Text("case.reopened_by_owner")
        due = Moment(self.due, zone, self.at)
        number = self.view.room.case.number
        return Text("complaint.up_for_staff", number=number, level=self.level.name, due=due)

    def words(self, zone: str) -> Text:
        """Return what the owner is told, by their clock."""
        number = self.view.room.case.number
        if self.level is None or self.due is None:
            return Text("over.open_again", number=number)
        due = Moment(self.due, zone, self.at)
        return Text("complaint.up_for_owner", number=number, level=self.level.name, due=due)


async def further(turn: Turn, number: str) -> Effect:
    """Take the tap of an owner who is not content."""
    found = await own_complaint(turn, number)
    if found is None:
        return turn.notices(Text("notice.old_button"))
    case, complaint = found
    if case.status.is_active:
        return turn.notices(Text("notice.open_again_already"))
    return await up(turn, case, complaint)


async def taken_up(turn: Turn, case: Case) -> Effect | None:
    """Return what opening a case again means for a complaint that was decided; else None."""
    if case.kind is not CaseKind.COMPLAINT:
        return None
    complaint = await turn.tools.complaints.of_case(case.id)
    if complaint is None or not complaint.is_decided:
        return None
    return await up(turn, case, complaint)


async def up(turn: Turn, case: Case, complaint: Complaint) -> Effect:
    """Let the next level have it; after the last one, say whom to turn to outside."""
    if not turn.tools.policy.complaints.levels:
        view, now = await view_of(turn.tools, case), turn.tools.clock.now()
        return _goes_up(turn, case, TakingUp(view, complaint, now, complaint.level))
    taking = await _taking(turn.tools, case, complaint)
    if taking is None:
        return turn.says(turn.show(outside_of(turn.tools, case)))
    return _goes_up(turn, case, taking)


def outside_of(tools: Tools, case: Case) -> Body:
    """Return whom the owner can turn to outside, in the desk's country."""
    desk = desk_of(tools.policy, case.desk)
    bodies = tools.policy.complaints.outside.get(desk.country, ())
    if not bodies:
        return Text("complaint.last_level_none", number=case.number)
    lines = tuple(Text("complaint.outside_line", name=one.name, how=one.how) for one in bodies)
    return Text("complaint.last_level", number=case.number, bodies=Joined(lines, "\n"))


async def overdue(timer: DueTimer, tools: Tools) -> Due:
    """A level did not answer in time: those in charge are told."""
    case = await tools.cases.case(int(timer.data["case"]))
    complaint = await tools.complaints.of_case(int(timer.data["case"]))
    if case is None or complaint is None or not case.status.is_active or complaint.is_decided:
        return Due(nothing)
    level = tools.policy.complaints.level(complaint.level)
    if level is None or complaint.level != int(timer.data["level"]):
        return Due(nothing)
    view = await view_of(tools, case)
    words = Text("complaint.level_overdue", number=case.number, level=level.name)
    show = Button(Text("button.case_show"), f"case:show:{case.id}")
    desk = desk_of(tools.policy, case.desk)
    told = await supervisors.tell(tools, case.bot_id, desk, words, ((show,),))

    now = tools.clock.now()

    async def effect(work: Work) -> None:
        await work.outbox.put(*told, view.room.say(words))
        await tell_owner(work, case, Text("sla.late", number=case.number), now)

    return Due(effect)


async def _taking(tools: Tools, case: Case, complaint: Complaint) -> TakingUp | None:
    number = complaint.level + 1
    level = tools.policy.complaints.level(number)
    if level is None or level.within is None:
        return None
    now = tools.clock.now()
    desk = desk_of(tools.policy, case.desk)
    due = level.within.after(now, calendar_of(desk))
    taking = TakingUp(await view_of(tools, case), complaint, now, number, level, due)
    show = Button(Text("button.case_show"), f"case:show:{case.id}")
    line = taking.line(desk.time_zone)
    told = await supervisors.tell(tools, case.bot_id, desk, line, ((show,),))
    return replace(taking, told=told)


def _goes_up(turn: Turn, case: Case, taking: TakingUp) -> Effect:
    tools, at, view = turn.tools, taking.at, taking.view
    zone = zone_of_owner(tools.policy, turn.caller.owner)
    staff_zone = desk_of(tools.policy, case.desk).time_zone

    async def effect(work: Work) -> None:
        await turn.meet(work)
        locked = await work.cases.locked(case.id)
        if locked is None:
            return
        try:
            opened = await take(work, locked, case_steps.reopened(locked, None, at))
        except NotPossible:
            raise Conflict(CHANGED) from None
        priority = at_least(locked.priority, Severity.SERIOUS)
        opened = await work.cases.change(
            opened, assignee=None, assignee_name="", claimed_at=None, priority=priority
        )
        opened = await after.reopened(tools, work, locked, opened)
        complaint = await work.complaints.of_case(case.id) or taking.complaint
        changed = await work.complaints.change(complaint, **taking.changes)
        data: dict[str, object] = {"level": changed.level}
        await work.cases.note(CaseEvent(case.id, CaseEventKind.TAKEN_UP, at, data=data))
        if taking.due is not None:
            timer = {"case": case.id, "level": taking.number}
            await work.timers.set(LEVEL_DUE, str(case.id), taking.due, timer)
        await work.outbox.put(
            *view.room.change_topic(is_closed=False),
            view.room.say(taking.line(staff_zone)),
            view.for_complaint(changed).changed(opened),
            *taking.told,
        )
        await tell_owner(work, opened, taking.words(zone), at)

    return effect
