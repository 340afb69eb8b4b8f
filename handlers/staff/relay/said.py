"""What staff write in a case's topic, or in reply to its card: a note, a reply, or neither."""

from domain.case_messages import Author
from domain.cases import Case
from domain.incoming import Incoming, Said, Shared
from domain.ports import Effect, Tools, Work, nothing
from domain.staff import Right
from domain.text import Text
from handlers.staff.members.admitted import refusal
from handlers.staff.relay import albums, notes, replying
from handlers.staff.relay.messages import say
from handlers.staff.turn import NOTED, StaffTurn


async def said(incoming: Incoming, tools: Tools) -> Effect:
    """Take words or media from a desk's group. What is about no case is the staff's own talk."""
    turn = await StaffTurn.begin(incoming, tools)
    if turn is None or not isinstance(incoming.content, Said | Shared):
        return nothing
    if turn.is_unclear and turn.may(Right.WORK_CASES):
        return turn.says(turn.reply(Text("staff.unclear_case")))
    if turn.case is None:
        return nothing
    refused = await refusal(turn)
    return refused or await _taken(turn, turn.case, incoming.content)


async def _taken(turn: StaffTurn, case: Case, content: Said | Shared) -> Effect:
    if (elsewhere := turn.acting.elsewhere(case)) is not None:
        return turn.says(turn.reply(elsewhere))
    if isinstance(content, Shared) and content.album_id:
        return albums.hold(turn, case, content)
    if notes.looks_like_command(content):
        return turn.says(turn.reply(Text("staff.command_not_sent")))
    if is_note(turn):
        return keep_note(turn, case)
    return await replying.reply(turn, case)


def is_note(turn: StaffTurn) -> bool:
    """Whether a message is a note: marked, in reply to a note, or written in note mode."""
    to_note = any(one.author is Author.NOTE for one in turn.replied)
    in_mode = turn.case is not None and turn.case.note_mode
    return notes.is_marked(turn.incoming.content) or to_note or in_mode


def keep_note(turn: StaffTurn, case: Case) -> Effect:
    """Keep a note; the reaction says that it stayed inside."""

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await say(turn, work, case, Author.NOTE)
        if (noted := turn.react(NOTED)) is not None:
            await work.outbox.put(noted)

    return effect
