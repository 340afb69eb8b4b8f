"""An owner changed a message: a question that reads differently now is answered anew."""

from domain.incoming import Edited, Incoming
from domain.message_lane import MessageLane, lane_of
from domain.ports import Effect, Tools, nothing
from domain.small_talk import has_words
from handlers import ask
from handlers.turn import Turn


async def edited(incoming: Incoming, tools: Tools) -> Effect:
    """Answer the changed question, in reply to it. A form's answers are not taken back by edits."""
    content = incoming.content
    if not isinstance(content, Edited) or not has_words(content.text):
        return nothing
    turn = (await Turn.begin(incoming, tools)).heard(content.text)
    is_command = content.text.startswith("/")
    if is_command or turn.form or lane_of(content.text) is not MessageLane.QUESTION:
        return nothing
    return await ask.ask(turn, content.text, reply_to=content.message_id)
