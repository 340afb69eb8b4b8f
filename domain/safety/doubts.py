"""What takes a danger back: it is long over, only imagined, a figure of speech, or business."""

from collections.abc import Callable

from domain.safety.hazards import Hazard
from domain.safety.kinds import EmergencyKind
from domain.safety.reading import Reading

_ANY_BUSINESS = ("service", "business", "asks", "denial", "generic", "hypothesis", "past", "recent")


def doubt(reading: Reading, hazard: Hazard) -> str | None:
    """Return why a hazard is none, or None when it stands."""
    return next((name for name, holds in _DOUBTS if holds(reading, hazard)), None)


def _in_clause(concept: str) -> Callable[[Reading, Hazard], bool]:
    return lambda reading, hazard: reading.has_in(reading.clause(hazard.span), concept)


def _figure_of_speech(reading: Reading, hazard: Hazard) -> bool:
    """Only if the figure holds the words of danger: "killer car, but the brakes failed"."""
    return reading.has_in(hazard.span, "figurative")


def _only_asking(reading: Reading, hazard: Hazard) -> bool:
    return reading.has("only_asking") and hazard.rule.kind is not EmergencyKind.OTHER


def _parked(reading: Reading, hazard: Hazard) -> bool:
    steered = hazard.rule.kind in (EmergencyKind.CONTROL, EmergencyKind.STRANDED)
    return steered and reading.has_in(reading.clause(hazard.span), "parked")


def _call_about_business(reading: Reading, hazard: Hazard) -> bool:
    return hazard.rule.concepts == ("call",) and reading.has("service", "business")


def _settled(reading: Reading, hazard: Hazard) -> bool:
    over = reading.has_in(reading.clause(hazard.span), "resolved")
    return over and not reading.has("now")


def _elsewhere_on_the_road(reading: Reading, hazard: Hazard) -> bool:
    """An accident ahead that makes somebody late."""
    roads = (EmergencyKind.CRASH, EmergencyKind.STRANDED, EmergencyKind.OTHER)
    return hazard.rule.kind in roads and reading.has("late")


def _long_over(reading: Reading, hazard: Hazard) -> bool:
    """Past in its own clause; or in another clause, if nothing speaks of now."""
    clause = reading.clause(hazard.span)
    if reading.has_in(clause, "past"):
        return not reading.has_in(clause, "now")
    if not reading.has("past") or reading.has("now"):
        return False
    said_after = any(start >= hazard.span[1] for start, _ in reading.spans("past"))
    return said_after or reading.has("resolved", "service")


def _lately_and_settled(reading: Reading, hazard: Hazard) -> bool:
    del hazard
    return reading.has("recent") and reading.has("resolved") and not reading.has("now")


def _hint_alone(reading: Reading, hazard: Hazard) -> bool:
    return hazard.rule.hint and not reading.has("help", "moving")


def _hint_of_business(reading: Reading, hazard: Hazard) -> bool:
    return hazard.rule.hint and reading.has(*_ANY_BUSINESS, "resolved")


_DOUBTS: tuple[tuple[str, Callable[[Reading, Hazard], bool]], ...] = (
    ("figure of speech", _figure_of_speech),
    ("only asking", _only_asking),
    ("elsewhere", _in_clause("elsewhere")),
    ("business", _in_clause("business")),
    ("asks", _in_clause("asks")),
    ("parked", _parked),
    ("call about business", _call_about_business),
    ("settled", _settled),
    ("hypothesis", _in_clause("hypothesis")),
    ("in general", _in_clause("generic")),
    ("denied", _in_clause("denial")),
    ("learning", lambda reading, _: reading.has("learning")),
    ("elsewhere on the road", _elsewhere_on_the_road),
    ("long over", _long_over),
    ("lately and settled", _lately_and_settled),
    ("hint alone", _hint_alone),
    ("hint of business", _hint_of_business),
)
