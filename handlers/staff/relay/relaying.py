"""From the desk to the owner: how a message of staff goes out."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.case_messages import Author, CaseMessage
from domain.cases import Case
from domain.incoming import Place
from domain.outgoing import AlbumPart, Copy, Outgoing, SendAlbum, SendText, Then
from domain.ports import Tools
from domain.text import Html, Text
from handlers.cases.room.relay import CAPTIONED, IN_ALBUMS

REPLY_DONE = "staff_reply_done"
"""The timer of what came of a reply; see handlers/staff/relay/delivered.py."""


@dataclass(frozen=True, slots=True)
class Answering:
    """What a message to the owner points at there: a message id, or the ref of one on its way."""

    target: int | str | None = None


async def answering(tools: Tools, case: Case, replied: CaseMessage | None) -> Answering:
    """Return where the owner has the message that staff reply to; nothing if they have none."""
    if replied is None or replied.author in (Author.NOTE, Author.ASKED):
        return Answering()
    twins = await tools.cases.twins([replied.id])
    there = [
        twin.message_id
        for twin in twins
        if (twin.bot_id, twin.chat_id) == (case.bot_id, case.owner_chat_id)
    ]
    if there:
        return Answering(there[-1])
    return Answering(replied.ref if replied.author is Author.STAFF else None)


def to_owner(
    case: Case,
    messages: Sequence[CaseMessage],
    to: Answering,
    *,
    intro: Text | None = None,
) -> tuple[Outgoing, ...]:
    """Return the calls that bring messages of staff to the owner, in order.

    Members of an album go as one where Telegram lets them; else each alone. `intro` comes before.
    """
    place = Place(case.bot_id, case.owner_chat_id)
    opening = (Outgoing(place, SendText(intro), case.locale),) if intro else ()
    if len(messages) > 1 and all(_fits_album(one) for one in messages):
        parts = tuple(_part(one) for one in messages)
        album = Outgoing(
            place, SendAlbum(parts, to.target), case.locale, then=_then(case, messages)
        )
        return (*opening, album)
    return (*opening, *(_single(case, place, one, to) for one in messages))


def _single(case: Case, place: Place, message: CaseMessage, to: Answering) -> Outgoing:
    if message.kind is None or message.message_id is None:
        action: SendText | Copy = SendText(Html(message.html), reply_to=to.target)
    else:
        # what its caption says there now may be a note by the time the copy is made
        caption = Html(message.html) if message.kind in CAPTIONED else None
        action = Copy(message.chat_id, message.message_id, caption, reply_to=to.target)
    return Outgoing(place, action, case.locale, ref=message.ref, then=_then(case, [message]))


def _then(case: Case, messages: Sequence[CaseMessage]) -> Then:
    return Then(REPLY_DONE, {"case": case.id, "messages": [one.id for one in messages]})


def _fits_album(message: CaseMessage) -> bool:
    return message.kind in IN_ALBUMS and message.file_id is not None


def _part(message: CaseMessage) -> AlbumPart:
    assert message.kind is not None and message.file_id is not None  # noqa: S101, PT018 - asked
    caption = Html(message.html) if message.html else None
    return AlbumPart(message.kind, message.file_id, caption)
