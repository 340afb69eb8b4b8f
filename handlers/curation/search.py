"""Finding an entry by words: what holds them, then what comes near in meaning."""

from domain.curation import Listed
from domain.knowledge import Asked
from handlers.curation.curator import Curator

MOST_FOUND = 12


async def found(curator: Curator, words: str) -> list[Listed]:
    """Return entries that hold the words, then published ones that they would be about."""
    words = " ".join(words.split())[:200]
    reads = curator.tools.curation
    holding = list(await reads.listed(words=words, limit=MOST_FOUND))
    if len(holding) == MOST_FOUND or not words:
        return holding
    turn = curator.turn
    decision = await turn.tools.knowledge.decide(Asked(words, turn.locale, turn.today))
    order = {one.key: place for place, one in enumerate(decision.candidates)}
    near = await reads.listed(keys=tuple(order), limit=MOST_FOUND)
    known = {one.key for one in holding}
    others = sorted((one for one in near if one.key not in known), key=lambda one: order[one.key])
    return [*holding, *others][:MOST_FOUND]
