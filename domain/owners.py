"""Owners, their cars and what they agreed to."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain import locale as languages
from domain.incoming import Place


class Purpose(StrEnum):
    """What an owner may agree to. Answers need no consent; unasked messages do."""

    UNASKED = "unasked"


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A car of an owner. `model` is a key of the policy; `mileage_km` as of `mileage_at`."""

    id: int
    model: str
    year: int | None = None
    vin: str | None = None
    plate: str | None = None
    mileage_km: int | None = None
    mileage_at: date | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """A person who drives one of our cars, over all bots. `locale` is their own setting."""

    id: int
    name: str
    locale: str | None = None
    time_zone: str | None = None
    desk: str | None = None


@dataclass(frozen=True, slots=True)
class Dialog:
    """Where somebody stands in a form: a row, so that a restart changes nothing.

    `version` rises with each step; a write that names an older one is a lost race (`Conflict`).
    """

    flow: str
    step: str
    data: dict[str, object]
    version: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is writing in a private chat, and everything a conversation needs at once.

    `owner` is None before the first message is committed. `wrote_in` is the language they last
    plainly wrote in at this chat. `known_as` is the name and the rest as stored, to see changes.
    `notice_version` is the privacy notice they were last shown. `active_cases`: how many of their
    cases with this bot are open or waiting.
    """

    owner: Owner | None = None
    wrote_in: str | None = None
    known_as: tuple[str, str | None, str | None] | None = None
    blocked: bool = False
    dialog: Dialog | None = None
    vehicles: tuple[Vehicle, ...] = field(default=())
    consents: frozenset[Purpose] = field(default=frozenset())
    notice_version: str | None = None
    active_cases: int = 0


@dataclass(frozen=True, slots=True)
class Reach:
    """How an owner who is not writing right now is reached by one bot: their private chat with it.

    `name` is what Telegram last called them. `blocked`: they blocked the bot.
    """

    owner: Owner
    place: Place
    name: str
    username: str | None = None
    blocked: bool = False
    wrote_in: str | None = None
    language_code: str | None = None
    vehicles: tuple[Vehicle, ...] = field(default=())

    def locale(self, offered: tuple[str, ...]) -> str:
        """Return the language to write to them in, of those the policy offers."""
        return languages.choose(
            offered,
            setting=self.owner.locale,
            written=self.wrote_in,
            application=self.language_code,
        )
