"""Questions for opening hours, and questions in which something else opens."""

import pytest

from domain.asking_for_hours import asks_for_hours


@pytest.mark.parametrize(
    "words",
    [
        "what are your opening hours?", "Opening hours", "When are you open?", "are you open now",
        "what time do you close today?", "how late are you open", "are you open on Sunday?",
        "Hi, what are your business hours please?", "你们几点上班？", "营业时间", "周末上班吗？",
        "请问你们的营业时间是几点到几点？", "客服几点下班", "今天还营业吗", "国庆上班吗",
    ],
)  # fmt: skip
def test_hours_are_asked_for(words: str) -> None:
    assert asks_for_hours(words)


@pytest.mark.parametrize(
    "words",
    [
        "how do I open the bonnet?", "when do the windows close", "is the sunroof open",
        "are you open to negotiation about the price?", "working hours of the battery",
        "车窗什么时候关", "几点充电便宜", "工时费多少", "车门开着吗", "开门报警怎么关",
        "你们上班时间在修我的车吗，为什么没人接电话", "opening hours " * 9,
    ],
)  # fmt: skip
def test_nothing_else_is_taken_for_it(words: str) -> None:
    assert not asks_for_hours(words)
