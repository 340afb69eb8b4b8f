"""What came of a reply of staff: the owner has it, or the desk is told why not."""

from collections.abc import Sequence

from domain import case_steps
from domain.case_messages import CaseMessage, Relay
from domain.cases import Case, CaseEvent, CaseEventKind
from domain.outgoing import Outgoing
from domain.pipeline import DueTimer
from domain.ports import Tools, Work
from domain.text import Text
from handlers.cases.clock import waiting
from handlers.cases.room.card import view_of
from handlers.cases.room.case_room import CaseRoom
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
        return Due(_nothing)
    view = await view_of(tools, case)
    room = view.room

    async def effect(work: Work) -> None:
        locked = await work.cases.locked(case.id)
        if locked is None:
            return
        if sent.is_sent:
            await _arrived(tools, work, locked, messages, sent)
            await work.outbox.put(*_reactions(room, messages, DELIVERED))
        else:
            await _failed(work, locked, messages, sent)
            why = _REASONS.get(sent.gone) or Text("staff.not_delivered", reason=sent.reason)
            told = room.say(why, reply_to=messages[0].message_id)
            await work.outbox.put(told, *_reactions(room, messages, FAILED))
        now = await work.cases.locked(case.id)
        await work.outbox.put(view.changed(now or locked))

    return Due(effect)


async def _arrived(
    tools: Tools, work: Work, case: Case, messages: Sequence[CaseMessage], sent: Sent
) -> None:
    await work.cases.twin(copies(sent, chat_of(case)))
    await work.cases.set_relay([one.id for one in messages], Relay.SENT)
    first = messages[0]
    step = case_steps.answered(case, first.written_at, first.author_id, sent.at)
    if not step.changes:
        return
    changed = await work.cases.change(case, **step.changes)
    await work.cases.note(step.event)
    if case.waiting_since is None and changed.waiting_since is not None:
        await waiting.began(tools, work, changed)
    if case.first_response_at is None:
        await waiting.answered_first(tools, work, changed)


async def _failed(work: Work, case: Case, messages: Sequence[CaseMessage], sent: Sent) -> None:
    await work.cases.set_relay([one.id for one in messages], Relay.FAILED)
    data: dict[str, object] = {
        "messages": [one.id for one in messages],
        "reason": sent.reason[:200],
    }
    await work.cases.note(CaseEvent(case.id, CaseEventKind.RELAY_FAILED, sent.at, None, data))


def _reactions(room: CaseRoom, messages: Sequence[CaseMessage], emoji: str) -> tuple[Outgoing, ...]:
    return tuple(
        room.react(one.message_id, emoji)
        for one in messages
        if one.message_id is not None and one.chat_id == room.place.chat_id
    )


async def _nothing(work: Work) -> None:
    del work
