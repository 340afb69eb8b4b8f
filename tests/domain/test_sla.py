"""Service levels: which target holds, when it is due, and how a clock stands."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.calendar import calendar_of
from domain.cases import Case, CaseEnd, CaseKind, CaseOrigin, CasePriority, CaseStatus
from domain.desks import Desk
from domain.sla import (
    ClockState,
    deadlines,
    first_response,
    resolution,
    stood_still,
    targets,
    waited,
)
from domain.sla_policy import Sla, SlaRule
from domain.term import Term, read_term

DESK = Desk.model_validate(
    {"key": "main", "name": "M", "hours": {"mon-fri": "09:00-12:00, 13:00-18:00"}}
)
CALENDAR = calendar_of(DESK)
TEN = datetime(2026, 11, 25, 2, tzinfo=UTC)
"""A Wednesday, ten o'clock at the desk."""
SLA = Sla()
OWN = Sla.model_validate(
    {
        "rules": [
            {"tier": "gold", "first_response": "1 business hours"},
            {"kind": "booking", "first_response": "2 business days"},
            {
                "priority": "low",
                "first_response": "1 business day",
                "resolution": "9 days",
            },
            {"kind": "emergency", "first_response": "5 minutes"},
            {"kind": "complaint", "tier": "gold", "first_response": "30 business minutes"},
        ]
    }
)
RUNNING, PAUSED, MET, BREACHED, VOID = ClockState


def case(**fields: object) -> Case:
    plain = Case(
        id=1, number="Q-2026-000001", kind=CaseKind.QUESTION, origin=CaseOrigin.ASKED_FOR_PERSON,
        bot_id=9, owner_id=1, owner_chat_id=7, owner_name="Ann", desk="main", locale="en",
        subject="Brakes", status=CaseStatus.OPEN, priority=CasePriority.NORMAL, opened_at=TEN,
    )  # fmt: skip
    return replace(plain, **fields)  # type: ignore[arg-type]


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.mark.parametrize(
    ("sla", "kind", "priority", "tier", "first", "last"),
    [
        (SLA, "question", "normal", None, "4 business hours", "3 business days"),
        (SLA, "question", "low", "gold", "4 business hours", "3 business days"),
        (SLA, "complaint", "high", None, "2 business hours", "2 business days"),
        (SLA, "booking", "urgent", None, "30 business minutes", "1 business day"),
        (SLA, "emergency", "normal", None, "15 minutes", "24 hours"),
        (SLA, "emergency", "urgent", None, "15 minutes", "24 hours"),
        (OWN, "question", "normal", "gold", "1 business hour", "3 business days"),
        (OWN, "question", "normal", "silver", "4 business hours", "3 business days"),
        (OWN, "booking", "normal", None, "2 business days", "3 business days"),
        (OWN, "booking", "low", None, "1 business day", "9 days"),
        (OWN, "booking", "urgent", "gold", "30 business minutes", "1 business day"),
        (OWN, "emergency", "normal", "gold", "5 minutes", "24 hours"),
        (OWN, "complaint", "normal", "gold", "30 business minutes", "3 business days"),
    ],
)
def test_of_the_rules_that_apply_the_strictest_holds(
    sla: Sla, kind: str, priority: str, tier: str | None, first: str, last: str
) -> None:
    about = case(kind=CaseKind(kind), priority=CasePriority(priority), tier=tier)
    assert targets(about, CALENDAR, sla) == (read_term(first), read_term(last))


def test_a_rule_replaces_the_built_in_one_even_by_a_longer_target() -> None:
    slow = Sla.model_validate({"rules": [{"kind": "emergency", "first_response": "1 hours"}]})
    about = case(kind=CaseKind.EMERGENCY)
    assert targets(about, CALENDAR, slow) == (read_term("1 hours"), read_term("24 hours"))


def test_an_emergency_that_was_none_has_the_targets_of_a_question() -> None:
    emergency = case(kind=CaseKind.EMERGENCY)
    called_off = replace(emergency, called_off_at=TEN + hours(1))
    assert targets(emergency, CALENDAR, SLA) != targets(called_off, CALENDAR, SLA)
    assert targets(called_off, CALENDAR, SLA) == targets(case(), CALENDAR, SLA)


def test_an_emergency_at_night_is_counted_round_the_clock() -> None:
    night = datetime(2026, 11, 28, 19, tzinfo=UTC)
    due = deadlines(case(kind=CaseKind.EMERGENCY, opened_at=night), CALENDAR, SLA)
    assert due.first_response.due == night + timedelta(minutes=15)
    assert due.resolution.due == night + timedelta(hours=24)


def test_warnings_come_at_half_and_at_eighty_percent_of_business_time() -> None:
    friday_five = datetime(2026, 11, 27, 9, tzinfo=UTC)
    due = deadlines(case(opened_at=friday_five), CALENDAR, SLA).first_response
    local = [f"{at.astimezone(DESK.zone):%a %H:%M}" for at in (*due.warnings, due.due)]
    assert local == ["Mon 10:00", "Mon 11:12", "Mon 12:00"]


def test_a_persons_message_stops_the_first_response_at_the_time_it_was_written() -> None:
    at = TEN + hours(20)
    in_time = first_response(case(first_response_at=TEN + hours(1)), CALENDAR, SLA, at)
    assert (in_time.state, in_time.left, in_time.in_time) == (MET, hours(3), True)
    at_the_last = first_response(case(first_response_at=TEN + hours(5)), CALENDAR, SLA, at)
    assert (at_the_last.state, at_the_last.left) == (MET, hours(0))
    late = first_response(case(first_response_at=TEN + hours(6)), CALENDAR, SLA, at)
    assert (late.state, late.left, late.in_time) == (BREACHED, hours(-1), False)


def test_an_open_clock_runs_until_it_is_due_and_is_breached_then() -> None:
    running = first_response(case(), CALENDAR, SLA, TEN + hours(5))
    assert (running.state, running.left, running.in_time) == (RUNNING, hours(0), None)
    breached = first_response(case(), CALENDAR, SLA, TEN + hours(5) + timedelta(seconds=1))
    assert (breached.state, breached.in_time) == (BREACHED, None)


def test_resolving_without_a_word_to_the_owner_does_not_stop_the_first_response() -> None:
    silent = case(status=CaseStatus.RESOLVED, resolved_at=TEN + hours(1))
    assert first_response(silent, CALENDAR, SLA, TEN + hours(6)).state is BREACHED
    assert resolution(silent, CALENDAR, SLA, TEN + hours(6)).state is MET


@pytest.mark.parametrize(
    "end", [CaseEnd.WITHDRAWN, CaseEnd.MERGED, CaseEnd.SPAM, CaseEnd.UNREACHABLE]
)
def test_a_case_that_was_taken_back_does_not_count(end: CaseEnd) -> None:
    over = case(status=CaseStatus.CLOSED, closed_at=TEN + hours(1), end=end)
    for clock in (first_response, resolution):
        standing = clock(over, CALENDAR, SLA, TEN + hours(500))
        assert (standing.state, standing.in_time) == (VOID, None)
    answered = replace(over, first_response_at=TEN + hours(0.5))
    assert first_response(answered, CALENDAR, SLA, TEN).state is MET


def test_resolution_pauses_while_the_owner_is_asked() -> None:
    waiting = case(status=CaseStatus.WAITING, waiting_since=TEN + hours(1))
    later = TEN + timedelta(days=6)  # Tuesday, ten o'clock
    standing = resolution(waiting, CALENDAR, SLA, later)
    assert (standing.state, standing.left) == (PAUSED, hours(23))
    assert standing.due == CALENDAR.add(later, hours(23))
    assert first_response(waiting, CALENDAR, SLA, later).state is BREACHED
    back = replace(
        waiting, status=CaseStatus.OPEN, waiting_since=None,
        waited=waited(waiting, CALENDAR, SLA, later),
    )  # fmt: skip
    running = resolution(back, CALENDAR, SLA, later)
    assert (running.state, running.left, running.due) == (RUNNING, hours(23), standing.due)


def test_a_breach_stays_one_while_the_owner_is_asked() -> None:
    late = TEN + timedelta(days=7)
    waiting = case(status=CaseStatus.WAITING, waiting_since=late)
    standing = resolution(waiting, CALENDAR, SLA, late + timedelta(days=5))
    assert (standing.state, standing.left) == (BREACHED, hours(-16))


def test_a_case_that_is_opened_again_owes_nothing_for_the_time_it_was_over() -> None:
    over = case(status=CaseStatus.RESOLVED, resolved_at=TEN + hours(1))
    again_at = TEN + timedelta(days=30)
    again = replace(
        over, status=CaseStatus.OPEN, resolved_at=None,
        waited=stood_still(over, CALENDAR, SLA, again_at),
    )  # fmt: skip
    standing = resolution(again, CALENDAR, SLA, again_at)
    assert (standing.state, standing.left) == (RUNNING, hours(23))


@pytest.mark.parametrize(
    ("sla", "said"),
    [
        ({"rules": [{"first_response": "1 hours"}]}, "name a kind, a priority or a tier"),
        ({"rules": [{"kind": "booking"}]}, "give first_response, resolution or both"),
        ({"rules": [{"kind": "refund", "resolution": "1 days"}]}, "kind"),
        ({"rules": [{"kind": "booking", "resolution": "1 days"}] * 2}, "two rules have the same"),
        ({"warn_at": [0]}, "percents from 1 to 99"),
        ({"first_response": "whenever"}, "is no span of time"),
    ],
)
def test_a_mistake_in_the_policy_is_refused(sla: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Sla.model_validate(sla)


moments = st.timedeltas(timedelta(0), timedelta(days=900)).map(lambda since: TEN + since)
terms = st.builds(
    Term, st.integers(1, 9), st.sampled_from([unit.unit for unit in SLA.terms]), st.booleans()
)
rules = st.builds(
    SlaRule,
    kind=st.sampled_from(CaseKind),
    priority=st.none() | st.sampled_from(CasePriority),
    tier=st.none() | st.sampled_from(["gold", "silver"]),
    first_response=terms,
    resolution=terms,
)
slas = st.builds(
    Sla, rules=st.lists(rules, max_size=4, unique_by=lambda rule: rule.conditions).map(tuple)
)
cases = st.builds(
    case,
    kind=st.sampled_from(CaseKind),
    priority=st.sampled_from(CasePriority),
    tier=st.sampled_from([None, "gold", "bronze"]),
    opened_at=moments,
)


@given(cases, slas)
def test_warnings_are_in_order_before_the_deadline(about: Case, sla: Sla) -> None:
    due = deadlines(about, CALENDAR, sla)
    for deadline in (due.first_response, due.resolution):
        counting, span = deadline.target.counted_on(CALENDAR), deadline.target.span(CALENDAR)
        for earlier, later in pairwise((about.opened_at, *deadline.warnings, deadline.due)):
            assert earlier < later
        for percent, warning in zip(sla.warn_at, deadline.warnings, strict=True):
            assert counting.between(about.opened_at, warning) == span * percent / 100


@given(cases, slas)
def test_no_rule_that_applies_is_due_before_the_target(about: Case, sla: Sla) -> None:
    due = deadlines(about, CALENDAR, sla)
    for rule in sla.rules:
        if rule.applies(about):
            assert rule.first_response is not None
            assert due.first_response.due <= rule.first_response.after(about.opened_at, CALENDAR)


@given(
    cases, slas, st.lists(st.timedeltas(timedelta(0), timedelta(days=4)), min_size=1, max_size=8)
)
def test_what_is_left_is_the_target_less_the_time_it_ran(
    about: Case, sla: Sla, steps: list[timedelta]
) -> None:
    """Staff and owner answer by turns; only the time in between counts."""
    _, target = targets(about, CALENDAR, sla)
    counting = target.counted_on(CALENDAR)
    now, ran = about.opened_at, timedelta(0)
    for step in steps:
        later = now + step
        if about.status is CaseStatus.OPEN:
            ran += counting.between(now, later)
            about = replace(about, status=CaseStatus.WAITING, waiting_since=later)
        else:
            about = replace(
                about, status=CaseStatus.OPEN, waited=waited(about, CALENDAR, sla, later),
                waiting_since=None,
            )  # fmt: skip
        now = later
        standing = resolution(about, CALENDAR, sla, now)
        assert standing.left == target.span(CALENDAR) - ran
        assert standing.state is BREACHED or standing.left >= timedelta(0)
        assert standing.state is not BREACHED or standing.left <= timedelta(0)


@given(cases, slas, moments)
def test_answered_is_met_exactly_up_to_the_deadline(
    about: Case, sla: Sla, answered: datetime
) -> None:
    due = deadlines(about, CALENDAR, sla).first_response.due
    standing = first_response(replace(about, first_response_at=answered), CALENDAR, sla, answered)
    assert standing.state is (MET if answered <= due else BREACHED)
    assert standing.in_time == (answered <= due)
