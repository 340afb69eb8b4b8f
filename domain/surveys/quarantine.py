"""Whether an owner may be written to unasked: one rule for everything that the bot sends so.

Surveys ask here before each sending; campaigns and reminders are to ask here, too.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.surveys.policy import SurveyPolicy


class Skip(StrEnum):
    """Why somebody is not asked. The first that holds is the reason that is recorded."""

    GONE = "gone"
    """The survey or its version is not among the definitions any more."""
    TOO_LATE = "too_late"
    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"
    MUTED = "muted"
    NO_CONSENT = "no_consent"
    CASE_OPEN = "case_open"
    COMPLAINT_LATELY = "complaint_lately"
    ASKED_LATELY = "asked_lately"
    ANSWERED_LATELY = "answered_lately"
    RATED_ALREADY = "rated_already"
    STOPPED = "stopped"
    """Their wave was stopped before their turn came."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an owner stands to what is sent unasked. Times are aware.

    `asked_at`: when any survey last went out to them. `complained_at`: when they last opened a
    complaint.
    """

    agreed: bool
    is_blocked: bool = False
    is_muted: bool = False
    open_cases: int = 0
    asked_at: datetime | None = None
    complained_at: datetime | None = None


def quarantined(
    standing: Standing,
    policy: SurveyPolicy,
    now: datetime,
    *,
    of_that_complaint: bool = False,
    after_recovery: bool = False,
) -> Skip | None:
    """Return why an owner may not be written to now; None if they may.

    `of_that_complaint`: what is to be sent follows up the very complaint they made.
    `after_recovery`: it asks once more, after what made them unhappy was solved.
    """
    asked, complained = standing.asked_at, standing.complained_at
    spared = complained is not None and now < complained + policy.after_complaint
    lately = asked is not None and now < asked + policy.quarantine
    against = (
        (standing.is_blocked, Skip.BLOCKED),
        (standing.is_muted, Skip.MUTED),
        (not standing.agreed, Skip.NO_CONSENT),
        (standing.open_cases > 0, Skip.CASE_OPEN),
        (spared and not of_that_complaint, Skip.COMPLAINT_LATELY),
        (lately and not after_recovery, Skip.ASKED_LATELY),
    )
    return next((why for holds, why in against if holds), None)


def daytime(now: datetime, zone: str, policy: SurveyPolicy) -> datetime:
    """Return when something unasked may go out next: now, or when the owner's day begins."""
    local = now.astimezone(ZoneInfo(zone))
    first, last = policy.daytime.first, policy.daytime.last
    if first <= local.hour < last:
        return now
    day = local.date() if local.hour < first else local.date() + timedelta(days=1)
    return datetime.combine(day, time(first), ZoneInfo(zone)).astimezone(now.tzinfo)
