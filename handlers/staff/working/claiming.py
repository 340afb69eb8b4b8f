"""Taking a case, and giving it back to the queue."""

from functools import partial

from domain import case_steps
from domain.cases import Case
from domain.incoming import Place
from domain.outgoing import Outgoing, SendText
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases.room.card import view_of
from handlers.staff.relay.replying import joined
from handlers.staff.turn import StaffTurn
from handlers.staff.working.steps import stepping


async def claim(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Take a case: of two who tap in the same second, one has it."""
    del rest
    view = await view_of(turn.tools, case)
    now = turn.tools.clock.now()

    async def after(work: Work, before: Case, changed: Case) -> None:
        del before
        place = Place(case.bot_id, case.owner_chat_id)
        word = SendText(joined(turn.tools, changed))
        await work.outbox.put(Outgoing(place, word, case.locale))
        work.notice(Text("staff.yours_now"))

    step = partial(case_steps.claimed, by=turn.actor, name=turn.acting.name, at=now)
    return stepping(turn, case, view, step, after)


async def release(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Give one's case back to the queue; of another's, only who leads may."""
    del rest
    view = await view_of(turn.tools, case)
    now = turn.tools.clock.now()
    step = partial(case_steps.released, by=turn.actor, at=now)
    return stepping(turn, case, view, step, by_assignee=True)
