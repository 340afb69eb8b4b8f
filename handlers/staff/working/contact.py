"""`/contact`: staff open a case with an owner."""

from collections.abc import Sequence

from domain.cases import ACTIVE, CaseKind, CaseOrigin
from domain.outgoing import Button, Buttons
from domain.owners import Reach
from domain.ports import Effect, Work
from domain.text import Plain, Text
from handlers.cases.opening import Wanted, open_case, prepare
from handlers.staff.turn import StaffTurn
from handlers.turn import as_id


async def contact(turn: StaffTurn, words: str) -> Effect:
    """Find the owner by id, @username, plate, VIN or name; of several, one is chosen."""
    if not words:
        return turn.says(turn.reply(Text("staff.contact_whom")))
    found = await turn.tools.staff.owners(turn.place.bot_id, words)
    if not found:
        return turn.says(turn.reply(Text("staff.contact_nobody", words=words)))
    if len(found) > 1:
        return turn.says(turn.reply(Text("staff.contact_which"), await _choices(turn, found)))
    return await _open(turn, found[0])


async def chosen(turn: StaffTurn, rest: list[str]) -> Effect:
    """Open a case with the owner who was chosen."""
    owner_id = as_id(rest[0]) if len(rest) == 1 else None
    if owner_id is None:
        return turn.notices(Text("notice.old_button"))
    return await _open(turn, owner_id)


async def _open(turn: StaffTurn, owner_id: int) -> Effect:
    reach = await turn.tools.reads.reach(turn.place.bot_id, owner_id)
    if reach is None:
        return turn.notices(Text("staff.contact_nobody", words=str(owner_id)))
    if reach.blocked:
        return turn.notices(Text("staff.contact_blocked", name=reach.name))
    active = await turn.tools.cases.of_owner(turn.place.bot_id, owner_id, ACTIVE)
    there = [one for one in active if one.kind is CaseKind.QUESTION and one.desk == turn.desk.key]
    if there:
        return turn.notices(Text("staff.contact_has_case", number=there[0].number))
    return await _opened(turn, reach)


async def _opened(turn: StaffTurn, reach: Reach) -> Effect:
    """Open it for who asks. The owner hears of it with the first words that are written in it."""
    wanted = Wanted(
        kind=CaseKind.QUESTION,
        origin=CaseOrigin.STAFF,
        desk=turn.desk,
        place=reach.place,
        locale=reach.locale(turn.tools.policy.languages),
        opened_by=turn.actor,
    )
    opening = await prepare(turn.tools, wanted)

    async def effect(work: Work) -> None:
        opened = await open_case(work, opening, reach)
        await turn.acting.audit(work, "contacted", opened.case.number)
        done = Text("staff.contact_opened", number=opened.case.number, name=reach.name)
        await work.outbox.put(turn.replaced(done))

    return effect


async def _choices(turn: StaffTurn, owner_ids: Sequence[int]) -> Buttons:
    buttons = []
    for owner_id in owner_ids:
        reach = await turn.tools.reads.reach(turn.place.bot_id, owner_id)
        if reach is not None:
            label = Plain(reach.name or str(reach.place.chat_id))
            buttons.append((Button(label, f"staff:contact:{owner_id}"),))
    return tuple(buttons)
