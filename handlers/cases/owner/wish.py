"""A wish for a person: how it came about, and what staff should know of it."""

from dataclasses import dataclass, replace

from domain.cases import CaseOrigin
from handlers.cases.owner.conversation import Exchange, lately, said_to
from handlers.cases.owner.kept import Carried
from handlers.turn import Turn


@dataclass(frozen=True, slots=True)
class Wish:
    """`asked` are the owner's words, `said` what the bot said to them. `carried` goes along.

    `history`: what was asked before in the same conversation, and what the bot said to it.
    """

    origin: CaseOrigin
    asked: str = ""
    said: str = ""
    history: tuple[tuple[str, str], ...] = ()
    carried: Carried | None = None


async def wish_of(
    turn: Turn, origin: CaseOrigin, *, question_id: int | None = None, words: str = ""
) -> Wish:
    """Return a wish with what the conversation was about.

    The case is about the question that the tapped button belongs to, else about the words, unless
    they only ask for a person: then about the last question, if there was one.
    """
    exchanges = await lately(turn)
    named = await _named(turn, exchanges, question_id)
    about = named or (exchanges[-1] if exchanges and not words else None)
    rest = tuple(_line(one) for one in exchanges if one is not about)
    if about is None:
        return Wish(origin, words, history=rest)
    return Wish(origin, about.question.text, about.said, rest)


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


def _line(exchange: Exchange) -> tuple[str, str]:
    said = exchange.said.partition("\n")[0]
    return exchange.question.text, said
