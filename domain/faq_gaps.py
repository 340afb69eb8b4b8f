"""Gaps: questions that got no answer, or a wrong one, grouped by what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class GapStatus(StrEnum):
    """What was done about a gap."""

    OPEN = "open"
    WRITTEN = "written"
    """An entry answers it; asked again without an answer, it is open again."""
    OUT_OF_SCOPE = "out_of_scope"
    WITH_STAFF = "with_staff"


class GapOrder(StrEnum):
    """In which order gaps are listed."""

    FREQUENT = "frequent"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that got no answer, or one that the owner refused."""

    question_id: int
    text: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """A group of such questions. `examples` are the last ones asked, newest first."""

    id: int
    status: GapStatus
    asked: int
    first_at: datetime
    last_at: datetime
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownGap:
    """A gap that is there already, by its last examples."""

    gap_id: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A question with its gap: one that is there, or the n-th new one (`new` from 0)."""

    question: Unanswered
    gap_id: int | None = None
    new: int | None = None


def members_of(
    questions: Sequence[Unanswered], known: Sequence[KnownGap], places: Sequence[int]
) -> tuple[Member, ...]:
    """Say which question belongs to which gap; places from `len(known)` on are new gaps."""
    return tuple(
        Member(question, gap_id=known[place].gap_id)
        if place < len(known)
        else Member(question, new=place - len(known))
        for question, place in zip(questions, places, strict=True)
    )
