"""The budgets never let more through than Telegram allows."""

import itertools
from bisect import bisect_left
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sending.budget import Budget, Rates, cost_of
from domain.incoming import Place
from domain.outgoing import Priority
from domain.pipeline import QueuedCall


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
    assert len(sent) >= 19.5 * 5, "the budget is used, not only kept"


@given(
    st.lists(st.tuples(st.floats(0, 40), st.integers(1, 6)), max_size=12),
    st.lists(st.floats(0, 0.9), min_size=50, max_size=50),
)
def test_a_group_is_never_kept_waiting_for_long_whatever_went_before(
    before: list[tuple[float, int]], on_the_way: list[float]
) -> None:
    budget, now = Budget(Rates()), 1000.0
    sent: list[float] = []
    for pause, calls in [*before, (0.0, 60)]:
        now += pause
        for _ in range(calls):
            due = now + budget.delay(-100, now)
            while (delay := budget.delay(-100, now)) > 0:
                now += delay + 1e-6
            assert due == pytest.approx(now, abs=0.01), "the wait that was named is enough"
            budget.spend(-100, now)
            sent.append(now)
    gaps = [after - one for one, after in pairwise(sent[-60:])]
    assert max(gaps) <= 4.1, "an emergency would have to wait for it"
    late = itertools.cycle(on_the_way)
    assert most_within(sorted(at + next(late) for at in sent), 60) <= 20


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


def test_albums_keep_within_a_groups_minute_too() -> None:
    budget, now = Budget(Rates()), 1000.0
    sent: list[float] = []
    costs = [1, 10, 1, 1, 10, 1, 10, 10, 1]
    for cost in costs:
        while (delay := budget.delay(-100, now, cost)) > 0:
            now += max(delay, 0.001)
        budget.spend(-100, now, cost)
        sent += [now] * cost
    assert most_within(sent, 60) <= 20
    # fifteen a minute, and the time in which an empty bucket fills before the last album
    assert sent[-1] - sent[0] <= 4 * sum(costs) + 20, "the budget is used, not only kept"


def test_an_album_to_an_owner_waits_for_a_quiet_moment_at_most() -> None:
    budget = Budget(Rates())
    for n in range(4):
        budget.spend(7, 1000.0 + n / 10)
    assert budget.delay(7, 1000.4, 10) <= 4
    assert budget.delay(8, 1000.5, 10) == 0
    budget.spend(7, 1006.0, 10)
    assert budget.delay(7, 1006.5) == pytest.approx(6.5), "six too many, and one for itself"


def test_what_costs_nothing_waits_for_no_group_but_for_all() -> None:
    budget = Budget(Rates())
    for n in range(6):
        budget.spend(-100, 1000.0 + n / 2)
    assert budget.delay(-100, 1005.0) > 0
    assert budget.delay(-100, 1005.0, 0) == 0
    budget.spend(-100, 1005.0, 0)
    assert budget.delay(-100, 1005.0, 0) == pytest.approx(1 / 30)
    budget.hold_chat(-100, 1010.0)
    assert budget.delay(-100, 1006.0, 0) == pytest.approx(4)


@pytest.mark.parametrize(
    ("method", "params", "cost"),
    [
        ("send_message", {"text": "x"}, 1),
        ("edit_message_text", {"text": "x"}, 1),
        ("pin_chat_message", {}, 1),
        ("create_forum_topic", {}, 1),
        ("close_forum_topic", {}, 1),
        ("send_media_group", {"media": [{}, {}, {}]}, 3),
        ("set_message_reaction", {}, 0),
        ("delete_messages", {}, 0),
    ],
)
def test_what_counts_in_a_chat(method: str, params: dict[str, Any], cost: int) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    place = Place(9, -1)
    call = QueuedCall(1, place, method, params, Priority.REPLY, None, None, False, 0, at)
    assert cost_of(call) == cost
