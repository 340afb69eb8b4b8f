"""An owner changed a message: staff see it, and what reads differently is answered anew."""

from domain.incoming import Edited, Incoming
from domain.ports import Effect, Tools, effects, nothing
from domain.small_talk import has_words, small_talk
from handlers import ask, safety
from handlers.cases.owner.standing import standing_of
from handlers.cases.room import edits
from handlers.complaints import typed as complaint_typed
from handlers.turn import Turn


async def edited(incoming: Incoming, tools: Tools) -> Effect:
    """Answer the changed question, in reply to it. A form's answers are not taken back by edits."""
    content = incoming.content
    if not isinstance(content, Edited):
        return nothing
    turn = await Turn.begin(incoming, tools)
    message = await edits.edited_message(turn, content)
    if message is None and (kept := complaint_typed.edited(turn, content)) is not None:
        return effects((kept, await _told(turn, content) or nothing))
    if message is None:
        return await _asked_anew(turn, content)
    changed = edits.changed(tools, message, content)
    case = await tools.cases.case(message.case_id)
    if case is None or case.assignee is not None:
        return effects((changed, await _told(turn, content) or nothing))
    return effects((changed, await _asked_anew(turn, content, unless_known=nothing)))


async def _told(turn: Turn, content: Edited) -> Effect | None:
    standing = await standing_of(turn)
    return await safety.take(turn, standing, content.text, reply_to=content.message_id)


async def _asked_anew(turn: Turn, content: Edited, *, unless_known: Effect | None = None) -> Effect:
    if (told := await _told(turn, content)) is not None:
        return told
    if not has_words(content.text):
        return nothing
    turn = turn.heard(content.text)
    is_command = content.text.startswith("/")
    if is_command or turn.form or small_talk(content.text):
        return nothing
    return await ask.ask(turn, content.text, reply_to=content.message_id, unless_known=unless_known)
