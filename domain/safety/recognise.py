"""Whether a message tells of an emergency, and of which kind."""

from collections.abc import Iterator

from domain.safety.doubts import doubt
from domain.safety.hazards import Hazard, hazards
from domain.safety.kinds import EmergencyKind
from domain.safety.reading import readings


def emergency_in(message: str) -> EmergencyKind | None:
    """Return the kind of emergency that a message tells of, or None."""
    return next((hazard.rule.kind for hazard, doubted in findings(message) if not doubted), None)


def findings(message: str) -> Iterator[tuple[Hazard, str | None]]:
    """Return what sounds dangerous in a message, each with the reason why it is none, if so."""
    for reading in readings(message):
        for hazard in hazards(reading):
            yield hazard, doubt(reading, hazard)
