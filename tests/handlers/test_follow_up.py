"""Bare follow-ups are taken with the last question, never by themselves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.follow_up_words import follow_up_topic
from domain.knowledge import DecisionKind, Scope
from domain.wording import Outcome
from tests.domain.real_questions import QUESTIONS
from tests.fakes.brand import ENTRIES, entry
from tests.fakes.talk import Shop, Talk
from tests.fakes.wording import FakeWording

SPARE = "Where is the spare wheel?"
SPARES = tuple(
    entry(f"spare-{model}", SPARE, "备胎在哪里？", scope=Scope(models=(model,)))
    for model in ("lyra", "linden")
)


def talk_with(wording: FakeWording | None = None) -> Talk:
    shop = Shop(entries=(*ENTRIES, *SPARES))
    shop.tools = replace(shop.tools, wording=wording)
    return Talk(shop)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("and for the hybrid?", "the hybrid"),
        ("And in winter?", "winter"),
        ("what about the hybrid", "the hybrid"),
        ("How about in summer?", "summer"),
        ("for the Linden?", "the linden"),
        ("ok, and with a trailer?", "a trailer"),
        ("why?", ""),
        ("how much?", ""),
        ("那混动的呢？", "混动"),
        ("冬天呢", "冬天"),
        ("如果是冬天呢？", "冬天"),
        ("为什么？", ""),
        ("and how long is the warranty?", None),
        ("and can I charge at home?", None),
        ("how long does it take?", None),
        ("in winter the range is low", None),
        ("怎么充电呢？", None),
        ("质保多久呢", None),
        ("充电慢是正常的吗", None),
        ("你呢", None),
        ("这周的天气怎么样？", None),
        ("那冬天怎么样？", "冬天"),
        ("What if my payment did not work?", None),
        ("how about you?", None),
        ("", None),
        ("?", None),
    ],
)
def test_what_is_a_bare_follow_up(words: str, topic: str | None) -> None:
    assert follow_up_topic(words) == topic


def test_whole_questions_are_none() -> None:
    taken = [words for words in QUESTIONS if follow_up_topic(words) is not None]
    assert taken == []


async def test_without_a_model_it_is_asked_back_with_what_may_be_meant() -> None:
    talk = talk_with()
    await talk.says("How do I charge at home?")
    [back] = await talk.says("and on the road?")
    assert back.text == "I am not quite sure what you would like to know. Is it one of these?"
    assert next(iter(back.buttons)) == "How do I charge on the road?"
    assert "How do I charge at home?" not in back.buttons
    assert talk.questions[-1].decision is DecisionKind.SUGGEST
    [answer] = await talk.taps("How do I charge on the road?")
    assert answer.text.endswith("About charge-away. All is well.")


async def test_with_nothing_before_it_is_never_answered_by_likeness() -> None:
    talk = talk_with()
    [back] = await talk.says("and for the hybrid?")
    assert back.text.startswith("I am not quite sure what that is about. Could you write")
    assert talk.questions[-1].decision is DecisionKind.ABSTAIN


async def test_a_question_of_long_ago_is_not_followed_up() -> None:
    talk = talk_with()
    await talk.says("How do I charge at home?")
    talk.shop.clock.advance(timedelta(hours=1))
    [back] = await talk.says("and in winter?")
    assert "charge at home" not in str(back.buttons)


async def test_a_model_makes_a_whole_question_of_it() -> None:
    wording = FakeWording("In short.", question="How do I charge on the road?")
    talk = talk_with(wording)
    await talk.says("How do I charge at home?")
    [answer] = await talk.says("and on the road?")
    assert answer.text.startswith("In short.")
    [followed] = wording.followed
    assert (followed.words, followed.last_question) == (
        "and on the road?", "How do I charge at home?"
    )  # fmt: skip
    assert "Li" in followed.private.names
    last = talk.questions[-1]
    assert last.shown == "charge-away"
    evidence = talk.shop.state.evidence[last.id]
    assert last.text == "How do I charge on the road?"
    assert evidence["follow_up"]["words"] == "and on the road?"


@pytest.mark.parametrize("outcome", [Outcome.TIME_OUT, Outcome.DECLINED, Outcome.NUMBERS])
async def test_a_model_that_fails_leaves_the_buttons(outcome: Outcome) -> None:
    talk = talk_with(FakeWording(outcome=outcome))
    await talk.says("How do I charge at home?")
    [back] = await talk.says("and on the road?")
    assert back.text == "I am not quite sure what you would like to know. Is it one of these?"


async def test_of_another_car_the_last_question_is_asked_again() -> None:
    talk = talk_with()
    await talk.says(SPARE)
    await talk.taps("Lyra")
    [answer] = await talk.says("and for the Linden?")
    assert (
        answer.text
        == "For the Linden:\n\nWhere is the spare wheel?\n\nAbout spare-linden. All is well."
    )
    [answer] = await talk.says("那莱拉呢？")
    assert answer.text.endswith("关于spare-lyra。一切正常。")
    assert [car.model for car in talk.cars] == ["lyra"]
