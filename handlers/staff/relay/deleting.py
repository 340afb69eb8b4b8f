"""`/delete` in reply to one's own message: the owner's copy goes, too."""

from domain.case_messages import Author, CaseMessage, Relay
from domain.cases import Case
from domain.errors import Conflict
from domain.incoming import Place
from domain.outgoing import Delete, Outgoing
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases.owner.pass_on import CHANGED
from handlers.staff.turn import StaffTurn


async def delete(turn: StaffTurn, case: Case, words: str) -> Effect:
    """Take back what was sent to the owner; Telegram lets a bot do so for 48 hours.

    What is still on its way is deleted as soon as it is there; see delivered.py.
    """
    del words
    mine = [one for one in turn.replied if one.author is Author.STAFF]
    if not mine:
        return turn.says(turn.reply(Text("staff.delete_what")))
    if any(one.author_id != turn.actor for one in mine) and not turn.leads:
        return turn.says(turn.reply(Text("staff.delete_own_only")))
    copies = await _copies(turn, case, mine)
    waiting = [one.id for one in mine if one.relay is Relay.PENDING]
    if not copies and not waiting:
        return turn.says(turn.reply(Text("staff.delete_not_sent")))
    place = Place(case.bot_id, case.owner_chat_id)
    gone = (Outgoing(place, Delete(tuple(sorted(copies))), case.locale),) if copies else ()
    ids = [one.id for one in mine]
    done = Text("staff.deleted") if copies else Text("staff.deleted_on_its_way")

    async def effect(work: Work) -> None:
        await work.cases.locked(case.id)
        back = await work.cases.set_relay(waiting, Relay.DELETED, was=Relay.PENDING)
        if len(back) < len(waiting):
            raise Conflict(CHANGED)  # the owner has it since: then that copy goes
        await work.cases.set_relay(ids, Relay.DELETED)
        await turn.acting.audit(work, "deleted_for_owner", case.number, {"messages": ids})
        await work.outbox.put(*gone, turn.reply(done))
        await work.outbox.put(*turn.acting.reactions(mine, None))

    return effect


async def _copies(turn: StaffTurn, case: Case, messages: list[CaseMessage]) -> set[int]:
    twins = await turn.tools.cases.twins([one.id for one in messages])
    return {
        twin.message_id
        for twin in twins
        if not twin.is_source and twin.chat_id == case.owner_chat_id
    }
