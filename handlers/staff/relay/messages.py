"""What staff wrote, as a message of the case."""

from domain.case_messages import Author, CaseMessage, NewMessage
from domain.cases import Case
from domain.incoming import Shared
from domain.ports import Work
from handlers.cases.attachments import expect
from handlers.staff.relay import notes
from handlers.staff.turn import StaffTurn


async def say(turn: StaffTurn, work: Work, case: Case, author: Author) -> CaseMessage:
    """Keep what was written with the case, and have its file fetched."""
    content = turn.incoming.content
    kept = await work.cases.say(message_of(turn, case, author))
    if isinstance(content, Shared):
        await expect(work, kept, content.kind, content.file)
    return kept


def message_of(turn: StaffTurn, case: Case, author: Author) -> NewMessage:
    """Return what was written as a message of the case."""
    incoming, content = turn.incoming, turn.incoming.content
    text, html = notes.words_of(content), notes.html_of(content)
    if author is Author.NOTE:
        text = notes.without_mark(text) or text
        html = notes.without_mark(html) or html
    shared = content if isinstance(content, Shared) else None
    return NewMessage(
        case.id,
        author,
        turn.actor,
        incoming.sender.name,
        incoming.place.bot_id,
        incoming.place.chat_id,
        incoming.message_id,
        incoming.at,
        text,
        html,
        kind=shared.kind if shared else None,
        file_id=shared.file_id if shared else None,
        album_id=shared.album_id if shared else None,
        reply_to=turn.replied[-1].id if turn.replied else None,
    )
