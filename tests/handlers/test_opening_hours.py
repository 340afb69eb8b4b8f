"""When the desk is open: from the policy, by command and in words, in both languages."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.policy import Policy
from tests.fakes.brand import ENTRIES, POLICY, entry
from tests.fakes.talk import Shop, Talk


def policy(**desk: object) -> Policy:
    return Policy.model_validate(
        {
            "brand": {"key": "own", "name": {"en": "our brand", "zh": "本品牌"}},
            "desks": [{"key": "main", "name": {"en": "Care", "zh": "客服中心"}} | desk],
        }
    )


@pytest.mark.parametrize("words", ["/hours", "what are your opening hours?"])
async def test_they_are_told_with_how_it_is_now(words: str) -> None:
    [told] = await Talk().says(words)
    assert told.text.splitlines() == [
        "Main", "",
        "Monday–Friday: 09:00–18:00",
        "Saturday–Sunday: closed", "",
        "Open now, until 18:00 today.", "",
        "I answer what I know at any time.",
    ]  # fmt: skip
    assert "🙋 Talk to a person" in told.buttons


async def test_in_chinese_and_while_it_is_closed() -> None:
    talk = Talk(
        Shop(policy(hours={"mon-fri": ["09:00-12:00", "13:30-18:00"], "sat": "22:00-02:00"}))
    )
    await talk.shop.waits(timedelta(hours=2))
    [told] = await talk.says("你们的营业时间是几点到几点？")
    assert told.text.splitlines() == [
        "客服中心", "",
        "周一至周五：09:00–12:00, 13:30–18:00",
        "周六：22:00–02:00",
        "周日：休息", "",
        "现在是休息时间，明天 09:00 开始服务。", "",
        "我全天都在，知道的随时回答。",
    ]  # fmt: skip


async def test_days_with_other_hours_are_told_two_weeks_ahead() -> None:
    talk = Talk(Shop(policy(closed=["2026-03-04"], open={"2026-03-07": "10:00-14:00"})))
    [told] = await talk.says("/hours")
    assert "Wednesday, 4 Mar: closed\nSaturday, 7 Mar: 10:00–14:00" in told.text
    await talk.shop.waits(timedelta(days=7))
    [told] = await talk.says("/hours")
    assert "other hours" not in told.text


async def test_a_public_holiday_is_among_them() -> None:
    talk = Talk(Shop(POLICY))
    talk.shop.clock.advance(datetime(2026, 9, 28, 4, tzinfo=UTC) - talk.shop.clock.now())
    [told] = await talk.says("/hours")
    assert "Thursday, 1 Oct: closed" in told.text


async def test_who_lives_by_another_clock_is_told_whose_hours_these_are() -> None:
    talk = Talk()
    await talk.says("/settings")
    await talk.taps("Time zone")
    await talk.says("Berlin")
    [told] = await talk.says("/hours")
    assert "These are the hours by the clock of our team, where it is " in told.text
    assert "(Shanghai time)" in told.text
    assert "Open now, until 11:00 today (Berlin time)." in told.text


async def test_a_desk_that_never_closes() -> None:
    [told] = await Talk(Shop(policy(hours="24/7"))).says("/hours")
    assert told.text.splitlines()[2] == "Day and night, every day."


async def test_an_answer_of_the_faq_comes_first() -> None:
    words = "What are your opening hours?"
    talk = Talk(Shop(entries=(*ENTRIES, entry("hours", words, None))))
    [told] = await talk.says(words)
    assert "About hours." in told.text
