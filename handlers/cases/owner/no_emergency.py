"""The owner says that it was no emergency: asked once more, since a wrong tap costs time."""

from domain.case_steps import NotPossible, Obstacle
from domain.cases import Case
from domain.outgoing import Button
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases import calling_off, supervisors
from handlers.cases.clock import clocks
from handlers.cases.desks import desk_of
from handlers.cases.room.card import view_of
from handlers.cases.taking import take
from handlers.turn import Turn

_OVER = Text("notice.closed_already")
_ALREADY = Text("notice.called_off_already")


async def ask(turn: Turn, case: Case) -> Effect:
    """Ask whether nobody is in danger. What the owner was told stays where it is."""
    if not case.status.is_active:
        return turn.notices(_OVER)
    if not case.is_emergency:
        return turn.notices(_ALREADY)
    yes = Button(Text("button.nobody_in_danger"), f"mine:calmed:{case.id}")
    no = Button(Text("button.still_emergency"), f"mine:uncalmed:{case.id}")
    question = Text("safety.call_off_question", number=case.number)
    return turn.says(turn.reply(question, ((yes,), (no,))))


async def stays(turn: Turn, case: Case) -> Effect:
    """It is an emergency all the same."""
    return turn.says(turn.show(Text("safety.with_staff", number=case.number)))


async def call_off(turn: Turn, case: Case) -> Effect:
    """Call it off. The case stays with staff, who are told, and so is who was alarmed."""
    tools = turn.tools
    view = await view_of(tools, case)
    desk = desk_of(tools.policy, case.desk)
    word = Text("case.called_off_by_owner", number=case.number)
    told = await supervisors.tell(tools, case.bot_id, desk, word)
    close = Button(Text("button.case_close"), f"mine:close:{case.id}")

    async def effect(work: Work) -> None:
        await turn.meet(work)
        current = await work.cases.locked(case.id)
        if current is None:
            return
        try:
            current = await take(work, current, calling_off.step(tools, current, None))
        except NotPossible as refused:
            work.notice(_OVER if refused.obstacle is Obstacle.OVER else _ALREADY)
            return
        current = await clocks.set_anew(tools, work, current)
        words = calling_off.owner_words(tools, current, by_staff=False)
        await work.outbox.put(
            turn.show(words, ((close,),)), view.room.say(word), view.changed(current), *told
        )

    return effect
