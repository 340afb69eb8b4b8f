from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import case_steps
from domain.case_steps import NotPossible, Obstacle, Step
from domain.cases import (
    Case,
    CaseEnd,
    CaseEventKind,
    CaseKind,
    CaseOrigin,
    CasePriority,
    CaseStatus,
)

AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
LATER = AT + timedelta(hours=2)
LIN, WU = 11, 12
CASE = Case(
    id=1, number="Q-2026-000001", kind=CaseKind.QUESTION, origin=CaseOrigin.ASKED_FOR_PERSON,
    bot_id=1, owner_id=5, owner_chat_id=7001, owner_name="Li", desk="riverside", locale="en",
    subject="Charging", status=CaseStatus.OPEN, priority=CasePriority.NORMAL, opened_at=AT,
)  # fmt: skip


def after(case: Case, step: Step) -> Case:
    return replace(case, **step.changes)


def claimed(case: Case = CASE) -> Case:
    return after(case, case_steps.claimed(case, LIN, "Lin", AT))


def obstacle(take: Any, *args: Any) -> Obstacle:
    with pytest.raises(NotPossible) as refused:
        take(*args)
    return refused.value.obstacle


def test_a_case_is_claimed_once() -> None:
    case = claimed()
    assert case.is_claimed
    assert case.assignee == LIN
    assert obstacle(case_steps.claimed, case, WU, "Wu", LATER) is Obstacle.TAKEN
    assert obstacle(case_steps.claimed, case, LIN, "Lin", LATER) is Obstacle.YOURS


def test_a_case_goes_to_a_colleague_or_back_to_the_queue() -> None:
    step = case_steps.assigned(claimed(), WU, "Wu", LIN, LATER)
    case = after(claimed(), step)
    assert (case.assignee, case.assignee_name) == (WU, "Wu")
    assert step.event.data == {"to": WU, "was": LIN}
    free = after(case, case_steps.released(case, WU, LATER))
    assert not free.is_claimed
    assert obstacle(case_steps.released, free, WU, LATER) is Obstacle.ALREADY


def test_the_first_answer_counts_from_when_it_was_written() -> None:
    step = case_steps.answered(claimed(), AT + timedelta(minutes=5), LIN, LATER)
    case = after(claimed(), step)
    assert step.event.kind is CaseEventKind.FIRST_RESPONSE
    assert case.first_response_at == AT + timedelta(minutes=5)
    assert (case.status, case.waiting_since) == (CaseStatus.WAITING, LATER)
    second = after(case, case_steps.answered(case, LATER, LIN, LATER))
    assert second.first_response_at == AT + timedelta(minutes=5)
    # known in another order: the earlier one was the first
    sooner = after(case, case_steps.answered(case, AT + timedelta(minutes=1), LIN, LATER))
    assert sooner.first_response_at == AT + timedelta(minutes=1)


def test_an_answer_to_a_resolved_case_leaves_it_resolved() -> None:
    case = after(claimed(), case_steps.resolved(claimed(), LIN, LATER))
    assert after(case, case_steps.answered(case, AT, LIN, LATER)).status is CaseStatus.RESOLVED


def test_waiting_adds_up() -> None:
    waiting = after(CASE, case_steps.answered(CASE, AT, LIN, AT))
    case = after(waiting, case_steps.continued(waiting, timedelta(hours=1), LATER))
    assert (case.status, case.waited) == (CaseStatus.OPEN, timedelta(hours=1))
    again = after(case, case_steps.continued(case, timedelta(hours=9), LATER))
    assert again.waited == timedelta(hours=1)


def test_what_is_over_can_be_opened_again_unless_it_lives_on_elsewhere() -> None:
    assert obstacle(case_steps.reopened, CASE, LIN, AT) is Obstacle.NOT_OVER
    done = after(CASE, case_steps.resolved(CASE, LIN, AT))
    assert obstacle(case_steps.resolved, done, LIN, AT) is Obstacle.OVER
    again = after(done, case_steps.reopened(done, None, LATER))
    assert (again.status, again.resolved_at, again.reopened) == (CaseStatus.OPEN, None, 1)
    merged = after(CASE, case_steps.closed(CASE, CaseEnd.MERGED, LIN, AT))
    assert obstacle(case_steps.reopened, merged, LIN, AT) is Obstacle.OVER
    assert obstacle(case_steps.closed, merged, CaseEnd.SOLVED, LIN, AT) is Obstacle.ALREADY


STEPS = st.sampled_from(["claim", "assign", "release", "answer", "resolve", "reopen", "close"])


@given(st.lists(STEPS, max_size=12))
def test_whatever_is_done_a_case_stays_consistent(names: list[str]) -> None:
    case = CASE
    for name in names:
        try:
            step = {
                "claim": lambda case: case_steps.claimed(case, LIN, "Lin", AT),
                "assign": lambda case: case_steps.assigned(case, WU, "Wu", LIN, AT),
                "release": lambda case: case_steps.released(case, LIN, AT),
                "answer": lambda case: case_steps.answered(case, AT, LIN, AT),
                "resolve": lambda case: case_steps.resolved(case, LIN, AT),
                "reopen": lambda case: case_steps.reopened(case, None, AT),
                "close": lambda case: case_steps.closed(case, CaseEnd.SOLVED, LIN, AT),
            }[name](case)
        except NotPossible:
            continue
        case = after(case, step)
        assert (case.closed_at is not None) == (case.status is CaseStatus.CLOSED)
        assert (case.end is not None) == (case.status is CaseStatus.CLOSED)
        assert (case.waiting_since is not None) == (case.status is CaseStatus.WAITING)
        assert (case.assignee is None) == (case.claimed_at is None)
        assert step.event.case_id == case.id
