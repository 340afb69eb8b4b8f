"""The policy: what a maker or dealer decides, as one checked value (read from YAML by bot/).

Names that owners read are given per language. Unknown fields are refused, so that a typing error
does not silently keep a default.
"""

import re
from datetime import date, timedelta
from typing import Annotated, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from domain.locale import canonical
from domain.text import Localized


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def _key(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,23}", value):
        raise ValueError(
            "a key has 1 to 24 of a-z, 0-9, - and _, and begins with a letter or digit"
        )
    return value


def _localized(value: object) -> object:
    if isinstance(value, Localized):
        return value
    if isinstance(value, str):
        return Localized((("en", value),))
    if not isinstance(value, dict) or not value:
        raise ValueError("give the words per language, such as {en: Lyra, zh: 莱拉}")
    if not all(isinstance(words, str) and words.strip() for words in value.values()):
        raise ValueError("each language needs words")
    return Localized(tuple((canonical(str(tag)), words.strip()) for tag, words in value.items()))


def _time_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(f"unknown time zone {value!r}; use a name such as Asia/Shanghai")
    return value


Key = Annotated[str, AfterValidator(_key)]
Words = Annotated[Localized, BeforeValidator(_localized)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]


class Model(_Part):
    """A car model and its model years; no `year_to`: still built."""

    key: Key
    name: Words
    year_from: int = Field(ge=1950, le=2100)
    year_to: int | None = Field(default=None, ge=1950, le=2100)

    @model_validator(mode="after")
    def _years_in_order(self) -> Self:
        if self.year_to is not None and self.year_to < self.year_from:
            raise ValueError("year_to is before year_from")
        return self

    def years(self, today: date) -> tuple[int, ...]:
        """Model years, newest first; the next model year is sold from summer on."""
        newest = self.year_to or (today.year + 1 if today.month >= 7 else today.year)
        return tuple(range(newest, self.year_from - 1, -1))


class Brand(_Part):
    """The maker's brand."""

    key: Key
    name: Words
    models: tuple[Model, ...] = ()
    vin_check_digit: bool = True
    """Whether the market's VINs carry a check digit in position 9 (North America and China do;
    most of Europe does not): see docs on ISO 3779 and GB 16735."""
    vin_prefixes: tuple[str, ...] = ()
    """World manufacturer identifiers of the brand; empty: any is accepted."""


class Category(_Part):
    """A category of the FAQ, as owners see it."""

    key: Key
    name: Words


class Desk(_Part):
    """A staff team: one Telegram group, a country, a time zone."""

    key: Key
    name: Words
    country: str = Field(default="CN", pattern=r"^[A-Z]{2}$")
    time_zone: TimeZone = "Asia/Shanghai"
    chat_id: int | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The desk's time zone."""
        return ZoneInfo(self.time_zone)


class Privacy(_Part):
    """The notice shown at the start; raise `version` whenever its words change."""

    version: str = "1"
    notice: Words | None = None


class Retention(_Part):
    """How long things are kept, in days; a hundred years are for ever."""

    update_payloads: int = Field(default=30, ge=1, le=36_500)
    sent_texts: int = Field(default=90, ge=1, le=36_500)
    forms: int = Field(default=7, ge=1, le=36_500)

    def before(self, days: int) -> timedelta:
        """Return the span of that many days."""
        return timedelta(days=days)


class Policy(_Part):
    """Everything the owner of an installation decides."""

    brand: Brand
    languages: tuple[str, ...] = ("en", "zh-Hans")
    categories: tuple[Category, ...] = ()
    desks: tuple[Desk, ...] = Field(min_length=1)
    default_desk: str = ""
    privacy: Privacy = Privacy()
    retention: Retention = Retention()

    @model_validator(mode="before")
    @classmethod
    def _canonical_languages(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("languages"), (list, tuple)):
            tags = tuple(dict.fromkeys(canonical(str(tag)) for tag in data["languages"]))
            data = {**data, "languages": tags}
        return data

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for what, keys in (
            ("model", [model.key for model in self.brand.models]),
            ("category", [category.key for category in self.categories]),
            ("desk", [desk.key for desk in self.desks]),
        ):
            twice = {key for key in keys if keys.count(key) > 1}
            if twice:
                raise ValueError(f"{what} key given twice: {', '.join(sorted(twice))}")
        if not self.languages:
            raise ValueError("languages: name at least one")
        if self.default_desk and self.default_desk not in {desk.key for desk in self.desks}:
            raise ValueError(f"default_desk {self.default_desk!r} is not among the desks")
        return self

    @property
    def desk(self) -> Desk:
        """The default desk."""
        return next((desk for desk in self.desks if desk.key == self.default_desk), self.desks[0])

    def model(self, key: str) -> Model | None:
        """Return a model by its key."""
        return next((model for model in self.brand.models if model.key == key), None)

    def category_name(self, key: str) -> Localized:
        """Return a category's name; one that the policy does not list is called by its key."""
        found = next((category for category in self.categories if category.key == key), None)
        return found.name if found else Localized((("en", key.replace("_", " ").capitalize()),))
