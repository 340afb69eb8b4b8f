"""Staff changed a message: the owner's copy follows; what a message is never changes by it."""

from dataclasses import replace

from domain.case_messages import Author, CaseMessage, Relay
from domain.cases import Case
from domain.errors import Conflict
from domain.incoming import Edited, Incoming, MediaKind, Place
from domain.outgoing import (
    Action,
    AlbumPart,
    Delete,
    EditCaption,
    EditMedia,
    EditText,
    Outgoing,
    Priority,
)
from domain.ports import Effect, Tools, Work, nothing
from domain.staff import Right
from domain.text import Html, Text
from handlers.cases.attachments import expect
from handlers.cases.owner.pass_on import CHANGED
from handlers.cases.room.relay import IN_ALBUMS
from handlers.staff.relay import notes
from handlers.staff.relay.replying import question_about
from handlers.staff.turn import NOTED, StaffTurn


async def edited(incoming: Incoming, tools: Tools) -> Effect:
    """Follow a change of a message that belongs to a case. A note stays a note."""
    content, place = incoming.content, incoming.place
    turn = await StaffTurn.begin(incoming, tools)
    if turn is None or not isinstance(content, Edited) or not turn.may(Right.WORK_CASES):
        return nothing
    found = await tools.cases.said_at(place.bot_id, place.chat_id, content.message_id)
    mine = [one for one in found if one.author_id == turn.actor]
    case = await tools.cases.case(mine[0].case_id) if mine else None
    if case is None or not _changed(mine[0], content):
        return nothing
    if (elsewhere := turn.acting.elsewhere(case)) is not None:
        return turn.says(turn.reply(elsewhere))
    return await _follow(turn, case, mine[0], content)


async def _follow(turn: StaffTurn, case: Case, message: CaseMessage, edit: Edited) -> Effect:
    retracts = notes.stays_inside(edit.text)
    if message.author is Author.ASKED and retracts:
        return await _becomes_note(turn, case, message, edit)
    goes_out = message.author is Author.STAFF and message.relay is not Relay.DELETED
    if goes_out and retracts:
        # it is at the owner's already: becoming a note would be a promise that cannot be kept
        return turn.says(turn.reply(Text("staff.note_too_late")))
    outgoing = await _copies(turn, case, message, edit) if goes_out else ()
    refused = goes_out and _other_file(message, edit) and not _replaceable(edit)
    text, html = _unmarked(message, edit)

    async def effect(work: Work) -> None:
        changed = await work.cases.edit_message(
            message.id, text, html, turn.incoming.at, file_id=edit.file_id
        )
        if not changed:
            return
        await expect(work, message, edit.kind, edit.file)
        await work.outbox.put(*outgoing)
        if refused:
            await work.outbox.put(turn.reply(Text("staff.media_not_replaced")))

    return effect


async def _becomes_note(turn: StaffTurn, case: Case, message: CaseMessage, edit: Edited) -> Effect:
    """Keep inside what was not decided on yet: an album as a whole, of words the question goes.

    Of an album it is not known whether it was asked about: an old question's buttons are refused.
    """
    members = [message]
    if message.album_id is not None:
        members += await turn.tools.cases.album(message.bot_id, message.chat_id, message.album_id)
    asked = {one.id: one for one in members if one.author is Author.ASKED}
    text, html = _unmarked(replace(message, author=Author.NOTE), edit)

    async def effect(work: Work) -> None:
        await work.cases.locked(case.id)
        for one in asked:
            if not await work.cases.set_author(one, Author.NOTE, was=Author.ASKED):
                raise Conflict(CHANGED)
        await work.cases.edit_message(
            message.id, text, html, turn.incoming.at, file_id=edit.file_id
        )
        await expect(work, message, edit.kind, edit.file)
        await work.outbox.put(*turn.acting.reactions(list(asked.values()), NOTED))
        if message.album_id is None:
            withdrawn = EditText(question_about(message), Text("staff.asked_is_note"))
            await work.outbox.put(Outgoing(turn.place, withdrawn, turn.locale, Priority.CARD))

    return effect


async def _copies(
    turn: StaffTurn, case: Case, message: CaseMessage, edit: Edited
) -> tuple[Outgoing, ...]:
    """Return the changes of the owner's copies; of a long text's, the first takes all the words."""
    place = Place(case.bot_id, case.owner_chat_id)
    twins = await turn.tools.cases.twins([message.id])
    ids = sorted({one.message_id for one in twins if one.chat_id == place.chat_id})
    target: int | str = ids[0] if ids else message.ref
    words = Html(edit.html)
    if _other_file(message, edit) and (part := _replaceable(edit)):
        action: Action = EditMedia(target, part)
    elif message.kind is None:
        action = EditText(target, words)
    elif message.album_id is not None and not ids:
        return ()
    else:
        action = EditCaption(target, words)
    changed = Outgoing(place, action, case.locale, coalesce=f"edit:{message.id}")
    if len(ids) < 2:
        return (changed,)
    return (Outgoing(place, Delete(tuple(ids[1:])), case.locale), changed)


def _unmarked(message: CaseMessage, edit: Edited) -> tuple[str, str]:
    if message.author is not Author.NOTE:
        return edit.text, edit.html
    return notes.without_mark(edit.text) or edit.text, notes.without_mark(edit.html) or edit.html


def _other_file(message: CaseMessage, edit: Edited) -> bool:
    return message.kind is not None and edit.file_id not in (None, message.file_id)


def _replaceable(edit: Edited) -> AlbumPart | None:
    """Return what takes the place of the owner's copy, where Telegram lets a bot replace it."""
    if edit.file_id is None or edit.kind not in (*IN_ALBUMS, MediaKind.ANIMATION):
        return None
    return AlbumPart(edit.kind, edit.file_id, Html(edit.html) if edit.html else None)


def _changed(message: CaseMessage, edit: Edited) -> bool:
    """Telegram says "edited" of reactions and previews, too."""
    return edit.html != message.html or edit.file_id not in (None, message.file_id)
