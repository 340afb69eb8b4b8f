"""An owner with an emergency and other cases writes: the emergency has it at once.

They are asked all the same which case is meant, and what they choose moves the message there.
"""

from datetime import timedelta

from domain.case_messages import Author, CaseMessage
from domain.cases import Case
from domain.errors import Conflict
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Work
from domain.text import Plain, Text
from handlers.cases.owner.labels import label_of
from handlers.cases.owner.pass_on import CHANGED, active, goes_on, pass_on
from handlers.cases.room.card import view_of
from handlers.cases.room.relay import put_in_room
from handlers.cases.said import all_said
from handlers.turn import Turn

_ASKED_LATELY = timedelta(minutes=10)
_MOST_CHOICES = 8


async def emergency_first(turn: Turn, cases: tuple[Case, ...], emergency: Case) -> Effect:
    """Pass the message on to the emergency, and ask whether another case is meant.

    Whoever writes on within some minutes is not asked again: it would only be in the way.
    """
    passing = await pass_on(turn, emergency)
    since = turn.tools.clock.now() - _ASKED_LATELY
    said = await turn.tools.cases.messages(emergency.id)
    further = [one for one in said if one.author is Author.OWNER][1:]
    asked_lately = any(one.written_at > since for one in further)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        kept = await passing.put(work)
        if not asked_lately:
            question = Text("which_case.emergency_first", number=emergency.number)
            buttons = _choices(cases, emergency, kept)
            reply_to = turn.incoming.message_id
            await work.outbox.put(turn.reply(question, buttons, reply_to=reply_to))

    return effect


async def chosen_after_all(turn: Turn, target: Case, emergency: Case, message_id: int) -> Effect:
    """Move the message, and what was written after it, to the case that is meant."""
    said = [one for one in await all_said(turn.tools, emergency) if one.author is Author.OWNER]
    if message_id not in {one.id for one in said} or not target.status.is_active:
        return turn.notices(Text("notice.passed_on_already"))
    done = turn.show(Text("which_case.passed_on", number=target.number))
    if target.id == emergency.id:
        return turn.says(done)
    later = [one for one in said if one.id >= message_id]
    moved = [one for one in later if not one.relay.is_kept_back]
    here, there = await view_of(turn.tools, emergency), await view_of(turn.tools, target)
    line = Text("case.meant_for_other", number=target.number)
    if target.is_anonymous:
        line = Text("case.meant_elsewhere")

    async def effect(work: Work) -> None:
        await turn.meet(work)
        locked = {one: await work.cases.locked(one) for one in sorted((emergency.id, target.id))}
        if locked[emergency.id] is None:
            raise Conflict(CHANGED)
        case = await active(work, target)
        await work.cases.move_messages([one.id for one in moved], target.id)
        await put_in_room(work, there.room, moved)
        await goes_on(work, turn.tools, case, there)
        await work.outbox.put(here.room.say(line, silent=True), done)

    return effect


def _choices(cases: tuple[Case, ...], emergency: Case, kept: CaseMessage) -> Buttons:
    return tuple(
        (Button(Plain(label_of(case)), f"mine:to:{case.id}:{emergency.id}:{kept.id}"),)
        for case in cases[:_MOST_CHOICES]
    )
