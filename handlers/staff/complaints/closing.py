"""`/close`: a complaint ends without a decision, with a reason; `/link`: one incident, two of them.

An owner counts as unreachable once staff have written in vain on as many days as the policy says.
"""

from domain import case_steps
from domain.case_messages import Author, CaseMessage, Relay
from domain.case_steps import NotPossible
from domain.cases import Case, CaseEventKind, CaseKind
from domain.complaints.handling import Closing, read_closing
from domain.complaints.record import Complaint
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases import after as after_case
from handlers.cases import events
from handlers.cases.desks import desk_of
from handlers.cases.room.card import view_of
from handlers.staff.complaints.changing import changing
from handlers.staff.turn import StaffTurn


async def close(turn: StaffTurn, case: Case, words: str) -> Effect:
    """Close it as withdrawn, unreachable, duplicate or abuse."""
    read = read_closing(words)
    if read is None or not read[1]:
        return turn.says(turn.reply(Text("staff.close_how")))
    closing, why = read
    if case.status.is_active is False and case.end is not None:
        return turn.says(turn.reply(Text("staff.case_over", number=case.number)))
    if (no := await _obstacle(turn, case, closing)) is not None:
        return turn.says(turn.reply(no))
    same: Case | None = None
    if closing is Closing.DUPLICATE:
        same = await _other(turn, case, why)
        if same is None:
            return turn.says(turn.reply(Text("staff.duplicate_of_which")))
    return await _closes(turn, case, closing, why, same)


async def link(turn: StaffTurn, case: Case, words: str) -> Effect:
    """Note that another complaint is about the same incident; both stay open."""
    other = await _other(turn, case, words)
    if other is None:
        return turn.says(turn.reply(Text("staff.duplicate_of_which")))
    view, there = await view_of(turn.tools, case), await view_of(turn.tools, other)
    now = turn.tools.clock.now()

    async def linked(work: Work, locked: Case, complaint: Complaint) -> None:
        del complaint
        await work.cases.note(events.linked(locked, now, other, turn.actor))
        await work.cases.note(events.linked(other, now, locked, turn.actor))
        here_word = Text("complaint.linked", number=other.number)
        there_word = Text("complaint.linked", number=case.number)
        await work.outbox.put(view.room.say(here_word), there.room.say(there_word, silent=True))

    data: dict[str, object] = {"same_as": other.number}
    return changing(turn, case, view, CaseEventKind.ASSESSED, {"same_as": other.id}, data, linked)


async def _closes(
    turn: StaffTurn, case: Case, closing: Closing, why: str, same: Case | None
) -> Effect:
    view = await view_of(turn.tools, case)
    now = turn.tools.clock.now()
    named = same is not None and not same.is_anonymous and not case.is_anonymous
    mine = named and same is not None and same.owner_id == case.owner_id
    told = _told(case, closing, same if mine else None)

    async def closed(work: Work, locked: Case, complaint: Complaint) -> None:
        del complaint
        try:
            step = case_steps.closed(locked, closing.end, turn.actor, now)
        except NotPossible:
            return
        changed = await turn.acting.take(work, locked, step)
        if mine and same is not None:
            changed = await work.cases.change(changed, merged_into=same.id)
        if same is not None:
            await work.cases.note(events.linked(same, now, changed, turn.actor))
        await after_case.closed(turn.tools, work, locked, changed, told)
        await work.outbox.put(*view.room.change_topic(is_closed=True))

    changes = {"closing": why, "same_as": same.id if same else None}
    data: dict[str, object] = {"closing": closing.value}
    return changing(turn, case, view, CaseEventKind.ASSESSED, changes, data, closed)


def _told(case: Case, closing: Closing, same: Case | None) -> Text:
    match closing:
        case Closing.WITHDRAWN:
            return Text("complaint.closed_withdrawn", number=case.number)
        case Closing.UNREACHABLE:
            return Text("complaint.closed_unreachable", number=case.number)
        case Closing.ABUSE:
            return Text("complaint.closed_abuse", number=case.number)
        case Closing.DUPLICATE if same is not None:
            return Text("complaint.closed_same", number=case.number, into=same.number)
    return Text("complaint.closed_known", number=case.number)


async def _obstacle(turn: StaffTurn, case: Case, closing: Closing) -> Text | None:
    if closing is Closing.ABUSE and not turn.leads:
        return Text("staff.not_allowed")
    if closing is Closing.UNREACHABLE:
        tried = await tries(turn, case)
        needed = turn.tools.policy.complaints.tries
        if tried < needed:
            return Text("staff.more_tries", tried=str(tried), needed=str(needed))
    return None


async def tries(turn: StaffTurn, case: Case) -> int:
    """Return on how many days staff have written since the owner last did, by the desk's clock."""
    said = await turn.tools.cases.messages(case.id, limit=200)
    since = max((one.id for one in said if one.author is Author.OWNER), default=0)
    zone = desk_of(turn.tools.policy, case.desk).zone
    days = {
        one.written_at.astimezone(zone).date() for one in said if one.id > since and _is_try(one)
    }
    return len(days)


def _is_try(message: CaseMessage) -> bool:
    return message.author is Author.STAFF and message.relay is not Relay.NONE


async def _other(turn: StaffTurn, case: Case, words: str) -> Case | None:
    """Return the complaint that is named first, if it is another one that they may see."""
    number = words.split(maxsplit=1)[0] if words else ""
    found = await turn.tools.cases.numbered(number) if number else None
    if found is None or found.id == case.id or found.kind is not CaseKind.COMPLAINT:
        return None
    return found if turn.sees(found) else None
