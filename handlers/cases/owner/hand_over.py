"""A wish for a person goes to a desk: it joins the open question there, or a case is opened."""

from dataclasses import replace

from domain.case_messages import Relay
from domain.cases import Case, CaseKind
from domain.desks import Desk
from domain.incoming import Place
from domain.outgoing import Outgoing
from domain.owners import Owner, Reach
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases import events
from handlers.cases.opening import Opening, Wanted, open_case, prepare, tell_before
from handlers.cases.owner.pass_on import active, goes_on
from handlers.cases.owner.receipt import joined_words, receipt
from handlers.cases.owner.standing import Standing
from handlers.cases.owner.wish import Wish
from handlers.cases.room.card import view_of
from handlers.cases.room.relay import put_in_room
from handlers.turn import Turn


async def hand_over_to(
    turn: Turn,
    standing: Standing,
    wish: Wish,
    desk: Desk,
    *,
    first: tuple[Outgoing, ...] = (),
) -> Effect:
    """Let a person of a desk take over. `first` is sent before anything else."""
    there = standing.question_at(desk.key)
    if there is not None:
        return await _join(turn, there, wish, first)
    wanted = wanted_of(turn.place, turn.locale, wish, desk)
    opening = await prepare(turn.tools, wanted)

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        await work.outbox.put(*first)
        await open_wished(work, opening, wish, reach_of(turn, owner))

    return effect


def wanted_of(place: Place, locale: str, wish: Wish, desk: Desk) -> Wanted:
    """Return the question case that a wish asks for."""
    return Wanted(
        CaseKind.QUESTION,
        wish.origin,
        desk,
        place,
        locale,
        asked=wish.asked,
        said=wish.said,
    )


async def open_wished(work: Work, opening: Opening, wish: Wish, reach: Reach) -> Case:
    """Open the case, put the owner's message into it, and send the receipt."""
    opened = await open_case(work, opening, reach)
    wrote = [one for one in (wish.about, wish.carried) if one is not None]
    kept = [await one.say(work, opened.case.id, Relay.PENDING) for one in wrote]
    await put_in_room(work, opened.room, kept)
    await tell_before(work, opened, wish.history)
    await receipt(opening.tools, work, opened.case, reach.owner, unasked=wish.unasked)
    return opened.case


async def _join(turn: Turn, case: Case, wish: Wish, first: tuple[Outgoing, ...]) -> Effect:
    """The owner has an open question: what they say now belongs to it."""
    tools = turn.tools
    view = await view_of(tools, case)
    now = tools.clock.now()
    words = joined_words(tools, case, turn.caller.owner)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        current = await active(work, case)
        await work.outbox.put(*first)
        await work.cases.note(events.joined(current, now, wish.origin))
        wrote = [one for one in (wish.about, wish.carried) if one is not None]
        if wrote:
            kept = [await one.say(work, case.id, Relay.PENDING) for one in wrote]
            await put_in_room(work, view.room, kept)
        elif wish.asked:
            line = Text("case.asked_again", question=wish.asked)
            await work.outbox.put(view.room.say(line, bundle=f"owner:{case.id}"))
        await goes_on(work, tools, current, view)
        await work.outbox.put(turn.reply(words))

    return effect


def reach_of(turn: Turn, owner: Owner) -> Reach:
    """Return how the sender is reached, who may be an owner since a moment ago only."""
    sender = turn.incoming.sender
    return Reach(
        owner,
        replace(turn.place, topic_id=None),
        sender.name,
        sender.username,
        vehicles=turn.caller.vehicles,
    )
