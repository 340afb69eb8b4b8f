"""Several desks: a case begins at the owner's own or the default one, and may go to another.

Nobody waits for a person because they have not chosen a desk: the receipt says who has the case
and offers the others. As long as no person has taken it up, it goes over at once.
"""

from domain.case_steps import Step
from domain.cases import Case, CaseEvent, CaseEventKind
from domain.desks import Desk
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases.clock import clocks
from handlers.cases.desks import desk_of
from handlers.cases.owner.pass_on import active
from handlers.cases.owner.receipt import receipt_words
from handlers.cases.owner.standing import standing_of
from handlers.cases.room.anew import Anew, anew
from handlers.cases.room.card import view_of
from handlers.cases.room.case_room import ground_of
from handlers.cases.taking import take
from handlers.cases.to_owner import tell_owner
from handlers.turn import Turn


def buttons(desks: tuple[Desk, ...], data: str) -> Buttons:
    """Return a button for each desk."""
    return tuple((Button(desk.name, f"{data}:{desk.key}"),) for desk in desks)


async def ask(turn: Turn, case: Case) -> Effect:
    """Show the desks that the case may go to; a single one is asked about. It may also stay."""
    if not case.status.is_active:
        return turn.notices(Text("notice.old_button"))
    others = tuple(desk for desk in turn.tools.policy.desks if desk.key != case.desk)
    here = desk_of(turn.tools.policy, case.desk)
    stay = Button(Text("button.desk_stays", desk=here.name), f"mine:stays:{case.id}")
    choices = (*buttons(others, f"mine:desk:{case.id}"), (stay,))
    asked = Text("desk.which")
    if len(others) == 1:
        asked = Text("desk.instead", desk=others[0].name)
    return turn.says(turn.reply(asked, choices))


async def stays(turn: Turn, case: Case) -> Effect:
    """Leave the case where it is."""
    here = desk_of(turn.tools.policy, case.desk)
    return turn.says(turn.show(Text("desk.stays", desk=here.name, number=case.number)))


async def chosen(turn: Turn, case: Case, key: str) -> Effect:
    """The owner belongs to that desk from now on, and so does the case if nobody has taken it."""
    desk = next((desk for desk in turn.tools.policy.desks if desk.key == key), None)
    if desk is None or not case.status.is_active:
        return turn.notices(Text("notice.old_button"))
    standing = await standing_of(turn)
    taken_up = case.assignee is not None or case.first_response_at is not None
    if case.desk == desk.key or taken_up or standing.question_at(desk.key) is not None:
        return _set_only(turn, desk)
    return await _moved(turn, case, desk)


def _set_only(turn: Turn, desk: Desk) -> Effect:
    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        await work.owners.set_desk(owner.id, desk.key)
        await work.outbox.put(turn.show(Text("settings.desk_set", desk=desk.name)))

    return effect


async def _moved(turn: Turn, case: Case, desk: Desk) -> Effect:
    tools = turn.tools
    now = tools.clock.now()
    old = await view_of(tools, case)
    before = desk_of(tools.policy, case.desk)
    ground = await ground_of(tools, case.bot_id, desk)
    there: Anew = await anew(tools, case, ground.room(case))
    data: dict[str, object] = {"from": case.desk, "to": desk.key, "by": "owner"}
    gone = Text("case.moved_by_owner", desk=desk.name)

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        await work.owners.set_desk(owner.id, desk.key)
        current = await active(work, case)
        if current.assignee is not None:
            await work.outbox.put(turn.show(Text("settings.desk_set", desk=desk.name)))
            return
        event = CaseEvent(case.id, CaseEventKind.TRANSFERRED, now, None, data)
        current = await take(work, current, Step({"desk": desk.key}, event))
        current = await clocks.set_anew(tools, work, current)
        await work.outbox.put(
            old.room.say(gone), old.changed(current), *old.room.change_topic(is_closed=True)
        )
        await there.of(current).put(work)
        await work.outbox.put(turn.show(Text("desk.chosen", desk=desk.name, before=before.name)))
        await tell_owner(work, current, receipt_words(tools, current, owner), now)

    return effect
