"""What came of a call into a case's room: copies are kept, a room that vanished is made anew.

The room may have moved since the call was queued (a transfer, while a group had to wait): what
came of it counts for the chat it was sent to.
"""

from collections.abc import Sequence
from datetime import timedelta

from domain.case_messages import Author, CaseMessage, Relay
from domain.cases import Case, CaseEvent, CaseEventKind
from domain.outgoing import Outgoing, React
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work, effects, nothing
from domain.text import Body, Plain, Text
from handlers.cases import events, supervisors
from handlers.cases.desks import desk_of
from handlers.cases.room.anew import Anew, anew
from handlers.cases.room.card import view_of
from handlers.cases.room.case_room import CaseRoom, of_case
from handlers.cases.room.relay import to_room
from handlers.cases.to_owner import chat_of, tell_owner
from handlers.cases.twins import Sent, copies, outcome_of
from handlers.cases.words import kind_of
from handlers.timing import Due

SEEN = "👀"
"""Under an owner's message: staff have it before them."""

_MOST_ANEW = 3
_ANEW_WITHIN = timedelta(hours=1)
"""A topic that keeps vanishing is not made for ever: then the group's own thread has to do."""


async def in_room(timer: DueTimer, tools: Tools) -> Due:
    """Do what follows a call into a case's room."""
    sent = outcome_of(timer)
    case = await tools.cases.case(sent.case_id)
    if case is None:
        return Due(nothing)
    room = await of_case(tools, case)
    messages = [one for id in sent.messages if (one := await tools.cases.message(id))]
    if sent.is_sent:
        return Due(_arrived(case, room, sent, messages))
    if sent.is_elsewhere(room.place):
        return Due(await _left_behind(tools, room, sent, messages))
    return Due(await _failed(tools, case, room, sent, messages))


async def _failed(
    tools: Tools, case: Case, room: CaseRoom, sent: Sent, messages: Sequence[CaseMessage]
) -> Effect:
    match sent.gone, sent.what:
        case "topic", _:
            return await _topic_gone(tools, case, room, sent, messages)
        case _, "relay" | "again":
            return await _not_relayed(tools, case, room, sent, messages)
        case _, "topic":
            return await _no_topic(tools, case, room, sent)
        case "message", "card":
            return await _card_anew(tools, case)
    return nothing


def _arrived(case: Case, room: CaseRoom, sent: Sent, messages: Sequence[CaseMessage]) -> Effect:
    """Keep the copies; tell the owner by a reaction that staff have their message."""
    owners = [one for one in messages if one.author is Author.OWNER]
    seen = owners[0] if sent.what == "relay" and owners else None

    async def effect(work: Work) -> None:
        is_topic = sent.what == "topic" and not sent.is_elsewhere(room.place)
        if is_topic and sent.topic_id is not None:
            await work.cases.note(events.topic_made(case, sent.at, sent.topic_id))
        if owners:
            await work.cases.set_relay([one.id for one in owners], Relay.SENT)
        await work.cases.twin(copies(sent, room.place))
        if seen is not None and seen.message_id is not None:
            await work.outbox.put(
                Outgoing(chat_of(case), React(seen.message_id, SEEN), case.locale)
            )

    return effect


async def _left_behind(
    tools: Tools, room: CaseRoom, sent: Sent, messages: Sequence[CaseMessage]
) -> Effect:
    """Send into the room that the case has now what failed in the old one and is not here yet."""
    if sent.what != "relay":
        return nothing
    twins = await tools.cases.twins([one.id for one in messages])
    here = {one.case_message_id for one in twins if one.chat_id == room.place.chat_id}
    return _once_more(room, [one for one in messages if one.id not in here])


async def _not_relayed(
    tools: Tools, case: Case, room: CaseRoom, sent: Sent, messages: Sequence[CaseMessage]
) -> Effect:
    """Say on both sides that something of the owner did not reach the room."""
    owners = [one for one in messages if one.author is Author.OWNER]
    if not owners:
        return nothing
    now = tools.clock.now()
    first = owners[0]
    told: tuple[Outgoing, ...]
    if sent.gone == "chat":
        desk = desk_of(tools.policy, case.desk)
        body = Text("case.room_gone", number=case.number, reason=sent.reason)
        told = await supervisors.tell(tools, case.bot_id, desk, body)
    else:
        name = first.author_name or case.owner_name
        who: Body = Text("complaint.anonymous") if case.is_anonymous else Plain(name)
        body = Text("case.not_copied", name=who, kind=kind_of(first.kind), reason=sent.reason)
        told = (room.say(body, reply_to=case.card),)
    failed_before = any(
        event.kind is CaseEventKind.RELAY_FAILED and event.at > now - timedelta(minutes=10)
        for event in await tools.cases.timeline(case.id)
    )

    async def effect(work: Work) -> None:
        ids = [one.id for one in owners]
        await work.cases.set_relay(ids, Relay.FAILED)
        await work.cases.note(events.relay_failed(case, now, ids, sent.reason))
        await work.outbox.put(*told)
        if not failed_before:
            body = Text("relay.failed", number=case.number)
            await tell_owner(work, case, body, now, reply_to=first.message_id)

    return effect


async def _topic_gone(
    tools: Tools, case: Case, room: CaseRoom, sent: Sent, messages: Sequence[CaseMessage]
) -> Effect:
    """Make a vanished topic anew, once for all the calls that failed with it."""
    losses = [
        event
        for event in await tools.cases.timeline(case.id)
        if event.kind in (CaseEventKind.TOPIC_LOST, CaseEventKind.TOPIC_MADE)
    ]
    now = tools.clock.now()
    lost = [event for event in losses if event.kind is CaseEventKind.TOPIC_LOST]
    standing = await tools.staff.topic(room.place.bot_id, room.place.chat_id, case.topic)
    if standing is not None and standing != sent.topic_id:
        return _once_more(room, messages)
    if _is_being_made(losses):
        told = int(str(lost[-1].data.get("up_to", 0)))
        return _once_more(room, [one for one in messages if one.id > told])
    if sum(event.at > now - _ANEW_WITHIN for event in lost) >= _MOST_ANEW:
        return _once_more(CaseRoom(case, room.place, room.locale, has_topic=False), messages)
    return await _made_anew(tools, case, sent)


def _is_being_made(losses: Sequence[CaseEvent]) -> bool:
    return bool(losses) and losses[-1].kind is CaseEventKind.TOPIC_LOST


async def _made_anew(tools: Tools, case: Case, sent: Sent) -> Effect:
    again = await anew(tools, case)
    lost = events.topic_lost(case, tools.clock.now(), sent.topic_id, again.up_to)
    place = again.view.room.place

    async def effect(work: Work) -> None:
        if sent.topic_id is not None:
            await work.staff.topic_lost(place.bot_id, place.chat_id, sent.topic_id)
        await work.cases.note(lost)
        await again.put(work)

    return effect


def _once_more(room: CaseRoom, messages: Sequence[CaseMessage]) -> Effect:
    owners = [one for one in messages if one.author is Author.OWNER]

    async def effect(work: Work) -> None:
        await work.outbox.put(*(to_room(room, one) for one in owners))

    return effect


async def _no_topic(tools: Tools, case: Case, room: CaseRoom, sent: Sent) -> Effect:
    """No topic can be made: the group's own thread has to do, and who is in charge is told."""
    desk = desk_of(tools.policy, case.desk)
    body = Text("case.no_topic", number=case.number, reason=sent.reason)
    told = await supervisors.tell(tools, case.bot_id, desk, body)
    flat = CaseRoom(case, room.place, room.locale, has_topic=False)
    again = await anew(tools, case, flat)

    async def effect(work: Work) -> None:
        await work.outbox.put(*told)
        await again.put(work)

    return effects((effect,))


async def _card_anew(tools: Tools, case: Case) -> Effect:
    """A card that was deleted by hand is sent again."""
    view = await view_of(tools, case)
    again = Anew(view, case, (), 0)
    return again.put
