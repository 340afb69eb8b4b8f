"""More than one thing in a message: two questions get two answers."""

from domain.knowledge import DecisionKind
from domain.message_parts import proposals, without_small_talk
from handlers.scope import Considered, consider
from handlers.turn import Turn


async def considered(turn: Turn, words: str) -> tuple[Considered, ...]:
    """Decide on a message as a whole, or on each of its parts where all of them are sure.

    Parts never do worse than the whole: each is answered, by entries of their own, and the entry
    that the whole would get is among them.
    """
    whole = await consider(turn, words)
    for parts in proposals(words):
        each = await _each(turn, parts)
        keys = [one.decision.key for one in each]
        if len(set(keys)) == len(parts) and whole.decision.key in (None, *keys):
            return each
    if whole.decision.kind is not DecisionKind.ANSWER and (rest := without_small_talk(words)):
        alone = await consider(turn, rest)
        if alone.decision.kind is DecisionKind.ANSWER:
            return (alone,)
    return (whole,)


async def _each(turn: Turn, parts: tuple[str, ...]) -> tuple[Considered, ...]:
    """Decide on every part; nothing as soon as one is not sure."""
    found = []
    for part in parts:
        one = await consider(turn, part)
        if one.decision.kind is not DecisionKind.ANSWER:
            return ()
        found.append(one)
    return tuple(found)
