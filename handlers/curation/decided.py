"""What the FAQ decided on a question, as curators read it."""

from collections.abc import Iterable, Mapping

from domain.knowledge import Decision, DecisionKind
from domain.text import Body, Joined, Plain, Text
from handlers.curation.curator import Curator

NEAREST = 5


async def names_of(
    curator: Curator, decisions: Iterable[Decision], own: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the questions of the entries that decisions name; `own` are those of a draft."""
    keys = {one.key for decision in decisions for one in decision.candidates[:NEAREST]}
    found = await curator.tools.curation.listed(keys=sorted(keys), limit=10_000)
    named = {one.key: one.question(curator.turn.locale) for one in found}
    return {**named, **(own or {})}


def outcome(decision: Decision, names: Mapping[str, str]) -> Body:
    """Return in words what the bot does with the question."""
    match decision.kind:
        case DecisionKind.ANSWER:
            entry = names.get(decision.key or "", decision.key or "–")
            return Text("curation.outcome_answer", entry=entry)
        case DecisionKind.SUGGEST:
            listed = "; ".join(names.get(key, key) for key in decision.suggestions)
            return Text("curation.outcome_suggest", entries=listed)
    return Text("curation.outcome_abstain")


def nearest(decision: Decision, names: Mapping[str, str]) -> Body:
    """Return the nearest entries with their scores, best first."""
    lines = tuple(
        Text("curation.near", score=f"{one.score:.2f}", entry=names.get(one.key, one.key))
        for one in decision.candidates[:NEAREST]
    )
    return Joined(lines, "\n") if lines else Plain("–")
