"""How an owner sees their cases."""

from datetime import datetime

from domain.cases import ACTIVE, Case, CaseEnd, CaseStatus
from domain.outgoing import Button, Buttons
from domain.text import Body, Joined, Moment, Plain, Text
from handlers import menu
from handlers.cases.after import reopen_buttons, solved_buttons
from handlers.cases.desks import zone_of_owner
from handlers.cases.owner.labels import label_of
from handlers.complaints.timeline import timeline
from handlers.turn import Turn

_OVER = (CaseStatus.RESOLVED, CaseStatus.CLOSED)
_MOST_OVER = 5


async def overview(turn: Turn) -> tuple[Body, Buttons]:
    """Return the owner's cases: all that are active, and the last of those that are over."""
    owner = turn.caller.owner
    person: Buttons = ((Button(Text("button.person"), "person"),),)
    if owner is None:
        return Text("mine.none"), person + menu.BACK
    read = turn.tools.cases.of_owner
    active = await read(turn.place.bot_id, owner.id, ACTIVE)
    over = await read(turn.place.bot_id, owner.id, _OVER, limit=_MOST_OVER)
    cases = (*active, *over)
    if not cases:
        return Text("mine.none"), person + menu.BACK
    if len(cases) == 1:
        return await details(turn, cases[0])
    lines = tuple(Joined((_title(case), state_of(turn, case)), "\n") for case in cases)
    buttons = tuple((Button(Plain(label_of(case)), f"mine:show:{case.id}"),) for case in cases)
    return Joined((Text("mine.title"), *lines)), buttons + menu.BACK


async def details(turn: Turn, case: Case) -> tuple[Body, Buttons]:
    """Return one case, how a complaint has gone, and what its owner can do about it."""
    body: Body = Joined((_title(case), state_of(turn, case)), "\n")
    gone = await timeline(turn, case)
    if gone is not None:
        body = Joined((body, gone))
    return body, _actions(case) + menu.BACK


def state_of(turn: Turn, case: Case) -> Text:
    """Return in plain words how a case stands, by the owner's clock."""
    match case.status:
        case CaseStatus.WAITING:
            return Text("mine.waiting")
        case CaseStatus.RESOLVED:
            return Text("mine.resolved")
        case CaseStatus.CLOSED:
            return _end(turn, case)
    return _open_state(turn, case)


def _open_state(turn: Turn, case: Case) -> Text:
    due = case.first_response_due if case.first_response_at is None else case.resolution_due
    now = turn.tools.clock.now()
    if due is not None and due < now and not (case.is_emergency and case.assignee is None):
        return Text("mine.late")
    if case.assignee is not None:
        return Text("mine.with", name=case.assignee_name)
    if due is None or case.first_response_at is not None:
        return Text("mine.with_team")
    if case.is_emergency:
        return Text("mine.emergency")
    return Text("mine.answer_due", due=_moment(turn, due))


def _end(turn: Turn, case: Case) -> Text:
    at = _moment(turn, case.closed_at or case.opened_at)
    match case.end:
        case CaseEnd.WITHDRAWN:
            return Text("mine.withdrawn", at=at)
        case CaseEnd.NO_REPLY:
            return Text("mine.closed_no_reply", at=at)
    return Text("mine.closed", at=at)


def _title(case: Case) -> Text:
    if not case.subject:
        return Text("mine.case_bare", number=case.number)
    return Text("mine.case", number=case.number, subject=case.subject)


def _actions(case: Case) -> Buttons:
    if case.status.is_active:
        add = Button(Text("button.case_add"), f"mine:add:{case.id}")
        close = Button(Text("button.case_close"), f"mine:close:{case.id}")
        return ((add,), (close,))
    if case.status is CaseStatus.RESOLVED:
        return solved_buttons(case)
    if case.end in (CaseEnd.MERGED, CaseEnd.SPAM):
        return ()
    return reopen_buttons(case)


def _moment(turn: Turn, at: datetime) -> Moment:
    return Moment(at, _zone(turn), turn.tools.clock.now())


def _zone(turn: Turn) -> str:
    return zone_of_owner(turn.tools.policy, turn.caller.owner)
