"""The second opinion on danger, by the real model, and what it makes of the rules' verdict."""

import pytest

from domain.safety.recognise import emergency_in
from domain.safety.verdict import verdict
from knowledge.danger.sense import DangerSense
from knowledge.embeddings.encoder import Encoders
from tests.bench.safety import Half, harmless_questions, measured, messages, second_opinions
from tests.knowledge.conftest import Start

UNHEARD = "there is liquid fire dropping below us"
"""An emergency in words that no rule knows."""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_rules_and_second_opinion_hold_the_open_half_at_the_target(
    language: str, models: Encoders
) -> None:
    some = [one for one in messages(Half.OPEN) if one.language == language]
    score = measured(some, second_opinions(some, models.main))
    assert score.recall >= 0.99, score.missed
    assert score.false_alarms < 0.02, score.false


def test_questions_of_other_trades_are_hardly_ever_emergencies(models: Encoders) -> None:
    questions = harmless_questions()[::4]
    score = measured(questions, second_opinions(questions, models.main))
    assert len(score.false) <= 3, score.false


async def test_words_that_no_rule_knows_are_recognised_by_the_second_opinion(start: Start) -> None:
    knowledge = await start()
    danger = await knowledge.danger(UNHEARD)
    assert emergency_in(UNHEARD) is None
    assert verdict(UNHEARD, danger) is not None
    assert verdict("What a lovely day", await knowledge.danger("What a lovely day")) is None


@pytest.mark.parametrize(
    "harmless",
    [
        "出风口有味道，像臭袜子",
        "停车场被撞逃逸，就一个坑，没人受伤",
        "there is a smell of old socks from the vents",
    ],
)
async def test_everyday_troubles_stay_with_the_faq(harmless: str, start: Start) -> None:
    knowledge = await start()
    assert verdict(harmless, await knowledge.danger(harmless)) is None


async def test_one_message_is_judged_like_many(start: Start) -> None:
    knowledge = await start()
    asked = ["my car is on fire", "how long is the warranty", "刹车失灵"] * 50
    many = await knowledge.dangers(asked)
    alone = [await knowledge.danger(text) for text in asked[:3]]
    assert many == pytest.approx(alone * 50, abs=1e-3)


def test_another_model_has_no_second_opinion() -> None:
    assert DangerSense.for_model("somebody-elses-model") is None


async def test_a_broken_model_leaves_it_to_the_rules(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowledge = await start()

    async def broken(_: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(knowledge, "encode", broken)
    assert await knowledge.danger("my car is on fire") is None
