"""An owner writes to a case that is over: it is opened again, or a new one beside it.

Meanwhile the message is kept with the case. Without an answer it is shown to staff as it is.
"""

from datetime import timedelta

from domain.case_messages import Relay
from domain.case_steps import NotPossible
from domain.cases import Case, CaseEnd, CaseKind, CaseOrigin
from domain.errors import Conflict
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases import events
from handlers.cases.desks import desk_of
from handlers.cases.opening import Wanted, open_case, prepare
from handlers.cases.owner.hand_over import reach_of
from handlers.cases.owner.kept import Carried
from handlers.cases.owner.pass_on import CHANGED
from handlers.cases.owner.receipt import receipt
from handlers.cases.owner.standing import Standing, standing_of
from handlers.cases.owner.which import CHOICE, shown_at, undecided
from handlers.cases.room.card import view_of
from handlers.cases.room.relay import put_in_room
from handlers.cases.states import reopen
from handlers.complaints import levels
from handlers.turn import Turn

_PATIENCE = timedelta(minutes=30)


async def ask_whether_again(turn: Turn, case: Case) -> Effect:
    """Keep the message and ask whether the case goes on, or a new one begins."""
    kept = await undecided(turn.tools, case)
    due_at = shown_at(turn, kept, _PATIENCE)
    question = turn.reply(
        Text("over.question", number=case.number),
        _buttons(case),
        reply_to=turn.incoming.message_id,
    )

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await Carried.of(turn).say(work, case.id, Relay.NONE)
        await work.timers.set(CHOICE, str(case.id), due_at, {"case": case.id})
        if not kept:
            await work.outbox.put(question)

    return effect


async def again(turn: Turn, case: Case) -> Effect:
    """Open the owner's case again; what they wrote to it meanwhile goes to staff."""
    standing = await standing_of(turn)
    other = standing.question_at(case.desk)
    if case.status.is_active:
        return turn.notices(Text("notice.open_already"))
    if (further := await levels.taken_up(turn, case)) is not None:
        return further
    if case.end in (CaseEnd.MERGED, CaseEnd.SPAM):
        return turn.notices(Text("notice.old_button"))
    if case.kind is CaseKind.QUESTION and other is not None:
        return turn.says(turn.reply(Text("over.other_open", number=other.number)))
    kept = await undecided(turn.tools, case)
    view = await view_of(turn.tools, case)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        current = await work.cases.locked(case.id)
        if current is None:
            return
        try:
            current = await reopen(work, view, current)
        except NotPossible:
            raise Conflict(CHANGED) from None
        await work.outbox.put(view.room.say(Text("case.reopened_by_owner")))
        if kept and await work.timers.cancel(CHOICE, str(case.id)):
            await put_in_room(work, view.room, kept)
        words = Text("over.open_again", number=current.number)
        await work.outbox.put(turn.show(words))

    return effect


async def new_beside(turn: Turn, case: Case) -> Effect:
    """Open a new case that is linked to the old one, with what was written."""
    standing: Standing = await standing_of(turn)
    desk = desk_of(turn.tools.policy, case.desk)
    other = standing.question_at(desk.key)
    if other is not None:
        return turn.says(turn.reply(Text("over.other_open", number=other.number)))
    kept = await undecided(turn.tools, case)
    wanted = Wanted(
        CaseKind.QUESTION,
        CaseOrigin.ASKED_FOR_PERSON,
        desk,
        turn.place,
        turn.locale,
        asked=kept[0].text if kept else "",
        linked_to=None if case.is_anonymous else case.id,
    )
    opening = await prepare(turn.tools, wanted)

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        opened = await open_case(work, opening, reach_of(turn, owner))
        if not case.is_anonymous:
            await work.cases.note(events.linked(case, opening.at, opened.case))
            await work.cases.note(events.linked(opened.case, opening.at, case))
        if kept and await work.timers.cancel(CHOICE, str(case.id)):
            await work.cases.move_messages([one.id for one in kept], opened.case.id)
            await put_in_room(work, opened.room, kept)
        await receipt(turn.tools, work, opened.case, owner)

    return effect


def _buttons(case: Case) -> Buttons:
    again_ = Button(Text("button.open_again"), f"mine:again:{case.id}")
    new = Button(Text("button.new_case"), f"mine:new:{case.id}")
    return ((again_,), (new,))
