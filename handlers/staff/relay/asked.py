"""What somebody wrote in a colleague's case: sent as well, or kept as a note, by one tap."""

from domain import case_steps
from domain.case_messages import Author, CaseMessage
from domain.case_steps import NotPossible
from domain.cases import Case
from domain.outgoing import Delete, Outgoing, Priority
from domain.ports import Effect, Work
from domain.staff import Right
from domain.text import Text
from handlers.cases import after as after_case
from handlers.cases.room.card import view_of
from handlers.staff.acting import Acting
from handlers.staff.relay.relaying import answering
from handlers.staff.relay.replying import Reply
from handlers.staff.turn import NOTED, StaffTurn
from handlers.staff.working.steps import other_question
from handlers.turn import as_id


async def send_as_well(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Let it go to the owner, on the word of its writer, the assignee or who leads."""
    messages = await _asked_about(turn, case, rest)
    if not messages:
        return turn.notices(Text("notice.old_button"))
    if not _may_decide(turn, case, messages[0]):
        return turn.notices(Text("staff.not_yours", name=case.assignee_name))
    other = await other_question(turn.tools, case, case.desk)
    if not case.status.is_active and other is not None:
        return turn.notices(Text("staff.other_open", number=other.number))
    first = messages[0]
    replied = await turn.tools.cases.message(first.reply_to) if first.reply_to else None
    to = await answering(turn.tools, case, replied)
    view = await view_of(turn.tools, case)
    writer = Acting(
        turn.tools, first.author_id or turn.actor, first.author_name, turn.place, turn.locale
    )

    async def effect(work: Work) -> None:
        locked = await work.cases.locked(case.id)
        if locked is None:
            return
        if (elsewhere := turn.acting.elsewhere(locked, was=case)) is not None:
            await turn.notices(elsewhere)(work)
            return
        if not locked.status.is_active:
            try:
                step = case_steps.reopened(locked, turn.actor, turn.tools.clock.now())
            except NotPossible:
                work.notice(Text("staff.case_over", number=case.number))
                return
            before, locked = locked, await turn.acting.take(work, locked, step)
            locked = await after_case.reopened(turn.tools, work, before, locked)
            await work.outbox.put(*view.room.change_topic(is_closed=False), view.changed(locked))
        await turn.acting.audit(work, "sent_as_well", case.number, {"message": first.id})
        await Reply(writer, to, view).send(work, locked, messages)
        await work.outbox.put(*_settled(turn), *writer.reactions(messages, None))

    return effect


async def keep_as_note(turn: StaffTurn, case: Case, rest: list[str]) -> Effect:
    """Keep it inside."""
    messages = await _asked_about(turn, case, rest)
    if not messages:
        return turn.notices(Text("notice.old_button"))
    if not _may_decide(turn, case, messages[0]):
        return turn.notices(Text("staff.not_yours", name=case.assignee_name))

    async def effect(work: Work) -> None:
        await work.cases.locked(case.id)
        for one in messages:
            await work.cases.set_author(one.id, Author.NOTE, was=Author.ASKED)
        await work.outbox.put(*_settled(turn), *turn.acting.reactions(messages, NOTED))

    return effect


async def _asked_about(turn: StaffTurn, case: Case, rest: list[str]) -> list[CaseMessage]:
    """Return the message, or the album, that is still undecided; nothing once it is."""
    message_id = as_id(rest[0]) if len(rest) == 1 else None
    message = await turn.tools.cases.message(message_id) if message_id is not None else None
    if message is None or message.case_id != case.id or message.author is not Author.ASKED:
        return []
    if message.album_id is None:
        return [message]
    album = await turn.tools.cases.album(message.bot_id, message.chat_id, message.album_id)
    return [one for one in album if one.author is Author.ASKED]


def _may_decide(turn: StaffTurn, case: Case, message: CaseMessage) -> bool:
    return turn.actor in (message.author_id, case.assignee) or turn.may(Right.LEAD_CASES)


def _settled(turn: StaffTurn) -> tuple[Outgoing, ...]:
    """Take the question away: its buttons have been used."""
    if turn.incoming.message_id is None:
        return ()
    action = Delete((turn.incoming.message_id,))
    return (Outgoing(turn.place, action, turn.locale, Priority.CARD),)
