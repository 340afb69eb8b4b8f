"""A complaint is sent: a case at the right desk, what was written in its room, and the receipt."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from domain.case_messages import CaseMessage, Relay
from domain.cases import Case, CaseKind, CaseOrigin, CaseStatus
from domain.complaints.draft import Draft, Piece
from domain.complaints.record import Filed
from domain.desks import Desk
from domain.owners import Owner
from domain.ports import Effect, Tools, Work
from domain.text import Body, Joined, Moment, Text
from handlers.cases import events
from handlers.cases.desks import desk_of, desk_of_owner, zone_of_owner
from handlers.cases.opening import MOST_ASKED, Opening, Wanted, open_case, prepare
from handlers.cases.owner import muted
from handlers.cases.owner.hand_over import reach_of
from handlers.cases.owner.kept import Carried
from handlers.cases.owner.receipt import promise_words
from handlers.cases.room.relay import put_in_room
from handlers.cases.to_owner import tell_owner
from handlers.complaints import anonymous
from handlers.complaints.assessing import assessed, earlier_of
from handlers.complaints.form import close, model_of
from handlers.complaints.words import lines_of
from handlers.turn import Turn

SAME_WITHIN = timedelta(minutes=1)
"""The same story sent again so soon is the same complaint."""


async def send(turn: Turn, draft: Draft) -> Effect:
    """Open the case, unless the same was sent a moment ago."""
    if await muted.is_muted(turn):
        return turn.says(turn.reply(muted.SENTENCE))
    tools, owner = turn.tools, turn.caller.owner
    now, bot_id = tools.clock.now(), turn.place.bot_id
    earlier = await earlier_of(tools, bot_id, owner.id if owner else None, now)
    same = _same(draft, earlier, turn)
    if same is not None:
        return _once_only(turn, draft, same)
    details = draft.details(*model_of(turn, draft))
    desk = anonymous.desk_for(turn, draft) if draft.is_anonymous else _desk(turn, draft)
    if desk is None:
        return turn.says(turn.show(Text("complaint.no_mailbox")))
    if draft.is_anonymous and draft.media and not draft.media_agreed:
        return turn.says(turn.show(*anonymous.warning(draft)))
    earlier = _named(earlier, draft)
    wanted = Wanted(
        kind=CaseKind.COMPLAINT,
        origin=CaseOrigin.COMPLAINT,
        desk=desk,
        place=turn.place,
        locale=turn.locale,
        asked=draft.story,
        linked_to=None if draft.is_anonymous else draft.linked_to,
        vehicle_id=None if draft.is_anonymous else draft.vehicle,
        is_anonymous=draft.is_anonymous,
        complaint=assessed(tools.policy, draft.story, details, earlier),
        earlier=earlier,
    )
    return _opens(turn, draft, await prepare(tools, wanted))


async def sent_already(turn: Turn) -> Effect:
    """A second tap on "send": say that it is with us."""
    owner = turn.caller.owner
    bot_id, now = turn.place.bot_id, turn.tools.clock.now()
    earlier = await earlier_of(turn.tools, bot_id, owner.id if owner else None, now)
    if not earlier:
        return turn.notices(Text("notice.old_button"))
    return turn.notices(Text("notice.complaint_sent", number=earlier[0].case.number))


def _opens(turn: Turn, draft: Draft, opening: Opening) -> Effect:
    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        case = await _opened(work, turn, draft, opening, owner)
        await close(work, turn, draft)
        receipt = receipt_words(turn.tools, case, owner, opening)
        shown = turn.show(Text("complaint.on_its_way"))
        await work.outbox.put(shown)
        await tell_owner(work, case, receipt, opening.at)

    return effect


async def _opened(work: Work, turn: Turn, draft: Draft, opening: Opening, owner: Owner) -> Case:
    if draft.model and draft.vehicle is None and not draft.is_anonymous:
        car = await work.owners.add_vehicle(owner.id, draft.model, draft.year)
        opening = replace(opening, wanted=replace(opening.wanted, vehicle_id=car.id))
    opened = await open_case(work, opening, reach_of(turn, owner))
    case = opened.case
    said = [await _carried(turn, one).say(work, case.id, Relay.PENDING) for one in draft.pieces]
    await put_in_room(work, opened.room, _in_room(said), agreed=draft.media_agreed)
    if draft.linked_to is not None and not draft.is_anonymous:
        linked = await work.cases.locked(draft.linked_to)
        if linked is not None:
            await work.cases.note(events.linked(linked, opening.at, case))
            await work.cases.note(events.linked(case, opening.at, linked))
    return case


def receipt_words(tools: Tools, case: Case, owner: Owner | None, opening: Opening) -> Body:
    """Return the receipt: the number, what was understood, and what happens by when."""
    complaint = opening.wanted.complaint
    lines = lines_of(tools.policy, complaint.details) if complaint else []
    first = Text("complaint.receipt", number=case.number)
    if case.is_anonymous:
        first = Text("complaint.receipt_anonymous", number=case.number)
    understood = (Text("complaint.receipt_understood", lines=Joined(tuple(lines), "\n")),)
    promise = promise_words(tools, case, owner)
    due = case.resolution_due or opening.at
    by = Moment(due, zone_of_owner(tools.policy, owner), opening.at)
    next_ = Text("complaint.receipt_next", promise=promise, decision=by)
    return Joined((first, *(understood if lines else ()), next_))


def _carried(turn: Turn, piece: Piece) -> Carried:
    return Carried(
        author_id=turn.incoming.sender.id,
        author_name=turn.full_name,
        bot_id=turn.place.bot_id,
        chat_id=turn.place.chat_id,
        message_id=piece.message_id,
        written_at=piece.at,
        text=piece.text,
        html=piece.html,
        kind=piece.kind,
        file=piece.file,
        album_id=piece.album_id,
        origin=piece.origin,
    )


def _in_room(said: Sequence[CaseMessage]) -> list[CaseMessage]:
    """Return what goes into the room: words first, then what there is to see, each in order."""
    return sorted((one for one in said if one.text or one.kind), key=lambda one: bool(one.kind))


def _desk(turn: Turn, draft: Draft) -> Desk:
    policy = turn.tools.policy
    return desk_of(policy, draft.desk) if draft.desk else desk_of_owner(policy, turn.caller.owner)


def _named(earlier: Sequence[Filed], draft: Draft) -> Sequence[Filed]:
    """Return earlier complaints that count: of one whose owner is not to be known, none."""
    return () if draft.is_anonymous else [one for one in earlier if not one.case.is_anonymous]


def _same(draft: Draft, earlier: Sequence[Filed], turn: Turn) -> Case | None:
    now, asked = turn.tools.clock.now(), draft.story[:MOST_ASKED]
    for one in earlier:
        is_recent = now - one.case.opened_at <= SAME_WITHIN
        if is_recent and one.case.asked == asked and one.case.status is not CaseStatus.CLOSED:
            return one.case
    return None


def _once_only(turn: Turn, draft: Draft, case: Case) -> Effect:
    shown = turn.show(Text("complaint.same", number=case.number))

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await close(work, turn, draft)
        await work.outbox.put(shown)

    return effect
