"""The budgets never let more through than Telegram allows."""

from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sending.budget import Budget, Rates


def sent_at(budget: Budget, chats: list[int], until: float) -> list[tuple[float, int]]:
    """Send as fast as the budget allows, to the chats in turn, for some seconds."""
    now, sent = 1000.0, []
    end = now + until
    while now < end:
        delays = {chat: budget.delay(chat, now) for chat in chats}
        chat = min(delays, key=lambda chat: delays[chat])
        if delays[chat] > 0:
            now += max(delays[chat], 0.001)
            continue
        budget.spend(chat, now)
        sent.append((now, chat))
        chats = chats[1:] + chats[:1]
    return sent


def most_within(times: list[float], span: float) -> int:
    return max(bisect_left(times, start + span) - at for at, start in enumerate(times))


def test_a_group_gets_no_more_than_its_minute_holds() -> None:
    sent = sent_at(Budget(Rates()), [-100], until=300)
    assert most_within([t for t, _ in sent], 60) <= 20
    assert len(sent) >= 15 * 5, "the budget is used, not only kept"


def test_a_chat_gets_a_short_burst_then_one_a_second() -> None:
    sent = [t for t, _ in sent_at(Budget(Rates()), [7], until=30)]
    assert sent[3] - sent[0] < 0.5
    assert most_within(sent, 10) <= 4 + 10
    assert len(sent) >= 30


@pytest.mark.parametrize("rate", [1.0, 30.0, 100.0])
def test_over_all_chats_the_rate_holds(rate: float) -> None:
    sent = [t for t, _ in sent_at(Budget(Rates(overall=rate)), list(range(1, 600)), until=5)]
    assert most_within(sent, 1.0) <= rate + max(1.0, rate / 30) + 1
    assert len(sent) >= rate * 5 * 0.95 - 1


def test_a_chat_that_must_wait_holds_up_no_other() -> None:
    budget = Budget(Rates())
    budget.hold_chat(1, 1010.0)
    assert budget.delay(1, 1000.0) == pytest.approx(10)
    assert budget.delay(2, 1000.0) == 0
    assert budget.delay(1, 1011.0) == 0


def test_all_can_be_held() -> None:
    budget = Budget(Rates())
    budget.hold_all(1005.0)
    assert budget.delay(2, 1000.0) == pytest.approx(5)
    assert budget.overall_delay(1000.0) == pytest.approx(5)


@given(st.lists(st.floats(0, 3, allow_nan=False), max_size=40))
def test_the_wait_that_is_named_is_enough(pauses: list[float]) -> None:
    budget, now = Budget(Rates()), 1000.0
    for pause in pauses:
        now += pause + budget.delay(7, now) + 1e-6
        assert budget.delay(7, now) <= 1e-6
        budget.spend(7, now)
