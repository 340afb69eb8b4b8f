"""Corrective actions: planned with an owner and a date, done, or told as overdue."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from domain.cases import Case, CaseEventKind
from domain.complaints.handling import Action, NewAction, read_action
from domain.complaints.record import Complaint
from domain.outgoing import Button
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work, nothing
from domain.staff import Right
from domain.text import Day, Text
from handlers.cases import supervisors
from handlers.cases.desks import desk_of
from handlers.cases.room.card import CardView, view_of
from handlers.complaints.card import About
from handlers.staff.complaints.changing import changing, refused
from handlers.staff.turn import StaffTurn
from handlers.timing import Due
from handlers.turn import as_id

OVERDUE = "complaint_action_overdue"
_MORNING = time(9)


async def plan(turn: StaffTurn, case: Case, words: str) -> Effect:
    """Plan one: `/action 2026-12-15 @ann check the wrenches`; without a name it is one's own."""
    read = read_action(words)
    if read is None:
        return turn.says(turn.reply(Text("staff.action_how")))
    due, username, what = read
    if due < turn.tools.clock.now().astimezone(turn.desk.zone).date():
        return turn.says(turn.reply(Text("staff.action_past")))
    who = await _who(turn, case, username)
    if who is None:
        return turn.says(turn.reply(Text("staff.action_nobody", name=username)))
    view = await view_of(turn.tools, case)
    now = turn.tools.clock.now()
    new = NewAction(case.id, what, who[0], who[1], due, turn.actor, now)
    late = datetime.combine(due + timedelta(days=1), _MORNING, turn.desk.zone)

    async def planned(work: Work, locked: Case, complaint: Complaint) -> CardView:
        del locked
        action = await work.complaints.plan(new)
        timer = {"case": case.id, "action": action.id}
        await work.timers.set(OVERDUE, str(action.id), late, timer)
        told = Text("staff.action_planned", name=action.owner_name, due=Day(due))
        await work.outbox.put(turn.reply(told))
        return _planning(view, complaint, action)

    data: dict[str, object] = {"due": due.isoformat(), "owner": who[0]}
    return changing(turn, case, view, CaseEventKind.ACTION, {}, data, planned)


async def done(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Keep that one is done."""
    if (no := refused(turn, case)) is not None:
        return no
    number = as_id(rest[0]) if len(rest) == 1 else None
    planned = await turn.tools.complaints.actions(case.id)
    found = next((one for one in planned if one.id == number and one.done_at is None), None)
    if found is None:
        return turn.notices(Text("staff.action_done_already"))
    view = await view_of(turn.tools, case)
    now = turn.tools.clock.now()

    async def ends(work: Work, locked: Case, complaint: Complaint) -> CardView | None:
        del locked
        action = await work.complaints.done(found.id, by=turn.actor, at=now)
        await work.timers.cancel(OVERDUE, str(found.id))
        work.notice(Text("staff.action_done"))
        return _planning(view, complaint, action) if action else None

    data: dict[str, object] = {"action": found.id, "done": True}
    return changing(turn, case, view, CaseEventKind.ACTION, {}, data, ends)


async def overdue(timer: DueTimer, tools: Tools) -> Due:
    """Tell those in charge that an action was not done by its day."""
    case = await tools.cases.case(int(timer.data["case"]))
    actions = await tools.complaints.actions(int(timer.data["case"]))
    late = next((one for one in actions if one.id == int(timer.data["action"])), None)
    if case is None or late is None or late.done_at is not None:
        return Due(nothing)
    desk = desk_of(tools.policy, case.desk)
    words = Text(
        "staff.action_overdue",
        number=case.number,
        words=late.words,
        name=late.owner_name,
        due=Day(late.due),
    )
    button = Button(Text("button.action_is_done"), f"case:actdone:{case.id}:{late.id}")
    told = await supervisors.tell(tools, case.bot_id, desk, words, ((button,),))

    async def effect(work: Work) -> None:
        await work.outbox.put(*told)

    return Due(effect)


async def _who(turn: StaffTurn, case: Case, username: str) -> tuple[int, str] | None:
    if not username:
        return turn.actor, turn.acting.name
    for member in await turn.tools.staff.members(case.desk):
        known = (member.username or "").casefold()
        if known == username.casefold() and member.may(Right.WORK_CASES, case.desk):
            return member.user_id, member.name
    return None


def _planning(view: CardView, complaint: Complaint, action: Action) -> CardView:
    about = (view.about or About(complaint)).now(complaint).planning(action)
    return replace(view, about=about)
