"""From evidence to a decision: answer, suggest or abstain."""

from collections.abc import Sequence

from domain.knowledge import Candidate, Decision, DecisionKind
from knowledge import calibration
from knowledge.evidence import EntryEvidence

_CANDIDATES = 10
_EXPLAINED = 5


def decide(evidence: Sequence[EntryEvidence], revision: int) -> Decision:
    """Decide on evidence that stands best first; none at all is an abstention of score 0."""
    candidates = tuple(
        Candidate(one.key, round(one.confidence, 4)) for one in evidence[:_CANDIDATES]
    )
    kind = _kind(evidence)
    return Decision(
        kind=kind,
        score=candidates[0].score if candidates else 0.0,
        candidates=candidates,
        suggestions=_suggestions(evidence) if kind is DecisionKind.SUGGEST else (),
        evidence={"entries": [one.as_data() for one in evidence[:_EXPLAINED]]},
        revision=revision,
    )


def _kind(evidence: Sequence[EntryEvidence]) -> DecisionKind:
    if not evidence or evidence[0].confidence < calibration.SUGGEST:
        return DecisionKind.ABSTAIN
    first = evidence[0].confidence
    second = evidence[1].confidence if len(evidence) > 1 else 0.0
    told_apart = first - second >= calibration.LEAD and not evidence[0].twins
    if first >= calibration.ANSWER and told_apart:
        return DecisionKind.ANSWER
    return DecisionKind.SUGGEST


def _suggestions(evidence: Sequence[EntryEvidence]) -> tuple[str, ...]:
    """The likely ones, and with the first those that nothing tells from it."""
    likely = [one.key for one in evidence if one.confidence >= calibration.SUGGEST / 2]
    first = evidence[0]
    ordered = dict.fromkeys((first.key, *first.twins, *likely))
    return tuple(ordered)[: calibration.MOST_SUGGESTIONS]
