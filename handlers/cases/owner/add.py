"""An owner adds something to a case of their choice: the next message goes there."""

from datetime import timedelta

from domain.cases import Case
from domain.form_words import FormWord, form_word
from domain.outgoing import Outgoing
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases.owner import muted
from handlers.cases.owner.pass_on import pass_on
from handlers.turn import Turn

FLOW = "case_add"
_PATIENCE = timedelta(minutes=30)


async def begin(turn: Turn, case: Case) -> Effect:
    """Wait for the message."""
    if not case.status.is_active:
        return turn.notices(Text("notice.closed_already"))
    expires_at = turn.tools.clock.now() + _PATIENCE
    person = turn.incoming.sender.id

    async def effect(work: Work) -> None:
        await turn.meet(work)
        data: dict[str, object] = {"case": case.id}
        await work.dialogs.open(turn.place, person, FLOW, "message", data, expires_at=expires_at)
        await work.outbox.put(turn.reply(Text("mine.add", number=case.number)))

    return effect


async def take(turn: Turn, words: str) -> Effect | None:
    """Pass the message on, whatever it says, to the case that was chosen."""
    if form_word(words) is FormWord.CANCEL:
        return await _left(turn)
    return await take_media(turn)


async def take_media(turn: Turn) -> Effect | None:
    """Pass on what is more than words, too."""
    case = await _case(turn)
    if case is None or not case.status.is_active:
        return None
    if await muted.is_muted(turn):
        return await muted.keep_only(turn, case)
    passing = await pass_on(turn, case)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.dialogs.close(turn.place, turn.incoming.sender.id)
        await passing.put(work)
        await work.outbox.put(turn.reply(Text("mine.added", number=case.number)))

    return effect


def reminder(turn: Turn) -> tuple[Outgoing, ...]:
    """What follows is taken as it is: there is nothing to be reminded of."""
    del turn
    return ()


async def _left(turn: Turn) -> Effect:
    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.dialogs.close(turn.place, turn.incoming.sender.id)
        await work.outbox.put(turn.reply(Text("form.cancelled")))

    return effect


async def _case(turn: Turn) -> Case | None:
    form, owner = turn.form, turn.caller.owner
    if form is None or owner is None:
        return None
    case = await turn.tools.cases.case(int(str(form.data["case"])))
    return case if case and case.owner_id == owner.id else None
