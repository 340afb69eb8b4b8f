"""Cases: pieces of work for staff, each with a number, a clock and, in a forum, a topic."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class CaseKind(StrEnum):
    """What a case is about. Of questions an owner has at most one open per desk and bot."""

    QUESTION = "question"
    COMPLAINT = "complaint"
    EMERGENCY = "emergency"
    FOLLOW_UP = "follow_up"
    BOOKING = "booking"

    @property
    def letter(self) -> str:
        """The first letter of its number, as in `Q-2026-000123`."""
        return _LETTERS[self]


_LETTERS = {
    CaseKind.QUESTION: "Q",
    CaseKind.COMPLAINT: "C",
    CaseKind.EMERGENCY: "E",
    CaseKind.FOLLOW_UP: "F",
    CaseKind.BOOKING: "B",
}


class CasePriority(StrEnum):
    """How urgent, as staff or the rules say."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class CaseStatus(StrEnum):
    """Where a case stands.

    `open`: staff are to do something. `waiting`: on the owner, the clock of resolution stands.
    `resolved`: staff say that it is done and the owner may say otherwise. `closed`: over; a case
    closed by time or by the owner can be opened again.
    """

    OPEN = "open"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"

    @property
    def is_active(self) -> bool:
        """Whether an owner's further words belong to it."""
        return self in (CaseStatus.OPEN, CaseStatus.WAITING)


ACTIVE = tuple(status for status in CaseStatus if status.is_active)


class CaseEnd(StrEnum):
    """Why a case is closed. Withdrawn ones are shown apart in the figures."""

    SOLVED = "solved"
    NO_REPLY = "no_reply"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    SPAM = "spam"
    UNREACHABLE = "unreachable"


class CaseOrigin(StrEnum):
    """How a case came about."""

    ASKED_FOR_PERSON = "asked_for_person"
    NOT_HELPFUL = "not_helpful"
    NO_ANSWER = "no_answer"
    SAFETY = "safety"
    STAFF = "staff"
    SURVEY = "survey"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case to be opened. `asked` are the owner's words, `said` what the bot said to them.

    Times are aware. `year` is the desk's, for the number. `opened_by` is a Telegram id of staff,
    None when the owner or the bot opened it. `tier` null means normal.
    """

    kind: CaseKind
    origin: CaseOrigin
    bot_id: int
    owner_id: int
    owner_chat_id: int
    desk: str
    locale: str
    subject: str
    opened_at: datetime
    year: int
    first_response_due: datetime | None = None
    resolution_due: datetime | None = None
    priority: CasePriority = CasePriority.NORMAL
    asked: str = ""
    said: str = ""
    opened_by: int | None = None
    linked_to: int | None = None
    vehicle_id: int | None = None
    tier: str | None = None
    is_anonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCourse:
    """How a case has gone: what its clocks and the figures are computed from.

    Staff are named by Telegram id; times are aware, UTC. `first_response_at` is when a person wrote
    the first message that reached the owner. `waited` is the business time spent waiting on the
    owner before `waiting_since`. `called_off_at`: an emergency that was found to be none then.
    """

    kind: CaseKind
    desk: str
    status: CaseStatus
    priority: CasePriority
    opened_at: datetime
    tier: str | None = None
    assignee: int | None = None
    assignee_name: str = ""
    first_response_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    end: CaseEnd | None = None
    waiting_since: datetime | None = None
    waited: timedelta = timedelta(0)
    called_off_at: datetime | None = None
    reopened: int = 0
    rating: int | None = None

    @property
    def handled_as(self) -> CaseKind:
        """The kind whose rules hold: an emergency that was called off is an ordinary question."""
        return self.kind if self.called_off_at is None else CaseKind.QUESTION

    @property
    def is_emergency(self) -> bool:
        """Whether it is an emergency that nobody has called off."""
        return self.handled_as is CaseKind.EMERGENCY


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(CaseCourse):
    """A case as it stands.

    `note_mode`: whatever is written in its topic is a note. `version` rises with each change.
    `is_anonymous`: nobody is shown who its owner is, and it stands before those in charge alone;
    `owner_name` is empty then. `owner_id` and `owner_chat_id` are the bot's way back to them.
    """

    id: int
    number: str
    origin: CaseOrigin
    bot_id: int
    owner_id: int
    owner_chat_id: int
    owner_name: str
    locale: str
    subject: str
    asked: str = ""
    said: str = ""
    opened_by: int | None = None
    claimed_at: datetime | None = None
    first_response_due: datetime | None = None
    resolution_due: datetime | None = None
    rating_words: str = ""
    note_mode: bool = False
    breach_told: bool = False
    linked_to: int | None = None
    merged_into: int | None = None
    vehicle_id: int | None = None
    is_anonymous: bool = False
    version: int = field(default=1)

    @property
    def topic(self) -> str:
        """The name by which the outbox finds the case's topic."""
        return f"case:{self.id}"

    @property
    def card(self) -> str:
        """The name by which the outbox finds the case's card."""
        return f"card:{self.id}"

    @property
    def next_due(self) -> datetime | None:
        """When staff's next answer is due; None while nothing is expected of them."""
        if self.status is not CaseStatus.OPEN:
            return None
        return self.first_response_due if self.first_response_at is None else self.resolution_due

    @property
    def is_claimed(self) -> bool:
        """Whether a person has it, so that the bot is silent towards the owner."""
        return self.status.is_active and self.assignee is not None


def case_of_topic(name: str) -> int | None:
    """Return the id of the case whose topic has that name; None for other topics."""
    kind, _, number = name.partition(":")
    return int(number) if kind == "case" and number.isdecimal() else None


class CaseEventKind(StrEnum):
    """What happened to a case, for its timeline."""

    OPENED = "opened"
    JOINED = "joined"
    CLAIMED = "claimed"
    ASSIGNED = "assigned"
    RELEASED = "released"
    PRIORITY = "priority"
    FIRST_RESPONSE = "first_response"
    WAITING = "waiting"
    CONTINUED = "continued"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"
    CLOSED = "closed"
    RATED = "rated"
    TRANSFERRED = "transferred"
    MERGED = "merged"
    LINKED = "linked"
    MOVED = "moved"
    WARNED = "warned"
    BREACHED = "breached"
    NOTE_MODE = "note_mode"
    SPAM = "spam"
    TOPIC_MADE = "topic_made"
    TOPIC_LOST = "topic_lost"
    RELAY_FAILED = "relay_failed"
    CALLED_OFF = "called_off"
    ASSESSED = "assessed"
    REMEDY = "remedy"
    DECIDED = "decided"
    ACTION = "action"
    FILE_NOT_KEPT = "file_not_kept"
    """A file's content could not be kept: too large, or Telegram did not give it."""
    TAKEN_UP = "taken_up"
    FOLLOWED_UP = "followed_up"
    ACKNOWLEDGED = "acknowledged"
    """The owner was told that their words are with the case."""
    OWNER_BLOCKED = "owner_blocked"


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """An entry of a case's timeline. `actor`: staff's Telegram id; None: the bot or the owner."""

    case_id: int
    kind: CaseEventKind
    at: datetime
    actor: int | None = None
    data: dict[str, object] = field(default_factory=dict)
