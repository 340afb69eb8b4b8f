"""What came of a reply of staff: the owner has it, or the desk is told why not."""

from collections.abc import Sequence

from domain import case_steps
from domain.case_messages import CaseMessage, ids_in
from domain.cases import Case, CaseStatus
from domain.outgoing import Delete, Outgoing
from domain.pipeline import DueTimer
from domain.ports import Tools, Work, effects, nothing
from domain.text import Text
from handlers.cases import events
from handlers.cases.blocked import case_says
from handlers.cases.clock import waiting
from handlers.cases.room.card import view_of
from handlers.cases.taking import take
from handlers.cases.to_owner import chat_of
from handlers.cases.twins import Sent, copies, outcome_of
from handlers.staff.turn import DELIVERED, FAILED
from handlers.timing import Due

_REASONS = {
    "chat": Text("staff.not_delivered_blocked"),
    "message": Text("staff.not_delivered_gone"),
}


async def reply_done(timer: DueTimer, tools: Tools) -> Due:
    """Keep where the owner has it; the first one that a person wrote stops the clock."""
    sent = outcome_of(timer)
    case = await tools.cases.case(sent.case_id)
    found = [await tools.cases.message(one) for one in sent.messages]
    messages = [one for one in found if one is not None]
    if case is None or not messages:
        return Due(nothing)
    view = await view_of(tools, case)
    room = view.room
    ids = [one.id for one in messages]

    async def effect(work: Work) -> None:
        locked = await work.cases.locked(case.id)
        if locked is None:
            return
        stand = await work.cases.set_relay(ids, sent.relay)
        meant = [one for one in messages if one.id in stand]
        written = ids_in(room.place.chat_id, meant)
        await _take_back(work, locked, set(ids).difference(stand), sent)
        if not meant:
            return
        if sent.is_sent:
            locked = await _arrived(tools, work, locked, meant, sent)
            await work.outbox.put(*(room.react(one, DELIVERED) for one in written))
        else:
            await work.cases.note(
                events.relay_failed(locked, sent.at, [one.id for one in meant], sent.reason)
            )
            why = _REASONS.get(sent.gone) or Text("staff.not_delivered", reason=sent.reason)
            told = room.say(why, reply_to=written[0] if written else None)
            await work.outbox.put(told, *(room.react(one, FAILED) for one in written))
        await work.outbox.put(view.changed(locked))

    if sent.gone == "chat" and case.status.is_active:
        return Due(effects((effect, await case_says(tools, case, is_blocked=True))))
    return Due(effect)


async def _arrived(
    tools: Tools, work: Work, case: Case, messages: Sequence[CaseMessage], sent: Sent
) -> Case:
    """Keep it; returns the case, which waits on its owner now unless they wrote meanwhile."""
    await work.cases.twin(copies(sent, chat_of(case)))
    first = messages[0]
    heard_since = await work.cases.heard_after(first)
    step = case_steps.answered(
        case, first.written_at, first.author_id, sent.at, heard_since=heard_since
    )
    changed = await take(work, case, step) if step.changes else case
    if changed.status is CaseStatus.WAITING:
        await waiting.began(tools, work, changed)
    if case.first_response_at is None:
        await waiting.answered_first(tools, work, changed)
    return changed


async def _take_back(work: Work, case: Case, deleted: set[int], sent: Sent) -> None:
    """Delete at the owner's what its writer deleted while it was on its way."""
    there = copies(sent, chat_of(case))
    gone = tuple(sorted({one.message_id for one in there if one.case_message_id in deleted}))
    if gone:
        await work.outbox.put(Outgoing(chat_of(case), Delete(gone), case.locale))
