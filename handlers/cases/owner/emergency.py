"""Somebody writes of danger: a case of its own at once, and everybody who can help is told.

Further words of danger belong to the same emergency for a while. Also somebody whom staff muted is
heard here: a false alarm costs a minute, a missed one may cost a life.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.case_messages import Relay
from domain.cases import Case, CaseEvent, CaseKind, CaseOrigin
from domain.desks import Desk
from domain.incoming import Edited
from domain.outgoing import Button, Outgoing
from domain.ports import Effect, Work
from domain.text import Body, Plain, Text
from handlers.cases import events, supervisors
from handlers.cases.attended import is_attended
from handlers.cases.desks import desk_of_owner
from handlers.cases.opening import Opened, Wanted, open_case, prepare
from handlers.cases.owner.hand_over import reach_of
from handlers.cases.owner.kept import Carried
from handlers.cases.owner.pass_on import active, pass_on
from handlers.cases.owner.receipt import receipt, way_out
from handlers.cases.owner.standing import Standing
from handlers.cases.room.card import view_of
from handlers.cases.room.case_room import NOBODY, CaseRoom
from handlers.cases.room.relay import put_in_room
from handlers.cases.to_owner import tell_owner
from handlers.turn import Turn

SAME_EMERGENCY = timedelta(hours=2)
"""Words of danger no later than this after an emergency began belong to it."""


async def raised(
    turn: Turn, standing: Standing, words: str, instruction: Body, first: Outgoing
) -> Effect:
    """Return the effect that sends `first` to the owner, then lets staff know.

    `instruction` is what the owner was told, for staff to see.
    """
    since = turn.tools.clock.now() - SAME_EMERGENCY
    for case in standing.active:
        if case.is_emergency and case.opened_at > since:
            return await _goes_on(turn, case, words, first)
    return await _begins(turn, standing, words, instruction, first)


async def _begins(
    turn: Turn, standing: Standing, words: str, instruction: Body, first: Outgoing
) -> Effect:
    tools = turn.tools
    desk = desk_of_owner(tools.policy, turn.caller.owner)
    wanted = Wanted(
        CaseKind.EMERGENCY, CaseOrigin.SAFETY, desk, turn.place, turn.locale, asked=words
    )
    opening = await prepare(tools, wanted)
    rooms = [
        (case, (await view_of(tools, case)).room)
        for case in standing.active
        if not case.is_anonymous
    ]
    telling = await supervisors.telling(tools, turn.place.bot_id, desk)
    attended = await is_attended(tools, desk)
    nobody = opening.ground.place.chat_id == NOBODY

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        await work.outbox.put(first)
        opened = await open_case(
            work, opening, reach_of(turn, owner), lambda case: _alarm(turn, desk, telling, case)
        )
        await _words_into(work, turn, opened, words)
        instructed = Text("case.bot_instructed", words=instruction)
        await work.outbox.put(opened.room.say(instructed))
        for event, line in _beside(opened.case, rooms, opening.at):
            await work.cases.note(event)
            await work.outbox.put(line)
        if nobody:
            alone = Text("receipt.emergency_nobody", number=opened.case.number)
            buttons = way_out(opened.case)
            await tell_owner(work, opened.case, alone, opening.at, buttons=buttons)
        else:
            await receipt(tools, work, opened.case, owner, attended=attended)

    return effect


def _alarm(
    turn: Turn, desk: Desk, telling: supervisors.Telling, case: Case
) -> tuple[Outgoing, ...]:
    """Return what those in charge hear first; in a private chat a tap on a case does nothing."""
    name = turn.full_name or turn.first_name or str(turn.incoming.sender.id)
    words = Text("case.emergency_raised", number=case.number, name=name, words=case.asked)
    claim = Button(Text("button.case_claim"), f"case:claim:{case.id}")
    show = Button(Text("button.case_show"), f"case:show:{case.id}")
    in_group = desk.chat_id is not None or desk.supervisors_chat_id is not None
    return telling(words, ((claim, show),) if in_group else ())


async def _goes_on(turn: Turn, case: Case, words: str, first: Outgoing) -> Effect:
    is_edit = isinstance(turn.incoming.content, Edited)
    passing = None if is_edit else await pass_on(turn, case)
    view = await view_of(turn.tools, case)
    now = turn.tools.clock.now()

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.outbox.put(first)
        if passing is None:
            await active(work, case)
            await work.outbox.put(view.room.say(_said(turn, words)))
        else:
            await passing.put(work)
        word = Text("safety.with_staff", number=case.number)
        await tell_owner(work, case, word, now, buttons=way_out(case))

    return effect


async def _words_into(work: Work, turn: Turn, opened: Opened, words: str) -> None:
    """Let the message itself into the room; of an edited one, the words it has now."""
    if isinstance(turn.incoming.content, Edited):
        await work.outbox.put(opened.room.say(_said(turn, words)))
        return
    kept = await Carried.of(turn).say(work, opened.case.id, Relay.PENDING)
    await put_in_room(work, opened.room, [kept])


def _said(turn: Turn, words: str) -> Text:
    return Text("case.owner_says", name=turn.full_name, words=Plain(words))


def _beside(
    emergency: Case, rooms: list[tuple[Case, CaseRoom]], at: datetime
) -> Iterator[tuple[CaseEvent, Outgoing]]:
    """Yield what the owner's other cases are told."""
    for case, room in rooms:
        line = Text("case.emergency_beside", number=emergency.number)
        yield events.linked(case, at, emergency), room.say(line)
