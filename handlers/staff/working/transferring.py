"""`/transfer DESK`: the case goes to another desk's group; the owner is told who looks after it."""

from dataclasses import replace

from domain.case_steps import Step
from domain.cases import ACTIVE, Case, CaseEvent, CaseEventKind
from domain.desks import Desk
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases.clock import clocks
from handlers.cases.room.anew import anew
from handlers.cases.room.card import view_of
from handlers.cases.to_owner import tell_owner
from handlers.staff.turn import StaffTurn
from handlers.staff.working.steps import colleagues, other_question
from handlers.turn import as_id


async def transfer(turn: StaffTurn, case: Case, words: str) -> Effect:
    """Transfer at once where a desk is named, else show the desks to choose from."""
    if case.is_anonymous:
        return turn.says(turn.reply(Text("staff.anonymous_alone")))
    if not case.status.is_active:
        return turn.says(turn.reply(Text("staff.case_over", number=case.number)))
    others = [one for one in turn.tools.policy.desks if one.key != case.desk]
    if not others:
        return turn.says(turn.reply(Text("staff.transfer_nowhere")))
    desk = _named(others, words)
    if desk is None:
        return turn.says(turn.reply(Text("staff.transfer_where"), _choices(case, others)))
    return await _transfer(turn, case, desk)


async def chosen(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Transfer to the desk that was chosen."""
    others = [one for one in turn.tools.policy.desks if one.key != case.desk]
    desk = _named(others, rest[0]) if len(rest) == 1 else None
    if desk is None:
        return turn.notices(Text("notice.old_button"))
    return await _transfer(turn, case, desk)


async def move_owner(turn: StaffTurn, rest: list[str]) -> Effect:
    """Let the owner belong to the desk from now on, too."""
    owner_id = as_id(rest[1]) if len(rest) == 2 else None
    desk = _named(list(turn.tools.policy.desks), rest[0]) if rest else None
    theirs = await turn.tools.cases.of_owner(turn.place.bot_id, owner_id or 0, ACTIVE)
    if owner_id is None or desk is None or desk.key not in {one.desk for one in theirs}:
        return turn.notices(Text("notice.old_button"))

    async def effect(work: Work) -> None:
        await work.owners.set_desk(owner_id, desk.key)
        await turn.acting.audit(work, "owner_moved", f"owner:{owner_id}", {"desk": desk.key})
        await work.outbox.put(turn.replaced(Text("staff.owner_moved", desk=desk.name)))

    return effect


async def _transfer(turn: StaffTurn, case: Case, desk: Desk) -> Effect:
    if case.is_anonymous:
        return turn.notices(Text("staff.anonymous_alone"))
    if (theirs := colleagues(turn, case)) is not None:
        return turn.notices(theirs)
    other = await other_question(turn.tools, case, desk.key)
    if other is not None:
        return turn.notices(Text("staff.other_open", number=other.number))
    now = turn.tools.clock.now()
    old = await view_of(turn.tools, case)
    moved = replace(case, desk=desk.key, assignee=None, assignee_name="", claimed_at=None)
    there = await anew(turn.tools, moved)
    move_too = ((Button(Text("button.move_owner", desk=desk.name), _move(desk, case)),),)
    told = turn.reply(
        Text("staff.transferred", number=case.number, desk=desk.name), move_too, silent=False
    )

    async def effect(work: Work) -> None:
        locked = await work.cases.locked(case.id)
        if locked is None:
            return
        refused = turn.acting.elsewhere(locked, was=case) or colleagues(turn, locked)
        if refused is None and not locked.status.is_active:
            refused = Text("staff.case_over", number=case.number)
        if refused is not None:
            await turn.notices(refused)(work)
            return
        data: dict[str, object] = {"from": case.desk, "to": desk.key}
        event = CaseEvent(case.id, CaseEventKind.TRANSFERRED, now, turn.actor, data)
        changes = {"desk": desk.key, "assignee": None, "assignee_name": "", "claimed_at": None}
        changed = await turn.acting.take(work, locked, Step(changes, event))
        changed = await clocks.set_anew(turn.tools, work, changed)
        await work.outbox.put(old.changed(changed), told, *old.room.change_topic(is_closed=True))
        await there.put(work)
        word = Text("case.transferred", number=case.number, desk=desk.name)
        await tell_owner(work, changed, word, now)

    return effect


def _named(desks: list[Desk], words: str) -> Desk | None:
    wanted = words.strip().casefold()
    for desk in desks:
        names = {desk.key, *(name.casefold() for _, name in desk.name.words)}
        if wanted in names:
            return desk
    return None


def _choices(case: Case, desks: list[Desk]) -> Buttons:
    return tuple((Button(one.name, f"case:move:{case.id}:{one.key}"),) for one in desks)


def _move(desk: Desk, case: Case) -> str:
    return f"staff:owner:{desk.key}:{case.owner_id}"
