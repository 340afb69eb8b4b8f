"""A message while it is read: where which concept stands in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from domain.patterns import pattern
from domain.safety import chinese, english, plain

Span: TypeAlias = tuple[int, int]

_GROUP = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Language:
    """The concepts of a language, and how many characters apart parts of one danger may stand."""

    concepts: Mapping[str, re.Pattern[str]]
    near: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A plain text with the concepts found so far."""

    text: str
    language: Language
    _found: dict[str, tuple[Span, ...]] = field(default_factory=dict)

    def spans(self, concept: str) -> tuple[Span, ...]:
        """Return where a concept stands; a language may not have it at all."""
        if concept not in self._found:
            pattern = self.language.concepts.get(concept)
            hits = pattern.finditer(self.text) if pattern else ()
            self._found[concept] = tuple(hit.span() for hit in hits)
        return self._found[concept]

    def has(self, *concepts: str) -> bool:
        """Return whether any of the concepts stands anywhere."""
        return any(self.spans(concept) for concept in concepts)

    def has_in(self, span: Span, *concepts: str) -> bool:
        """Return whether any of the concepts overlaps a span."""
        start, end = span
        return any(
            first < end and last > start
            for concept in concepts
            for first, last in self.spans(concept)
        )

    def clause(self, span: Span) -> Span:
        """Return the clause or clauses that a span stands in."""
        start, end = span
        while start > 0 and self.text[start - 1] not in ",|":
            start -= 1
        while end < len(self.text) and self.text[end] not in ",|":
            end += 1
        return start, end


def readings(message: str) -> tuple[Reading, ...]:
    """Return a message as it reads in each language that stands in it."""
    texts = ((plain.english(message), _ENGLISH), (plain.chinese(message), _CHINESE))
    return tuple(Reading(text, language) for text, language in texts if text)


def _compiled(
    concepts: Mapping[str, str], *, words_stand_apart: bool
) -> dict[str, re.Pattern[str]]:
    def whole(concept: str) -> str:
        return _GROUP.sub(lambda group: f"(?:{whole(group[1])})", concepts[concept])

    around = "(?<=_)(?:{})(?=_)" if words_stand_apart else "(?:{})"
    return {name: pattern(around.replace("{}", whole(name))) for name in concepts}


_ENGLISH = Language(_compiled(english.CONCEPTS, words_stand_apart=True), near=45)
_CHINESE = Language(_compiled(chinese.CONCEPTS, words_stand_apart=False), near=14)
