"""Answers to "is it solved?" in an owner's own words."""

import pytest

from domain.solved_words import SolvedAnswer, solved_answer


@pytest.mark.parametrize(
    "words",
    [
        "Yes",
        "yes!",
        "Yes, it's fixed",
        "it works now",
        "Solved.",
        "是的",
        "解决了",
        "好了",
        "已经解决了。",
    ],
)
def test_it_is_solved(words: str) -> None:
    assert solved_answer(words) is SolvedAnswer.YES


@pytest.mark.parametrize(
    "words", ["No", "nope", "not yet", "No, not really", "没有", "还没解决", "还没好", "不"]
)
def test_it_is_not(words: str) -> None:
    assert solved_answer(words) is SolvedAnswer.NO


@pytest.mark.parametrize(
    "words",
    [
        "No, it still rattles at 80", "still the same noise", "It's still there", "it doesn't work",
        "还是有异响", "又响了", "没用，一样的声音", "Not fixed, same as before",
    ],
)  # fmt: skip
def test_it_is_not_and_why(words: str) -> None:
    assert solved_answer(words) is SolvedAnswer.NOT_YET


@pytest.mark.parametrize(
    "words",
    [
        "ok",
        "thanks",
        "好的",
        "Is it still under warranty?",
        "How do I charge at home?",
        "Northbound",
        "I need a new key",
        "还有质保吗？",
        "yesterday",
        "nothing",
        "现在几点",
        "",
        "Done with the app?",
    ],
)
def test_other_words_say_nothing_of_it(words: str) -> None:
    assert solved_answer(words) is None
