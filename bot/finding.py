"""What `ownerline check` finds, one thing at a time."""

from dataclasses import dataclass
from enum import StrEnum

from domain.text import Text


class Grade(StrEnum):
    """How a finding weighs."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    grade: Grade
    text: Text


def good(text: Text) -> Finding:
    """Return a finding that all is well."""
    return Finding(Grade.GOOD, text)


def note(text: Text) -> Finding:
    """Return a finding that somebody should know of."""
    return Finding(Grade.NOTE, text)


def bad(text: Text) -> Finding:
    """Return a finding that keeps the bot from its work."""
    return Finding(Grade.BAD, text)
