"""Events: things that happened to an owner or a car, and when they lead to a survey."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.surveys.definition import Survey, SurveyBook

CASE_CLOSED = "case_closed"
"""The kind of the events that come from cases."""

LATEST = timedelta(days=14)
"""How long after its time a survey is still sent: what happened long ago, as when old events are
imported, is not asked about any more."""


class By(StrEnum):
    """What an event names its owner by. Where several are given, the first that is known counts."""

    TELEGRAM = "telegram"
    PHONE = "phone"
    VIN = "vin"


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event as it was told. `names` are normalised: digits, `+86…`, a VIN in capitals.

    `at` is aware. The same kind, names and time are the same event.
    """

    kind: str
    names: tuple[tuple[By, str], ...]
    at: datetime
    desk: str | None = None
    amount: float | None = None
    case_id: int | None = None

    @property
    def key(self) -> str:
        """What the event is known by."""
        names = ",".join(f"{by.value}:{name}" for by, name in self.names)
        about = f"|case:{self.case_id}" if self.case_id is not None else ""
        return f"{self.kind}|{self.at.isoformat()}|{names}{about}"


@dataclass(frozen=True, slots=True)
class Event:
    """A kept event; `owner_id` None: nobody we know yet."""

    id: int
    kind: str
    at: datetime
    owner_id: int | None
    desk: str | None = None
    model: str | None = None
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A survey that an event leads to: when it is to be sent, and what it is called in figures."""

    survey: Survey
    due_at: datetime
    trigger: str


def planned(book: SurveyBook, event: Event, now: datetime) -> Iterator[Planned]:
    """Yield the surveys that an event leads to; none where their time is long over."""
    for survey in book.surveys:
        for trigger in survey.when:
            if trigger.event != event.kind:
                continue
            due_at = event.at + timedelta(days=trigger.after_days)
            if due_at + LATEST > now:
                yield Planned(survey, due_at, f"event:{event.kind}")


def ownership_rules(book: SurveyBook) -> Sequence[tuple[Survey, int]]:
    """Return the surveys that are sent every so many days of ownership."""
    return [
        (survey, trigger.every_days)
        for survey in book.surveys
        for trigger in survey.when
        if trigger.every_days is not None
    ]
