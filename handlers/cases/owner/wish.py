"""A wish for a person: how it came about, and what staff should know of it."""

from dataclasses import dataclass, replace

from domain.asking_for_person import only_asks_for_person
from domain.cases import CaseOrigin
from domain.knowledge import Question
from domain.question_words import sounds_like_question
from domain.vin import find_vin
from handlers.cases.owner.conversation import Exchange, lately, said_to
from handlers.cases.owner.kept import Carried
from handlers.turn import Turn

MOST_BEFORE = 3
"""Earlier questions that staff are told of: the last ones say what it is about."""


@dataclass(frozen=True, slots=True)
class Wish:
    """`asked` are the owner's words, `said` what the bot said to them.

    `about` is the message that it is about, and `carried` the one that asks for a person, where
    they are to go into the case as the owner wrote them. `unasked`: the bot thinks so, not they.

    `history`: what was asked before in the same conversation, and what the bot said to it.
    """

    origin: CaseOrigin
    asked: str = ""
    said: str = ""
    history: tuple[tuple[str, str], ...] = ()
    about: Carried | None = None
    carried: Carried | None = None
    unasked: bool = False


async def wish_of(
    turn: Turn, origin: CaseOrigin, *, question_id: int | None = None, words: str = ""
) -> Wish:
    """Return a wish with what the conversation was about.

    The case is about the question that the tapped button belongs to, else about the words, unless
    they only ask for a person: then about the last question, if there was one.
    """
    exchanges = await lately(turn)
    named = await _named(turn, exchanges, question_id)
    is_bare = not words or only_asks_for_person(words)
    about = named or (exchanges[-1] if exchanges and is_bare else None)
    before = [one for one in exchanges if one is not about and _is_worth_telling(one)]
    rest = tuple(_line(one) for one in before[-MOST_BEFORE:])
    if about is None:
        return Wish(origin, words, history=rest)
    carried = await _not_passed_on(turn, about.question)
    return Wish(origin, about.question.text, about.said, rest, carried)


async def _not_passed_on(turn: Turn, question: Question) -> Carried | None:
    """Return the message that a question was, unless a case has it already."""
    place, message_id = turn.place, question.message_id
    if message_id is None:
        return None
    if await turn.tools.cases.said_at(place.bot_id, place.chat_id, message_id):
        return None
    return Carried.asked(turn, question)


async def _named(turn: Turn, exchanges: list[Exchange], question_id: int | None) -> Exchange | None:
    """Return the question of a button, which may be older than this conversation."""
    owner = turn.caller.owner
    if question_id is None or owner is None:
        return None
    found = next((one for one in exchanges if one.question.id == question_id), None)
    if found is not None:
        return found
    question = await turn.tools.reads.question(question_id, owner.id)
    return Exchange(question, await said_to(turn.tools, question)) if question else None


def carrying(turn: Turn, wish: Wish) -> Wish:
    """Return the wish with the turn's own message to go along."""
    return replace(wish, carried=Carried.of(turn))


def _is_worth_telling(exchange: Exchange) -> bool:
    """Whether it was a question; not what was said in anger, or a number that is no VIN."""
    words = exchange.question.text
    if find_vin(words) is not None:
        return False
    return bool(exchange.said) or sounds_like_question(words)


def _line(exchange: Exchange) -> tuple[str, str]:
    said = exchange.said.partition("\n")[0]
    return exchange.question.text, said
