"""Finding dangers in a message: every place where the concepts of a rule stand together."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.safety.kinds import EmergencyKind
from domain.safety.reading import Reading, Span
from domain.safety.rules import RULES


@dataclass(frozen=True, slots=True)
class Rule:
    """Concepts that must stand near each other, or anywhere; a hint is none without more."""

    kind: EmergencyKind
    concepts: tuple[str, ...]
    anywhere: bool = False
    hint: bool = False


@dataclass(frozen=True, slots=True)
class Hazard:
    """A rule that holds, and where."""

    rule: Rule
    span: Span


def hazards(reading: Reading) -> Iterator[Hazard]:
    """Return what sounds dangerous, the heaviest kind first."""
    for rule in _RULES:
        places = [reading.spans(concept) for concept in rule.concepts]
        if all(places):
            for first in places[0]:
                for span in _together(reading, rule, first, places[1:]):
                    yield Hazard(rule, span)


def _together(
    reading: Reading, rule: Rule, span: Span, places: list[tuple[Span, ...]]
) -> Iterator[Span]:
    if not places:
        yield span
        return
    for other in places[0]:
        if rule.anywhere:
            yield from _together(reading, rule, span, places[1:])
            return
        start, end = min(span[0], other[0]), max(span[1], other[1])
        apart = max(other[0] - span[1], span[0] - other[1])
        if apart <= reading.language.near and "|" not in reading.text[start:end]:
            yield from _together(reading, rule, (start, end), places[1:])


def _parsed() -> Iterator[Rule]:
    for kind, lines in RULES:
        for line in lines.split("\n"):
            words = line.split()
            flags = {"anywhere", "+"} & set(words)
            if concepts := tuple(word for word in words if word not in flags):
                yield Rule(kind, concepts, anywhere="anywhere" in flags, hint="+" in flags)


_RULES = tuple(_parsed())
