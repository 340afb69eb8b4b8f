"""What staff say of a case: how urgent it is, and whether what is written in it are notes."""

from functools import partial

from domain import case_steps
from domain.cases import Case, CaseEvent, CaseEventKind, CasePriority
from domain.outgoing import Button
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases.clock import clocks
from handlers.cases.room.card import view_of
from handlers.cases.words import PRIORITIES
from handlers.staff.turn import StaffTurn
from handlers.staff.working.assigning import choosing
from handlers.staff.working.steps import stepping


async def offer_priority(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Show the priorities in place of the card's buttons."""
    del rest
    row = tuple(Button(PRIORITIES[one], f"case:rank:{case.id}:{one.value}") for one in CasePriority)
    return turn.says(choosing(turn, case, (row[:2], row[2:])))


async def set_priority(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Set the priority, and the deadlines that go with it."""
    if len(rest) != 1 or rest[0] not in set(CasePriority):
        return turn.notices(Text("notice.old_button"))
    priority = CasePriority(rest[0])
    view = await view_of(turn.tools, case)
    now = turn.tools.clock.now()

    async def after(work: Work, before: Case, changed: Case) -> None:
        del before
        await clocks.set_anew(turn.tools, work, changed)

    step = partial(case_steps.prioritised, priority=priority, by=turn.actor, at=now)
    return stepping(turn, case, view, step, after)


async def switch_notes(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Let everything that is written in the case be notes, or no longer."""
    del rest
    view = await view_of(turn.tools, case)
    now, on = turn.tools.clock.now(), not case.note_mode

    async def effect(work: Work) -> None:
        locked = await work.cases.locked(case.id)
        if locked is None or locked.note_mode is on:
            return
        if not locked.status.is_active:
            work.notice(Text("staff.case_over", number=case.number))
            return
        event = CaseEvent(case.id, CaseEventKind.NOTE_MODE, now, turn.actor, {"on": on})
        step = case_steps.Step({"note_mode": on}, event)
        changed = await turn.acting.take(work, locked, step)
        work.notice(Text("staff.notes_on") if on else Text("staff.notes_off"))
        await work.outbox.put(view.changed(changed))

    return effect
