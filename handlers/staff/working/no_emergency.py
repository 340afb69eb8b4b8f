"""Staff say that an emergency is none: by a button of its card, or `/noemergency`."""

from functools import partial

from domain.cases import Case
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases import calling_off, supervisors
from handlers.cases.clock import clocks
from handlers.cases.desks import desk_of
from handlers.cases.room.card import view_of
from handlers.cases.to_owner import tell_owner
from handlers.staff.turn import StaffTurn
from handlers.staff.working.steps import stepping


async def call_off(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Let it go on as an ordinary question; its owner is told, and so is who was alarmed."""
    del rest
    tools = turn.tools
    view = await view_of(tools, case)
    word = Text("case.called_off_by_staff", number=case.number, name=turn.acting.name)
    desk = desk_of(tools.policy, case.desk)
    told = await supervisors.tell(tools, case.bot_id, desk, word)

    async def after(work: Work, before: Case, changed: Case) -> None:
        del before
        changed = await clocks.set_anew(tools, work, changed)
        words = calling_off.owner_words(tools, changed, by_staff=True)
        await tell_owner(work, changed, words, tools.clock.now())
        await work.outbox.put(view.room.say(word), *told)
        work.notice(Text("staff.called_off"))

    return stepping(turn, case, view, partial(calling_off.step, tools, by=turn.actor), after)
