"""A message of a case was changed by its writer: the change reaches the other side.

The new text is kept at once, the old one beside it; the copy is changed by a job, which waits until
the copy is known. Who wrote it, and for whom, is settled when it comes in and stays: an edit
changes words only.
"""

from collections.abc import Sequence
from datetime import timedelta

from domain.case_messages import Author, CaseMessage, Relay, Twin
from domain.cases import Case
from domain.incoming import Edited, Place
from domain.outgoing import BETWEEN_BUNDLED, EditCaption, EditText, Outgoing, SendText
from domain.pipeline import DueTimer
from domain.ports import Effect, Tools, Work, nothing
from domain.text import Body, Html, Joined, Plain, Text
from handlers.cases.attachments import expect
from handlers.cases.room.case_room import CaseRoom, of_case
from handlers.cases.room.relay import to_room, words_in_room
from handlers.cases.to_owner import chat_of
from handlers.timing import Due
from handlers.turn import Turn

EDIT = "case_edit"
_ONCE_MORE = timedelta(seconds=5)
_UP_TO = timedelta(days=1)


async def edited_message(turn: Turn, content: Edited) -> CaseMessage | None:
    """Return the owner's case message that was edited; None if the message is none."""
    place = turn.place
    said = await turn.tools.cases.said_at(place.bot_id, place.chat_id, content.message_id)
    mine = [one for one in said if one.author is Author.OWNER]
    return mine[-1] if mine and mine[-1].message_id == content.message_id else None


def changed(tools: Tools, message: CaseMessage, content: Edited) -> Effect:
    """Return the effect that keeps the new text and lets the copy follow."""
    now = tools.clock.now()
    other_file = content.file_id is not None and content.file_id != message.file_id

    async def effect(work: Work) -> None:
        kept = await work.cases.edit_message(
            message.id, content.text, content.html, now, file_id=content.file_id
        )
        if kept:
            await expect(work, message, content.kind, content.file)
        if kept and message.relay in (Relay.PENDING, Relay.SENT):
            data = {"message": message.id, "file": other_file, "since": now.isoformat()}
            await work.timers.set(EDIT, str(message.id), now, data)

    return effect


async def carry_over(timer: DueTimer, tools: Tools) -> Due:
    """Change the copy; if it is not known yet, look again in a moment."""
    message = await tools.cases.message(int(timer.data["message"]))
    case = await tools.cases.case(message.case_id) if message else None
    if message is None or case is None:
        return Due(nothing)
    room = await of_case(tools, case)
    to = room.place if message.author is Author.OWNER else chat_of(case)
    copies = [
        twin
        for twin in await tools.cases.twins([message.id])
        if twin.chat_id == to.chat_id and not twin.is_source
    ]
    if copies:
        return Due(_sends(await _changes(tools, case, room, message, copies, timer)))
    if message.relay is Relay.PENDING and tools.clock.now() - message.written_at < _UP_TO:
        return Due(nothing, tools.clock.now() + _ONCE_MORE)
    return Due(nothing)


async def _changes(
    tools: Tools,
    case: Case,
    room: CaseRoom,
    message: CaseMessage,
    copies: Sequence[Twin],
    timer: DueTimer,
) -> tuple[Outgoing, ...]:
    """Return what makes the copies say what the message says now.

    One copy is edited; it may hold several messages (bundled text) and is put together anew. A text
    that stands in several pieces gets the new one in reply, and so does another picture.
    """
    first = min(copies, key=lambda twin: twin.message_id)
    if message.author is not Author.OWNER:
        return _to_owner(case, message, [twin.message_id for twin in copies])
    if timer.data.get("file"):
        return (
            room.say(Text("case.sent_another"), reply_to=first.message_id),
            to_room(room, message),
        )
    if message.kind is not None:
        return (room.edit_caption(first.message_id, room.numbered(_words(message))),)
    if len(copies) > 1:
        words = Text("case.edited", words=words_in_room(message, case))
        return (room.say(words, reply_to=first.message_id),)
    held = await tools.cases.said_at(room.place.bot_id, room.place.chat_id, first.message_id)
    if any(one.case_id != case.id for one in held):
        # not this case's alone: the change would put its owner's words under another case
        return (room.say(Text("case.edited", words=words_in_room(message, case))),)
    parts = tuple(room.numbered(words_in_room(one, room.case)) for one in held)
    body: Body = parts[0] if len(parts) == 1 else Joined(parts, BETWEEN_BUNDLED)
    return (room.edit(first.message_id, body),)


def _to_owner(case: Case, message: CaseMessage, copies: list[int]) -> tuple[Outgoing, ...]:
    place: Place = chat_of(case)
    if message.kind is not None:
        action: EditCaption | EditText | SendText = EditCaption(copies[0], _words(message))
    elif len(copies) == 1:
        action = EditText(copies[0], _words(message))
    else:
        words = Text("relay.edited", words=_words(message))
        action = SendText(words, reply_to=copies[0])
    return (Outgoing(place, action, case.locale),)


def _words(message: CaseMessage) -> Body:
    return Html(message.html) if message.html else Plain(message.text)


def _sends(outgoing: tuple[Outgoing, ...]) -> Effect:
    async def effect(work: Work) -> None:
        await work.outbox.put(*outgoing)

    return effect
