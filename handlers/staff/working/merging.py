"""`/merge NUMBER` and `/move NUMBER`: what belongs together comes together."""

from dataclasses import replace

from domain import case_steps
from domain.case_messages import Author, CaseMessage
from domain.case_steps import NotPossible
from domain.cases import Case, CaseEnd, CaseEvent, CaseEventKind
from domain.errors import Conflict
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases import after as after_case
from handlers.cases.owner.pass_on import CHANGED, goes_on
from handlers.cases.room.card import view_of
from handlers.cases.room.relay import grouped, put_in_room
from handlers.cases.said import all_said
from handlers.cases.to_owner import tell_owner
from handlers.staff.turn import StaffTurn


async def merge(turn: StaffTurn, case: Case, words: str) -> Effect:
    """Let this case go on in another one of the same owner; what was said goes along."""
    into = await _other(turn, case, words)
    if isinstance(into, Text):
        return turn.says(turn.reply(into))
    now = turn.tools.clock.now()
    here, there = await view_of(turn.tools, case), await view_of(turn.tools, into)
    said = await all_said(turn.tools, case)
    theirs = [one for one in said if one.author is Author.OWNER]

    async def effect(work: Work) -> None:
        # always in the order of their numbers, so that two merges never wait for each other
        locked = {one: await work.cases.locked(one) for one in sorted((case.id, into.id))}
        mine, other = locked[case.id], locked[into.id]
        if mine is None or other is None or not other.status.is_active:
            return
        try:
            close = case_steps.closed(mine, CaseEnd.MERGED, turn.actor, now)
        except NotPossible:
            await turn.notices(Text("staff.case_over", number=case.number))(work)
            return
        close = replace(close, changes={**close.changes, "merged_into": into.id})
        changed = await turn.acting.take(work, mine, close)
        changed = await after_case.closed(turn.tools, work, mine, changed)
        data: dict[str, object] = {"from": case.number}
        await work.cases.note(CaseEvent(into.id, CaseEventKind.MERGED, now, turn.actor, data))
        await work.cases.move_messages([one.id for one in said], into.id)
        heading = Text("staff.merged_from", number=case.number, subject=case.subject)
        await work.outbox.put(there.room.say(heading))
        await put_in_room(work, there.room, theirs)
        if theirs:
            await goes_on(work, turn.tools, other, there)
        done = Text("staff.merged", number=case.number, into=into.number)
        await work.outbox.put(
            turn.reply(done), here.changed(changed), *here.room.change_topic(is_closed=True)
        )
        word = Text("case.merged", number=case.number, into=into.number)
        await tell_owner(work, changed, word, now)

    return effect


async def move(turn: StaffTurn, case: Case, words: str) -> Effect:
    """Move the message that is replied to, or its album, to another case of the same owner."""
    moved = [one for one in turn.replied if one.author is Author.OWNER]
    if not moved:
        return turn.says(turn.reply(Text("staff.move_what")))
    to = await _other(turn, case, words)
    if isinstance(to, Text):
        return turn.says(turn.reply(to))
    messages = await _whole(turn, moved)
    there = await view_of(turn.tools, to)
    now = turn.tools.clock.now()
    ids = [one.id for one in messages]

    async def effect(work: Work) -> None:
        locked = {one: await work.cases.locked(one) for one in sorted((case.id, to.id))}
        target = locked[to.id]
        if target is None or not target.status.is_active:
            raise Conflict(CHANGED)
        await work.cases.move_messages(ids, to.id)
        data: dict[str, object] = {"from": case.number, "to": to.number, "messages": ids}
        for case_id in (case.id, to.id):
            await work.cases.note(CaseEvent(case_id, CaseEventKind.MOVED, now, turn.actor, data))
        await turn.acting.audit(work, "moved", case.number, data)
        await put_in_room(work, there.room, messages)
        await goes_on(work, turn.tools, target, there)
        await work.outbox.put(turn.reply(Text("staff.moved", number=to.number)))

    return effect


async def _other(turn: StaffTurn, case: Case, words: str) -> Case | Text:
    """Return the other case of the same owner that is meant, or why it cannot be."""
    number = words.split(maxsplit=1)[0] if words else ""
    if not number:
        return Text("staff.into_which")
    found = await turn.tools.cases.numbered(number)
    if found is None or not turn.sees(found):
        return Text("staff.no_such_case", number=number)
    if case.is_anonymous or found.is_anonymous:  # whose they are would be told by what is possible
        return Text("staff.anonymous_alone")
    if found.id == case.id or (found.owner_id, found.bot_id) != (case.owner_id, case.bot_id):
        return Text("staff.other_owner", number=found.number)
    if not found.status.is_active:
        return Text("staff.case_over", number=found.number)
    return found


async def _whole(turn: StaffTurn, messages: list[CaseMessage]) -> list[CaseMessage]:
    """Return the messages with the rest of the albums that they belong to."""
    whole: list[CaseMessage] = []
    for group in grouped(messages):
        first = group[0]
        if first.album_id is None:
            whole += group
        else:
            whole += await turn.tools.cases.album(first.bot_id, first.chat_id, first.album_id)
    return whole
