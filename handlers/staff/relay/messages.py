"""What staff wrote, as a message of the case."""

from domain.case_messages import Author, NewMessage
from domain.cases import Case
from domain.incoming import Shared
from handlers.staff.relay import notes
from handlers.staff.turn import StaffTurn


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
