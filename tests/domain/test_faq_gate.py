from datetime import UTC, datetime

import pytest

from domain.faq_gate import Checked, Grade, Label, LabelOrigin, grade, verdict, words_of_label
from domain.knowledge import Candidate, Decision, DecisionKind

A = Decision(DecisionKind.ANSWER, 0.9, (Candidate("a", 0.9),))
B = Decision(DecisionKind.ANSWER, 0.9, (Candidate("b", 0.9),))
OFFERED = Decision(DecisionKind.SUGGEST, 0.5, (Candidate("b", 0.5),), ("b", "a"))
OTHERS = Decision(DecisionKind.SUGGEST, 0.5, (Candidate("b", 0.5),), ("b", "c"))
NONE = Decision(DecisionKind.ABSTAIN, 0.1, (Candidate("a", 0.1),))


@pytest.mark.parametrize(
    ("expected", "decision", "found"),
    [
        (("a",), A, Grade.RIGHT),
        (("c", "a"), A, Grade.RIGHT),
        (("a",), OFFERED, Grade.OFFERED),
        (("a",), NONE, Grade.NOTHING),
        (("a",), OTHERS, Grade.WRONG_OFFER),
        (("a",), B, Grade.WRONG_ANSWER),
        ((), NONE, Grade.RIGHT),
        ((), OFFERED, Grade.WRONG_OFFER),
        ((), A, Grade.WRONG_ANSWER),
    ],
)
def test_grades(expected: tuple[str, ...], decision: Decision, found: Grade) -> None:
    assert grade(expected, decision) is found


def checked(expected: tuple[str, ...], before: Decision, after: Decision) -> Checked:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return Checked(Label(1, "?", expected, LabelOrigin.IMPORTED, at, "test"), before, after)


def test_a_verdict_names_what_gets_worse_worst_first() -> None:
    same = checked(("a",), A, A)
    worst = checked(("a",), A, B)
    little_worse = checked(("a",), A, OFFERED)
    better = checked((), B, NONE)
    found = verdict([same, little_worse, worst, better])
    assert found.worse == (worst, little_worse)
    assert found.better == (better,)
    assert (found.tested, found.right_before, found.right_after) == (4, 3, 2)


def test_a_question_is_the_same_however_it_is_typed() -> None:
    assert words_of_label("Which  oil? ") == words_of_label("which OIL?")
