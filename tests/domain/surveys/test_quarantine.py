"""The one rule over everything that is sent unasked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.surveys.policy import SurveyPolicy
from domain.surveys.quarantine import Skip, Standing, daytime, quarantined

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
POLICY = SurveyPolicy()
FINE = Standing(agreed=True)
DAY = timedelta(days=1)


def test_who_agreed_and_has_nothing_open_may_be_asked() -> None:
    assert quarantined(FINE, POLICY, NOW) is None
    assert quarantined(Standing(agreed=False), POLICY, NOW) is Skip.NO_CONSENT


@pytest.mark.parametrize(
    ("standing", "why"),
    [
        (replace(FINE, is_blocked=True), Skip.BLOCKED),
        (replace(FINE, is_muted=True), Skip.MUTED),
        (replace(FINE, open_cases=1), Skip.CASE_OPEN),
        (replace(FINE, asked_at=NOW - 89 * DAY), Skip.ASKED_LATELY),
        (replace(FINE, asked_at=NOW - 90 * DAY), None),
        (replace(FINE, complained_at=NOW - 6 * DAY), Skip.COMPLAINT_LATELY),
        (replace(FINE, complained_at=NOW - 7 * DAY), None),
    ],
)
def test_each_reason(standing: Standing, why: Skip | None) -> None:
    assert quarantined(standing, POLICY, NOW) is why


def test_a_complaints_own_follow_up_need_not_wait_a_week_but_the_rest_holds() -> None:
    complained = replace(FINE, complained_at=NOW - DAY)
    assert quarantined(complained, POLICY, NOW, of_that_complaint=True) is None
    again = replace(complained, asked_at=NOW - DAY)
    assert quarantined(again, POLICY, NOW, of_that_complaint=True) is Skip.ASKED_LATELY


def test_the_policy_sets_the_spans() -> None:
    policy = SurveyPolicy(quarantine_days=30, after_complaint_days=0)
    standing = replace(FINE, asked_at=NOW - 31 * DAY, complained_at=NOW - timedelta(minutes=1))
    assert quarantined(standing, policy, NOW) is None


@pytest.mark.parametrize(
    ("at", "sent"),
    [
        ("2026-03-02T01:59", "2026-03-02T02:00"),  # 9:59 in Shanghai
        ("2026-03-02T02:00", "2026-03-02T02:00"),
        ("2026-03-02T11:59:59", "2026-03-02T11:59:59"),  # a second before 20:00
        ("2026-03-02T12:00", "2026-03-03T02:00"),
        ("2026-03-02T18:00", "2026-03-03T02:00"),  # 2:00 the next day there
    ],
)
def test_the_owners_day(at: str, sent: str) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    expected = datetime.fromisoformat(sent).replace(tzinfo=UTC)
    assert daytime(now, "Asia/Shanghai", POLICY) == expected
