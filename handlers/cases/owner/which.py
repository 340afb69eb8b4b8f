"""An owner with several active cases writes: they are asked which one is meant.

Meanwhile the message is kept with the likeliest case and not shown to staff. What the owner
chooses moves it there; if they choose nothing, it goes where it is kept: nothing gets lost. Beside
an emergency nothing waits: see handlers/cases/owner/emergency_first.py.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.case_messages import Author, CaseMessage, Relay
from domain.cases import ACTIVE, Case
from domain.errors import Conflict
from domain.outgoing import Button, Buttons
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work, nothing
from domain.text import Plain, Text
from handlers.cases.owner.emergency_first import emergency_first
from handlers.cases.owner.kept import Carried
from handlers.cases.owner.labels import label_of
from handlers.cases.owner.pass_on import CHANGED, active, goes_on
from handlers.cases.owner.standing import Standing
from handlers.cases.room.card import view_of
from handlers.cases.room.relay import put_in_room
from handlers.cases.said import all_said
from handlers.timing import Due
from handlers.turn import Turn

CHOICE = "case_choice"
_PATIENCE = timedelta(minutes=5)
_MOST_CHOICES = 8


async def ask_which(turn: Turn, standing: Standing) -> Effect:
    """Keep the message and ask; further messages wait for the same choice."""
    likely = standing.likely
    if likely is None:
        return nothing
    if likely.is_emergency:
        return await emergency_first(turn, standing.active, likely)
    kept = await undecided(turn.tools, likely)
    due_at = shown_at(turn, kept, _PATIENCE)
    question = turn.reply(
        Text("which_case.question"),
        choices(standing.active, likely),
        reply_to=turn.incoming.message_id,
    )

    async def effect(work: Work) -> None:
        await turn.meet(work)
        case = await active(work, likely)
        await Carried.of(turn).say(work, case.id, Relay.NONE)
        await work.timers.set(CHOICE, str(case.id), due_at, {"case": case.id})
        if not kept:
            await work.outbox.put(question)

    return effect


def choices(cases: tuple[Case, ...], kept_with: Case) -> Buttons:
    """Return a button for each case. Their data says where the message is kept, too."""
    return tuple(
        (Button(Plain(label_of(case)), f"mine:to:{case.id}:{kept_with.id}"),)
        for case in cases[:_MOST_CHOICES]
    )


async def undecided(tools: Tools, case: Case) -> list[CaseMessage]:
    """Return the owner's messages that are kept with a case and not shown to staff yet."""
    said = await all_said(tools, case)
    return [one for one in said if one.author is Author.OWNER and one.relay is Relay.NONE]


def shown_at(turn: Turn, kept: Sequence[CaseMessage], patience: timedelta) -> datetime:
    """Return when what waits for a choice is shown to staff without one; `kept` waits already.

    It counts from the first message: whoever writes on and on is to be read as well. Each further
    one moves it by a microsecond, so that a clock which has read what is kept, and not this one,
    finds its timer moved and looks again. What is read late, after we were out of reach, counts
    from now: the owner has only now been asked.
    """
    now = turn.tools.clock.now()
    is_late = turn.incoming.at < now - patience
    began = kept[0].written_at if kept and not is_late else now
    return began + patience + len(kept) * timedelta.resolution


async def chosen(turn: Turn, target: Case, kept: Case) -> Effect:
    """The owner said which case: what is kept goes there. Both cases are theirs."""
    messages = await undecided(turn.tools, kept)
    if not messages or not target.status.is_active:
        return turn.notices(Text("notice.passed_on_already"))
    view = await view_of(turn.tools, target)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        if not await work.timers.cancel(CHOICE, str(kept.id)):
            raise Conflict(CHANGED)  # its time came at this very moment
        case = await active(work, target)
        if target.id != kept.id:
            await work.cases.move_messages([one.id for one in messages], target.id)
        await put_in_room(work, view.room, messages)
        await goes_on(work, turn.tools, case, view)
        await work.outbox.put(turn.show(Text("which_case.passed_on", number=case.number)))

    return effect


async def not_chosen(timer: DueTimer, tools: Tools) -> Due:
    """The owner did not say which case: what is kept goes to staff where it is."""
    case = await tools.cases.case(int(timer.data["case"]))
    messages = await undecided(tools, case) if case else []
    if case is None or not messages:
        return Due(nothing)
    view = await view_of(tools, case)
    others = await tools.cases.of_owner(case.bot_id, case.owner_id, ACTIVE)
    unsure = Text("case.unsure_which") if len(others) > 1 else None
    if not case.status.is_active:
        unsure = Text("case.written_after_end")

    async def effect(work: Work) -> None:
        current = await work.cases.locked(case.id)
        if current is None:
            return
        if unsure is not None:
            await work.outbox.put(view.room.say(unsure, silent=True))
        await put_in_room(work, view.room, messages)
        await goes_on(work, tools, current, view)
        if not current.status.is_active:  # to say it has opened the topic
            await work.outbox.put(*view.room.change_topic(is_closed=True))

    return Due(effect)
