"""The rules alone on labelled messages (the open half) and on thousands that are harmless."""

import pytest

from tests.bench.safety import Half, harmless_questions, measured, messages

RECALL = 0.99
FALSE_ALARMS = 0.02


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_open_half_is_held_at_the_target(language: str) -> None:
    score = measured([one for one in messages(Half.OPEN) if one.language == language])
    assert score.emergencies == score.near_misses == 100
    assert score.recall >= RECALL, score.missed
    assert score.false_alarms < FALSE_ALARMS, score.false


def test_questions_of_other_trades_are_hardly_ever_emergencies() -> None:
    questions = harmless_questions()
    score = measured(questions)
    assert score.near_misses > 5_000
    assert len(score.false) <= 5, score.false
