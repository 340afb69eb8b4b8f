"""The FAQ: entries, where they hold, and the decision on a question."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class EntryStatus(StrEnum):
    """Only published entries answer owners."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


GENERAL = "general"
"""The category of an entry that names none."""


@dataclass(frozen=True, slots=True)
class Scope:
    """For which cars an entry holds; empty means all. Years are model years, both inclusive."""

    brand: str | None = None
    models: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None

    @property
    def is_general(self) -> bool:
        """Whether the entry holds for every car."""
        return not (self.brand or self.models or self.has_years)

    @property
    def has_years(self) -> bool:
        """Whether it depends on the model year."""
        return bool(self.year_from or self.year_to)

    def may_cover(self, car: "Car") -> bool:
        """Whether it may hold for a car: what is not known of the car rules nothing out."""
        if self.brand and car.brand and self.brand.casefold() != car.brand.casefold():
            return False
        if self.models and car.model.casefold() not in {one.casefold() for one in self.models}:
            return False
        if car.year is None:
            return True
        return (self.year_from is None or self.year_from <= car.year) and (
            self.year_to is None or car.year <= self.year_to
        )


@dataclass(frozen=True, slots=True)
class FaqText:
    """An entry in one language. `answer` is Telegram's HTML subset; `image` a file_id."""

    question: str
    answer: str
    variants: tuple[str, ...] = ()
    image: str | None = None

    @property
    def phrasings(self) -> tuple[str, ...]:
        """Every way to ask, the question first."""
        return (self.question, *self.variants)


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """One thing the FAQ knows. `texts` is by canonical locale; dates are inclusive."""

    key: str
    category: str
    texts: dict[str, FaqText]
    status: EntryStatus = EntryStatus.PUBLISHED
    scope: Scope = field(default_factory=Scope)
    valid_from: date | None = None
    valid_until: date | None = None

    def is_live(self, today: date) -> bool:
        """Whether owners may be answered with it on that day (the desk's date)."""
        return (
            self.status is EntryStatus.PUBLISHED
            and (self.valid_from is None or self.valid_from <= today)
            and (self.valid_until is None or today <= self.valid_until)
        )

    def text_for(self, locale: str) -> tuple[str, FaqText]:
        """Return (locale, text) in that language, else in the first one it has."""
        found = locale if locale in self.texts else next(iter(self.texts))
        return found, self.texts[found]


class DecisionKind(StrEnum):
    """What the bot does with a question."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class Car:
    """What scope needs to know of an owner's car."""

    model: str
    year: int | None = None
    brand: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its words, the language to answer in, the cars of who asks, the desk's date.

    `without` are entries that may not answer, whatever fits.
    """

    text: str
    locale: str
    today: date
    cars: tuple[Car, ...] = ()
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may fit. `score` in [0, 1], higher is surer."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a question, and why.

    `candidates`: up to 10, best first, filled whenever the FAQ is not empty. `score` is the
    confidence in the first. `evidence` is JSON-able and explains the decision later; `revision`
    is the FAQ's revision it was made on.
    """

    kind: DecisionKind
    score: float
    candidates: tuple[Candidate, ...] = ()
    suggestions: tuple[str, ...] = ()
    evidence: dict[str, Any] = field(default_factory=dict)
    revision: int = 0

    @property
    def key(self) -> str | None:
        """The answering entry's key; None unless the decision is to answer."""
        return self.candidates[0].key if self.kind is DecisionKind.ANSWER else None


class Feedback(StrEnum):
    """What the owner made of the answer."""

    HELPFUL = "helpful"
    NOT_HELPFUL = "not_helpful"
    CHOSEN = "chosen"
    NONE_FITS = "none_fits"


@dataclass(frozen=True, slots=True)
class Logged:
    """A logged question with all that was kept of its decision, to explain it."""

    question: "Question"
    decision: Decision


@dataclass(frozen=True, slots=True)
class Question:
    """A question as logged. `shown` is the entry the owner saw in the end, if any.

    `about` is the car it was answered for where that was in question ("v12" is the vehicle 12,
    "other" none that we know); `waits` while it is not answered for want of the car. `message_id`
    is the owner's message; `sent` is what it was beside words (`sent_data`), None for mere text.
    """

    id: int
    owner_id: int
    text: str
    locale: str
    asked_at: datetime
    decision: DecisionKind
    candidates: tuple[Candidate, ...]
    shown: str | None = None
    feedback: Feedback | None = None
    about: str | None = None
    waits: bool = False
    message_id: int | None = None
    sent: Mapping[str, Any] | None = None
