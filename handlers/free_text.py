"""What an owner writes without a command: the one place that decides what it is."""

from domain.incoming import Incoming, Said
from domain.outgoing import Outgoing
from domain.ports import Effect, Tools, nothing
from domain.small_talk import has_words, small_talk
from handlers import ask, forms
from handlers import small_talk as talk
from handlers.car.vin import unasked as unasked_vin
from handlers.turn import Turn


async def free_text(incoming: Incoming, tools: Tools) -> Effect:
    """Decide what words are, and go on with the conversation they belong to."""
    if not isinstance(incoming.content, Said):
        return nothing
    return await hear(await Turn.begin(incoming, tools), incoming.content.text)


async def hear(turn: Turn, words: str, *, then: tuple[Outgoing, ...] = ()) -> Effect:
    """Go through the lanes in order; the first that takes the words has them.

    The order: safety; a reply to a case message; the open form's step; survey words; a case that
    a person has claimed; asking for a person; a complaint; small talk; a question. Built so far:
    form, small talk, question; the others go where they stand in this list. (A VIN and nothing
    else is no question either.)
    """
    taken = await forms.take(turn, words)
    if taken is not None:
        return taken
    if kind := small_talk(words):
        return talk.reply(turn, kind, words)
    if not has_words(words):
        return talk.no_words(turn)
    if (added := unasked_vin(turn, words)) is not None:
        return added
    turn = turn.heard(words)
    return await ask.ask(turn, words, then=(*then, *forms.reminder(turn)))
