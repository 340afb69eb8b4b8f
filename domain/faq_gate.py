"""Whether a change of the FAQ makes it better or worse, on questions whose answers are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from domain.folding import folded
from domain.knowledge import Decision, DecisionKind


class LabelOrigin(StrEnum):
    """Where a label is from."""

    IMPORTED = "imported"
    CONFIRMED = "confirmed"
    """A question of an owner, of which a curator has said what answers it."""


@dataclass(frozen=True, slots=True)
class NewLabel:
    """A question and the keys any of which answers it; none: nothing should be answered."""

    question: str
    expected: tuple[str, ...]
    origin: LabelOrigin
    question_id: int | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it is kept; `by` is an actor as in the audit log."""

    id: int
    question: str
    expected: tuple[str, ...]
    origin: LabelOrigin
    at: datetime
    by: str


class Grade(IntEnum):
    """How a decision serves who asked, from the worst: a wrong answer costs more than none."""

    WRONG_ANSWER = 0
    WRONG_OFFER = 1
    NOTHING = 2
    OFFERED = 3
    RIGHT = 4


@dataclass(frozen=True, slots=True)
class Checked:
    """A label with what is decided on it without the change, and with it."""

    label: Label
    before: Decision
    after: Decision

    @property
    def step(self) -> int:
        """How much better it gets; below 0: worse."""
        expected = self.label.expected
        return grade(expected, self.after) - grade(expected, self.before)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change does to the labelled questions: worst first, best first."""

    tested: int
    better: tuple[Checked, ...] = ()
    worse: tuple[Checked, ...] = ()
    right_before: int = 0
    right_after: int = 0


def grade(expected: Sequence[str], decision: Decision) -> Grade:
    """Grade a decision on a question that any of the `expected` entries answers."""
    match decision.kind:
        case DecisionKind.ANSWER:
            return Grade.RIGHT if decision.key in expected else Grade.WRONG_ANSWER
        case DecisionKind.SUGGEST:
            is_there = any(key in expected for key in decision.suggestions)
            return Grade.OFFERED if is_there else Grade.WRONG_OFFER
    return Grade.NOTHING if expected else Grade.RIGHT


def verdict(tested: Sequence[Checked]) -> Verdict:
    """Sum up what a change does."""
    worse = sorted((one for one in tested if one.step < 0), key=lambda one: one.step)
    better = sorted((one for one in tested if one.step > 0), key=lambda one: -one.step)
    return Verdict(
        tested=len(tested),
        better=tuple(better),
        worse=tuple(worse),
        right_before=sum(_is_right(one.label, one.before) for one in tested),
        right_after=sum(_is_right(one.label, one.after) for one in tested),
    )


def _is_right(label: Label, decision: Decision) -> bool:
    return grade(label.expected, decision) is Grade.RIGHT


def words_of_label(question: str) -> str:
    """Return what two labels of the same question have in common: a question has one label."""
    return " ".join(folded(question).split())
