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
    """Weigh a question; if a general entry came out first and a specific one is near, without it.

    The specific one must be as sure then as the general one was, and have been worth offering
    beside it: so an entry about something else does not win for want of a rival.
    """
    found = weigh(asked)
    if not asked.cars or not found.evidence or not scope_of(found.evidence[0].key).is_general:
        return found
    first = found.evidence[0]
    rivals = {
        one.key
        for one in found.evidence[1:]
        if not scope_of(one.key).is_general
        and (one.confidence >= calibration.SUGGEST / 2 or one.key in first.twins)
    }
    if not rivals:
        return found
    again = weigh(replace(asked, without=asked.without | {first.key}))
    holds = again.evidence and again.evidence[0].key in rivals
    as_sure = _ORDER.index(again.decision.kind) >= _ORDER.index(found.decision.kind)
    return again if holds and as_sure else found
