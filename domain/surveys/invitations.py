"""Invitations: surveys that are to be sent, or were, and what came of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

LASTS = timedelta(days=7)
"""How long an invitation can be answered."""


class InvitationState(StrEnum):
    """Where an invitation stands."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    REMINDED = "reminded"
    ANSWERED = "answered"
    DECLINED = "declined"
    EXPIRED = "expired"
    SKIPPED = "skipped"
    BLOCKED = "blocked"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """The program died between sending and noting it: it may have arrived, and is not repeated."""


AGAIN = "again"
"""The trigger of an invitation that asks once more after a recovery; rates leave it out."""

OPEN = (InvitationState.SENDING, InvitationState.SENT, InvitationState.REMINDED)
"""While an invitation can be answered."""

ARRIVED = (
    InvitationState.SENT,
    InvitationState.REMINDED,
    InvitationState.ANSWERED,
    InvitationState.DECLINED,
    InvitationState.EXPIRED,
)
"""What a response rate is of: invitations that Telegram took."""


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation to be planned. `cause` is what leads to it, once per survey: `event:17`.

    `case_id`: the case that it follows up.
    """

    survey: str
    owner_id: int
    trigger: str
    cause: str
    due_at: datetime
    desk: str | None = None
    model: str | None = None
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation as it stands. `next_at`: when something is to be done about it; times UTC.

    `month`: the first day of the month in which it was sent, by the desk's clock.
    """

    id: int
    survey: str
    owner_id: int
    trigger: str
    cause: str
    state: InvitationState
    due_at: datetime
    next_at: datetime | None = None
    desk: str | None = None
    model: str | None = None
    tier: str | None = None
    case_id: int | None = None
    reason: str | None = None
    response_id: int | None = None
    sent_at: datetime | None = None
    reminded_at: datetime | None = None
    month: date | None = None
    wave_id: int | None = None
