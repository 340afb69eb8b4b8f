"""What the policy says about emergencies: its own instructions, and numbers to call."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from domain.policy_parts import Part, Words
from domain.safety.kinds import EmergencyKind
from domain.safety.numbers import BY_COUNTRY, EVERYWHERE, EmergencyService, Numbers
from domain.text import Localized

_Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
_Number = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 -]{1,18}[0-9]$")]


def _some(numbers: dict[EmergencyService, str]) -> dict[EmergencyService, str]:
    if not numbers:
        raise ValueError("give at least one number, or leave the country out")
    return numbers


_Numbers = Annotated[dict[EmergencyService, _Number], AfterValidator(_some)]


class EmergencyPolicy(Part):
    """Instructions and numbers that replace the built-in ones; what is not given stays."""

    instructions: dict[EmergencyKind, Words] = Field(default_factory=dict)
    """What an owner is told to do, by kind of emergency."""
    numbers: dict[_Country, _Numbers] = Field(default_factory=dict)
    """Numbers to call, by country and service."""

    def missing(self, languages: Iterable[str]) -> tuple[EmergencyKind, str] | None:
        """Return a kind whose own instruction lacks a language, and that language."""
        return next(
            (
                (kind, language)
                for kind, words in self.instructions.items()
                for language in languages
                if language not in dict(words.words)
            ),
            None,
        )

    def numbers_of(self, country: str) -> Numbers:
        """Return the numbers of a country, or the one that every mobile phone knows."""
        return self.numbers.get(country) or BY_COUNTRY.get(country, EVERYWHERE)

    def instruction(self, kind: EmergencyKind) -> Localized | None:
        """Return the policy's own instruction, if it has one."""
        return self.instructions.get(kind)
