"""Severity by the table of rules: by harm, never by who complains."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.cases import CasePriority
from domain.complaints.policy import ComplaintPolicy
from domain.complaints.severity import (
    BUILT_IN_RULES,
    Assessment,
    Reason,
    Severity,
    SeverityRule,
    Sign,
    Signs,
    assess,
    at_least,
)

SIGNS = st.builds(
    Signs,
    danger=st.booleans(),
    legal=st.booleans(),
    press=st.booleans(),
    earlier=st.integers(0, 9),
    cost=st.one_of(st.none(), st.integers(0, 100_000)),
)


def test_without_a_sign_it_is_minor_and_needs_no_reason() -> None:
    assert assess(Signs(), BUILT_IN_RULES) == Assessment(Severity.MINOR)


def test_the_highest_rule_holds_and_every_reason_for_it_is_named() -> None:
    found = assess(Signs(legal=True, press=True, earlier=1, cost=20_000), BUILT_IN_RULES)
    assert found.severity is Severity.SERIOUS
    assert found.reasons == (Reason(Sign.LEGAL), Reason(Sign.PRESS), Reason(Sign.COST, 20_000))


def test_all_conditions_of_a_rule_have_to_hold() -> None:
    rule = SeverityRule(severity=Severity.CRITICAL, legal=True, cost_from=5)
    assert assess(Signs(legal=True), [rule]).severity is Severity.MINOR
    assert assess(Signs(cost=5), [rule]).severity is Severity.MINOR
    assert assess(Signs(legal=True, cost=5), [rule]).severity is Severity.CRITICAL


def test_a_rule_holds_for_a_field_and_for_its_parts() -> None:
    rule = SeverityRule(severity=Severity.SERIOUS, categories=("vehicle",))
    assert assess(Signs(category=("vehicle", "brakes")), [rule]).severity is Severity.SERIOUS
    assert assess(Signs(category=("billing",)), [rule]).severity is Severity.MINOR


@given(SIGNS, SIGNS)
def test_more_harm_is_never_less_severe(one: Signs, other: Signs) -> None:
    both = Signs(
        one.danger or other.danger,
        one.legal or other.legal,
        one.press or other.press,
        max(one.earlier, other.earlier),
        max(one.cost or 0, other.cost or 0),
    )
    alone = assess(one, BUILT_IN_RULES).severity.rank
    assert assess(both, BUILT_IN_RULES).severity.rank >= alone


def test_no_rule_can_name_what_a_customer_is_worth() -> None:
    with pytest.raises(ValidationError):
        SeverityRule.model_validate({"severity": "minor", "tier": "gold"})
    with pytest.raises(ValidationError):
        SeverityRule.model_validate({"severity": "minor"})


def test_priority_is_raised_and_never_lowered() -> None:
    assert at_least(CasePriority.NORMAL, Severity.CRITICAL) is CasePriority.URGENT
    assert at_least(CasePriority.HIGH, Severity.MINOR) is CasePriority.HIGH


@pytest.mark.parametrize(
    ("given_", "problem"),
    [
        ({"categories": [{"key": "a", "name": "A"}, {"key": "a", "name": "B"}]}, "given twice"),
        ({"severity": [{"severity": "minor", "categories": ["a"]}]}, "not there"),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(given_: object, problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        ComplaintPolicy.model_validate(given_)
