"""More than one thing in a message."""

import pytest

from domain.knowledge import DecisionKind
from domain.message_parts import proposals
from tests.fakes.brand import ENTRIES, entry
from tests.fakes.talk import Shop, Talk

HOME = "How do I charge at home?\n\nAbout charge-home."
LENGTH = "How long is the warranty?\n\nAbout warranty-length."


@pytest.mark.parametrize(
    "words",
    [
        "How do I charge at home? How long is the warranty?",
        "How do I charge at home?\nHow long is the warranty?",
        "Hi! How do I charge at home? And how long is the warranty? Thanks!",
        "how do i charge at home and how long is the warranty",
        "how do i charge at home, also how long is the warranty",
        "How do I charge at home, how long is the warranty",
    ],
)
async def test_two_questions_get_two_answers(words: str) -> None:
    talk = Talk()
    first, second = await talk.says(words)
    assert (first.text.split(" All")[0], second.text.split(" All")[0]) == (HOME, LENGTH)
    assert [question.shown for question in talk.questions] == ["charge-home", "warranty-length"]
    assert len({*first.buttons.values(), *second.buttons.values()}) == 4


@pytest.mark.parametrize(
    "words",
    [
        "在家怎么充电？质保多久？",
        "在家怎么充电，质保多久",
        "在家怎么充电另外质保多久",
        "你好，在家怎么充电？还有，质保多久？谢谢",
        "在家怎么充电？How long is the warranty?",
    ],
)
async def test_two_questions_in_chinese_without_spaces(words: str) -> None:
    talk = Talk()
    found = await talk.says(words)
    assert [question.shown for question in talk.questions] == ["charge-home", "warranty-length"]
    assert len(found) == 2


async def test_three_questions() -> None:
    talk = Talk()
    found = await talk.says(
        "How do I charge at home? How long is the warranty? Where is the charge port?"
    )
    assert len(found) == 3


@pytest.mark.parametrize(
    "words",
    [
        "How do I charge at home? Who won the match on Sunday?",
        "How do I charge at home? How do I charge at home?",
        "How do I charge at home? My cat is called Tom.",
        "I know where the charge port is, how do I charge at home",
    ],
)
async def test_where_a_part_is_not_sure_the_whole_is_asked(words: str) -> None:
    talk = Talk()
    [reply] = await talk.says(words)
    [question] = talk.questions
    assert question.text == words
    assert reply.text


async def test_what_the_whole_would_get_is_never_lost() -> None:
    words = "How do I charge at home and how long is the warranty?"
    talk = Talk(Shop(entries=(*ENTRIES, entry("both", words, None))))
    [answer] = await talk.says(words)
    assert "\n\nAbout both." in answer.text


async def test_thanks_and_greetings_around_a_question_do_not_matter() -> None:
    talk = Talk()
    [answer] = await talk.says("Good morning! How do I charge at home? Thank you very much!")
    assert answer.text.startswith(HOME)
    assert talk.questions[0].text == "How do I charge at home?"
    assert talk.questions[0].decision is DecisionKind.ANSWER


async def test_the_form_is_remembered_once() -> None:
    talk = Talk()
    await talk.says("/car")
    found = await talk.says("How do I charge at home? How long is the warranty?")
    assert len(found) == 3
    assert "still" in found[-1].text.lower() or found[-1].buttons


@pytest.mark.parametrize("words", ["a" * 5000, "? " * 2000, "and " * 150, "，" * 600, "吗" * 600])
def test_no_message_costs_much(words: str) -> None:
    assert len(list(proposals(words))) <= 6
