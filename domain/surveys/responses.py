"""Responses: what an owner answered, as it is kept."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.surveys.definition import Measure
from domain.surveys.path import Answer

CHANGEABLE = timedelta(days=1)
"""How long an answer can be changed after the response was begun."""


class Band(StrEnum):
    """What somebody is who gave a score of 0 to 10 (Reichheld 2003): 9-10, 7-8, 0-6."""

    PROMOTER = "promoter"
    PASSIVE = "passive"
    DETRACTOR = "detractor"


def band_of(score: int) -> Band:
    """Return what the score of 0 to 10 makes somebody."""
    if score >= 9:
        return Band.PROMOTER
    return Band.PASSIVE if score >= 7 else Band.DETRACTOR


def is_unhappy(measure: Measure, score: int | None) -> bool:
    """Whether a score asks for somebody to act: a detractor's, or 1 or 2 of 5."""
    if score is None or measure is Measure.NONE:
        return False
    return score <= 6 if measure is Measure.NPS else score <= 2


def again_cause(response_id: int) -> str:
    """Return the cause of the invitation that asks once more after a response."""
    return f"again:{response_id}"


def again_of(cause: str) -> int | None:
    """Return the id of the response after which a cause asks once more; None for other causes."""
    kind, _, number = cause.partition(":")
    return int(number) if kind == "again" and number.isdecimal() else None


LINK = "link"
"""The trigger of a response that an owner began by a link or a code at the counter."""


@dataclass(frozen=True, slots=True)
class NewResponse:
    """A response to be begun. `desk`, `model` and `tier` are the owner's at that time."""

    survey: str
    version: int
    bot_id: int
    owner_id: int
    chat_id: int
    locale: str
    desk: str
    begun_at: datetime
    trigger: str = LINK
    model: str | None = None
    tier: str | None = None
    invitation_id: int | None = None
    again_of: int | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """A response as it stands. Times are aware, UTC.

    `score` is the answer to the measured question, `month` the first day of the month of
    `scored_at` by the desk's clock; `first_score` is what it was before it was changed. `words` are
    what the owner wrote. `again_of`: the response after whose recovery it was asked. `case_id`: the
    case that was opened for it. `revision` rises with each change.
    """

    id: int
    survey: str
    version: int
    bot_id: int
    owner_id: int
    chat_id: int
    locale: str
    desk: str
    trigger: str
    model: str | None
    tier: str | None
    begun_at: datetime
    answers: dict[str, Answer] = field(default_factory=dict)
    score: int | None = None
    first_score: int | None = None
    scored_at: datetime | None = None
    month: date | None = None
    words: str = ""
    completed_at: datetime | None = None
    invitation_id: int | None = None
    again_of: int | None = None
    case_id: int | None = None
    revision: int = 1

    @property
    def changeable_until(self) -> datetime:
        """Until when answers can be changed."""
        return (self.scored_at or self.begun_at) + CHANGEABLE

    def is_open(self, now: datetime, patience: timedelta) -> bool:
        """Whether it can be gone on with."""
        return self.completed_at is None and now < self.begun_at + patience


@dataclass(frozen=True, slots=True)
class Fact:
    """Something an owner said of themselves in a survey, and when."""

    key: str
    value: Answer
    at: datetime
    survey: str


def month_of(moment: datetime, zone: ZoneInfo) -> date:
    """Return the first day of the month that a moment is in, by the clock of a zone."""
    return moment.astimezone(zone).date().replace(day=1)
