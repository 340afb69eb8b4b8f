"""The general entry steps back for the specific one, once the car is known.

"What tyre pressure?" may have an entry for every car and another for one model. For an owner of
that model both fit, and the confidence is shared between them; the specific one is meant.
"""

from collections.abc import Callable
from dataclasses import replace

from domain.knowledge import Asked, DecisionKind, Scope
from knowledge import calibration
from knowledge.explanation import Explanation

_ORDER = (DecisionKind.ABSTAIN, DecisionKind.SUGGEST, DecisionKind.ANSWER)


def specific_first(
    asked: Asked, scope_of: Callable[[str], Scope], weigh: Callable[[Asked], Explanation]
) -> Explanation:
    """Weigh a question; if general and specific entries came near, without the general ones.

    The specific one must then be as sure as what came out first, and have been worth offering
    beside it: so an entry about something else does not win for want of a rival.
    """
    found = weigh(asked)
    if not asked.cars or not found.evidence:
        return found
    first = found.evidence[0]
    near = [
        one.key
        for one in found.evidence
        if one is first or one.confidence >= calibration.SUGGEST / 2 or one.key in first.twins
    ]
    general = [key for key in near if scope_of(key).is_general]
    specific = set(near) - set(general)
    if not general or not specific or found.decision.key in specific:
        return found
    again = weigh(replace(asked, without=asked.without.union(general)))
    holds = again.evidence and again.evidence[0].key in specific
    as_sure = _ORDER.index(again.decision.kind) >= _ORDER.index(found.decision.kind)
    return replace(again, stepped_back=general[0]) if holds and as_sure else found
