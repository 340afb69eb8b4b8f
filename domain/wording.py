"""Wording by a chat model: what it is asked, what may never leave the machine, what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from domain.knowledge import FaqEntry


class Outcome(StrEnum):
    """What came of asking the model: `USED`, or why the curators' words stand.

    Declined by the model itself; refused before it was asked; a server that failed; an answer
    that a check refused.
    """

    USED = "used"
    DECLINED = "declined"
    SUSPICIOUS = "suspicious"
    TOO_MUCH = "too_much"
    RESTING = "resting"
    BUSY = "busy"
    TIME_OUT = "time_out"
    FAILED = "failed"
    MALFORMED = "malformed"
    SOURCES = "sources"
    LENGTH = "length"
    LANGUAGE = "language"
    MARKUP = "markup"
    LEAK = "leak"
    LINKS = "links"
    NUMBERS = "numbers"
    NAMES = "names"
    POLARITY = "polarity"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Private:
    """What is known to be somebody's own, beside what is recognised by its form."""

    names: tuple[str, ...] = ()
    usernames: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    plates: tuple[str, ...] = ()
    vins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordingRequest:
    """An answer to put into words: the question, the language, what may be said.

    The first of `entries` is the one that was decided for; the others were retrieved beside it.
    `names` are models and brands as the policy names them: in an answer they are facts.
    """

    question: str
    locale: str
    entries: tuple[FaqEntry, ...]
    private: Private = field(default_factory=Private)
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Worded:
    """What came of it. `html` (Telegram's subset) and `keys`, the entries it is from, if used.

    `detail` is JSON-able and says what a check stumbled over; it holds no personal data.
    """

    outcome: Outcome
    html: str = ""
    keys: tuple[str, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_used(self) -> bool:
        """Whether the owner may read it."""
        return self.outcome is Outcome.USED

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON-able data, as it is kept with the question."""
        return {
            "outcome": self.outcome.value,
            "keys": list(self.keys),
            "html": self.html,
            **self.detail,
        }


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Words that make sense only after the last question: "and for the hybrid?"."""

    words: str
    last_question: str
    locale: str
    private: Private = field(default_factory=Private)


@dataclass(frozen=True, slots=True)
class Completed:
    """A follow-up as a whole question, if the model's could be used."""

    outcome: Outcome
    question: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
