"""Waves: a survey sent by hand to a segment of owners, as fast as Telegram allows and no faster."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.surveys.definition import Survey
from domain.surveys.invitations import InvitationState
from domain.surveys.policy import SurveyPolicy
from domain.surveys.quarantine import Skip, Standing, quarantined


class WaveState(StrEnum):
    """Where a wave stands. `planning`: its owners are still being gone through."""

    PLANNING = "planning"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"

    @property
    def is_over(self) -> bool:
        """Whether nothing is sent any more."""
        return self in (WaveState.STOPPED, WaveState.DONE)


@dataclass(frozen=True, slots=True)
class Segment:
    """Which owners: of a desk, with a car of a model; None: any."""

    desk: str | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Wave:
    """A wave. `bot_id`: one that sends it, and tells of its end.

    `planned_to`: the last owner that was gone through, so that planning can go on.
    """

    id: int
    survey: str
    segment: Segment
    state: WaveState
    created_at: datetime
    planned_to: int = 0
    bot_id: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An owner of a segment. `bot_id` None: no bot has a chat with them."""

    owner_id: int
    desk: str | None
    bot_id: int | None
    standing: Standing
    answered_at: datetime | None = None


def reason_against(
    candidate: Candidate, survey: Survey, policy: SurveyPolicy, now: datetime
) -> Skip | None:
    """Return why a candidate is not asked: the same rule as for everything else unasked."""
    if candidate.bot_id is None:
        return Skip.UNREACHABLE
    reason = quarantined(candidate.standing, policy, now)
    if reason is not None:
        return reason
    answered = candidate.answered_at
    if answered and now < answered + timedelta(days=survey.repeat_after):
        return Skip.ANSWERED_LATELY
    return None


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a wave's invitations: how many stand where, and why some were not sent."""

    states: Mapping[InvitationState, int]
    skipped: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.states.values())

    @property
    def left(self) -> int:
        """How many are still to be sent, or on their way."""
        waiting = (InvitationState.PLANNED, InvitationState.SENDING)
        return sum(self.states.get(state, 0) for state in waiting)

    @property
    def sent(self) -> int:
        """How many Telegram took."""
        return (
            self.total
            - self.left
            - sum(
                self.states.get(state, 0)
                for state in (
                    InvitationState.SKIPPED,
                    InvitationState.BLOCKED,
                    InvitationState.FAILED,
                    InvitationState.UNKNOWN,
                )
            )
        )

    def of(self, state: InvitationState) -> int:
        """Return how many stand there."""
        return self.states.get(state, 0)
