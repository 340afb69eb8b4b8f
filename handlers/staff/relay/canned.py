"""Canned replies: found by words, filled in, and sent in the owner's language."""

import html

from domain.canned import CannedReply, fill_ins, search_canned
from domain.case_messages import Author, NewMessage, Twin
from domain.cases import Case
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Work
from domain.text import Joined, Plain, Text
from handlers.car.views import full_name
from handlers.cases.desks import desk_of
from handlers.cases.room.card import CardView, view_of
from handlers.staff.relay.relaying import Answering
from handlers.staff.relay.replying import Reply
from handlers.staff.turn import StaffTurn
from handlers.staff.working.steps import obstacle_to_write

_MOST = 20


async def offer(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """List all canned replies under a card's button."""
    del rest
    return await search(turn, case, "")


async def search(turn: StaffTurn, case: Case, words: str) -> Effect:
    """`/canned words`: list what fits; without words, all."""
    found = search_canned(turn.tools.policy.canned_replies, words)[:_MOST]
    if not found:
        return turn.says(turn.reply(Text("staff.canned_none", words=words)))
    return turn.says(turn.reply(Text("staff.canned_which"), _choices(case, found)))


async def say(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Send one to the owner, as if its sender had written it; the room shows what went out."""
    replies = turn.tools.policy.canned_replies
    reply = next((one for one in replies if rest == [one.key]), None)
    if reply is None:
        return turn.notices(Text("notice.old_button"))
    view = await view_of(turn.tools, case)
    words = turn.tools.phrasing.plain(_filled(turn, case, view, reply), case.locale)
    hand = Reply(turn.acting, Answering(), view)
    new = NewMessage(
        case.id, Author.STAFF, turn.actor, turn.acting.name, case.bot_id, turn.place.chat_id,
        None, turn.tools.clock.now(), words, html.escape(words, quote=False),
    )  # fmt: skip

    async def effect(work: Work) -> None:
        locked = await work.cases.locked(case.id)
        if locked is None:
            return
        refused = turn.acting.elsewhere(locked, was=case) or obstacle_to_write(locked, turn.actor)
        if refused is not None:
            await turn.notices(refused)(work)
            return
        kept = await work.cases.say(new)
        await hand.send(work, locked, [kept])
        if (shown := turn.incoming.message_id) is not None:
            # what stands in the room in its place: `/delete` in reply to it takes it back
            here = Twin(turn.place.bot_id, turn.place.chat_id, shown, kept.id, is_source=False)
            await work.cases.twin([here])
        sent = Text("staff.canned_sent", name=turn.acting.name, words=Plain(words))
        await work.outbox.put(turn.replaced(sent))

    return effect


def _filled(turn: StaffTurn, case: Case, view: CardView, reply: CannedReply) -> Joined:
    """Return its words in the owner's language, with what is known of the case put in."""
    cars = view.reach.vehicles if view.reach else ()
    car = next((one for one in cars if one.id == case.vehicle_id), next(iter(cars), None))
    if case.is_anonymous:
        car = None
    values = fill_ins(
        owner=case.owner_name,
        number=case.number,
        agent=turn.acting.name,
        desk=desk_of(turn.tools.policy, case.desk).name,
        car=full_name(turn.tools.policy, car) if car else None,
    )
    return reply.filled(case.locale, values)


def _choices(case: Case, replies: tuple[CannedReply, ...]) -> Buttons:
    return tuple((Button(one.title, f"case:say:{case.id}:{one.key}"),) for one in replies)
