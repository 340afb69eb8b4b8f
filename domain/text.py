"""What a person reads, before it is put into words.

A conversation names a message (`Text`); the edge renders it in the reader's language when it is
put into the outbox. So no sentence lives in code, and a conversation can be tested by ids.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """A message of the locale files: its id and its parameters.

    A `str` parameter is somebody's words and is escaped; a nested `Text`, `Html` or `Localized`
    is rendered in the same language. An `int` named `n` chooses the plural form.
    """

    id: str
    params: Mapping[str, "Param"] = field(default_factory=dict)

    def __init__(self, id: str, /, **params: "Param") -> None:
        object.__setattr__(self, "id", id)
        object.__setattr__(self, "params", params)

    def __hash__(self) -> int:
        return hash((self.id, tuple(sorted(self.params))))


@dataclass(frozen=True, slots=True)
class Html:
    """Words of a curator in Telegram's HTML subset, checked when they were stored."""

    markup: str


@dataclass(frozen=True, slots=True)
class Plain:
    """Somebody's words, shown as they are (and escaped wherever markup is understood)."""

    words: str


@dataclass(frozen=True, slots=True)
class Localized:
    """Words that the policy gives in several languages, as (locale, words) pairs."""

    words: tuple[tuple[str, str], ...]

    def in_locale(self, locale: str) -> str:
        """Return the words in `locale`, else in the first language given."""
        known = dict(self.words)
        return known.get(locale) or self.words[0][1]


@dataclass(frozen=True, slots=True)
class Joined:
    """Several parts as one message, with `separator` between them."""

    parts: "tuple[Body, ...]"
    separator: str = "\n\n"


@dataclass(frozen=True, slots=True)
class Moment:
    """A date and time as a parameter: "Mon 9 Nov, 10:00", by the clock of `zone`.

    With `now`, "10:00 today" and "10:00 tomorrow" where that is so, and the year where it is
    another. `as_adverb` says it as in "opens at 10:00 tomorrow" or "opens on Mon 9 Nov at 10:00".
    `named` adds whose time it is: "(Shanghai time)". `at` is aware, `zone` an IANA name.
    """

    at: datetime
    zone: str
    now: datetime | None = None
    as_adverb: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as a parameter: "3 h 20 min", rounded down to minutes, without its sign.

    From 48 hours on it is in days and hours, except of `business` time, whose days have other
    lengths.
    """

    length: timedelta
    business: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A date as a parameter: "25 Nov 2026", or `short` "25 Nov"."""

    date: date
    short: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month as a parameter, by a day of it: "November 2026", or `short` "Nov 26"."""

    of: date
    short: bool = False


@dataclass(frozen=True, slots=True)
class Percent:
    """A share from 0 to 1 as a parameter: "83%"."""

    share: float


Quantity: TypeAlias = Moment | Span | Day | Month | Percent
Body: TypeAlias = Text | Html | Plain | Localized | Joined
Param: TypeAlias = str | int | float | Quantity | Body
