"""How an entry of the FAQ is shown to an owner."""

from domain.knowledge import FaqEntry
from domain.outgoing import Button, Buttons, Outgoing, SendPhoto
from domain.text import Body, Html, Joined, Plain, Text
from domain.wording import Worded
from handlers.language import name_of
from handlers.turn import Turn


def shown(
    turn: Turn,
    entry: FaqEntry,
    buttons: Buttons,
    *,
    first: Text | None = None,
    reply_to: int | None = None,
) -> Outgoing:
    """Return the entry in the owner's language, else in the one it has, with a word about that.

    Its question stands above it: an answer alone ("That is for the dealer to decide") leaves open
    whether one was understood. `first` stands above it all.
    """
    locale, text = entry.text_for(turn.locale)
    parts: list[Body] = [first] if first else []
    if locale != turn.locale:
        parts.append(Text("ask.other_language", language=name_of(locale)))
    parts.append(Text("ask.heading", question=text.question))
    body = Joined((*parts, Html(text.answer)))
    if text.image:
        photo = SendPhoto(text.image, body, buttons, reply_to=reply_to)
        return Outgoing(turn.place, photo, turn.locale)
    return turn.reply(body, buttons, reply_to=reply_to)


def worded(
    turn: Turn,
    entry: FaqEntry,
    told: Worded,
    sources: tuple[FaqEntry, ...],
    buttons: Buttons,
    *,
    first: Text | None = None,
    reply_to: int | None = None,
) -> Outgoing:
    """Return an answer in a chat model's words, naming the entries it is from."""
    named = Joined(tuple(Plain(question_of(turn, source)) for source in sources), "; ")
    above: tuple[Body, ...] = (first,) if first else ()
    body = Joined((*above, Html(told.html), Text("ask.worded_from", entries=named)))
    image = entry.text_for(turn.locale)[1].image
    if image:
        photo = SendPhoto(image, body, buttons, reply_to=reply_to)
        return Outgoing(turn.place, photo, turn.locale)
    return turn.reply(body, buttons, reply_to=reply_to)


def question_of(turn: Turn, entry: FaqEntry) -> str:
    """Return the entry's question as an owner reads it in a list."""
    return entry.text_for(turn.locale)[1].question


def feedback_buttons(question_id: int, *, original: bool = False) -> Buttons:
    """Return the buttons that ask what the owner makes of an answer.

    `original`: the answer is in a model's words, and the curators' own can be had.
    """
    helpful = Button(Text("button.helpful"), f"ask:up:{question_id}")
    not_helpful = Button(Text("button.not_helpful"), f"ask:down:{question_id}")
    own_words = (Button(Text("button.original"), f"ask:full:{question_id}"),)
    return ((helpful, not_helpful), own_words) if original else ((helpful, not_helpful),)
