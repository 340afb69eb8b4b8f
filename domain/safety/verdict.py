"""Whether a message is an emergency, by the rules and by a second opinion where there is one."""

from domain.safety.kinds import EmergencyKind
from domain.safety.recognise import emergency_in, findings

SURE = 2.0
"""Log-odds from which the second opinion is enough without the rules."""
CALM = -3.0
"""Log-odds below which it takes back what the rules say. Both were chosen on messages written for
this purpose that neither rules nor model had seen (see docs/decisions/0031-safety-lane.md)."""


def verdict(
    message: str, danger: float | None = None, *, is_heard: bool = False
) -> EmergencyKind | None:
    """Return the kind of emergency, or None. `danger`: log-odds by `Knowledge.danger`, if known.

    `is_heard`: somebody of staff is in this conversation and reads it. What is said there answers
    their questions ("Sweet, like syrup") and sounds like nothing by itself, so it takes the rules
    to interrupt the two.
    """
    kind = emergency_in(message)
    if danger is not None and danger < CALM:
        return None
    if danger is None or danger < SURE or is_heard:
        return kind
    return kind or _likeliest(message)


def _likeliest(message: str) -> EmergencyKind:
    """Return what it sounds like to the rules, though they doubt it."""
    doubted = next((hazard.rule.kind for hazard, _ in findings(message)), None)
    return doubted or EmergencyKind.OTHER
