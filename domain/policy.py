"""The policy: what a maker or dealer decides, as one checked value (read from YAML by bot/).

Names that owners read are given per language. Unknown fields are refused, so that a typing error
does not silently keep a default.
"""

from datetime import date, timedelta
from typing import Self

from pydantic import Field, model_validator

from domain.canned import CannedReply
from domain.case_policy import CasePolicy
from domain.complaints.policy import ComplaintPolicy
from domain.desks import Desk
from domain.emergency_policy import EmergencyPolicy
from domain.locale import canonical
from domain.policy_parts import Key, Part, Words, mistake_at
from domain.sla_policy import Sla
from domain.surveys.policy import SurveyPolicy
from domain.text import Localized


class Model(Part):
    """A car model and its model years; no `year_to`: still built."""

    key: Key
    name: Words
    year_from: int = Field(ge=1950, le=2100)
    year_to: int | None = Field(default=None, ge=1950, le=2100)
    vehicles: int | None = Field(default=None, ge=1)
    """How many are on the road, for rates; not given: none is computed."""

    @model_validator(mode="after")
    def _years_in_order(self) -> Self:
        if self.year_to is not None and self.year_to < self.year_from:
            raise ValueError("year_to is before year_from")
        return self

    def years(self, today: date) -> tuple[int, ...]:
        """Model years, newest first; the next model year is sold from summer on."""
        newest = self.year_to or (today.year + 1 if today.month >= 7 else today.year)
        return tuple(range(newest, self.year_from - 1, -1))


class Brand(Part):
    """The maker's brand."""

    key: Key
    name: Words
    models: tuple[Model, ...] = ()
    vin_check_digit: bool = True
    """Whether the market's VINs carry a check digit in position 9 (North America and China do;
    most of Europe does not): see docs on ISO 3779 and GB 16735."""
    vin_prefixes: tuple[str, ...] = ()
    """World manufacturer identifiers of the brand; empty: any is accepted."""


class Category(Part):
    """A category of the FAQ, as owners see it."""

    key: Key
    name: Words


class Privacy(Part):
    """The notice shown at the start; raise `version` whenever its words change."""

    version: str = "1"
    notice: Words | None = None


class Retention(Part):
    """How long things are kept, in days; a hundred years are for ever."""

    update_payloads: int = Field(default=30, ge=1, le=36_500)
    sent_texts: int = Field(default=90, ge=1, le=36_500)
    forms: int = Field(default=7, ge=1, le=36_500)
    cases: int = Field(default=1095, ge=1, le=36_500)
    """After a case is closed, how long its words and files are kept; its figures stay."""
    surveys: int = Field(default=1095, ge=1, le=36_500)
    """How long the words of a response to a survey are kept; its score stays."""

    def before(self, days: int) -> timedelta:
        """Return the span of that many days."""
        return timedelta(days=days)


class Policy(Part):
    """Everything the owner of an installation decides."""

    brand: Brand
    languages: tuple[str, ...] = ("en", "zh-Hans")
    categories: tuple[Category, ...] = ()
    desks: tuple[Desk, ...] = Field(min_length=1)
    default_desk: str = ""
    privacy: Privacy = Privacy()
    emergency: EmergencyPolicy = EmergencyPolicy()
    sla: Sla = Sla()
    cases: CasePolicy = CasePolicy()
    complaints: ComplaintPolicy = ComplaintPolicy()
    canned_replies: tuple[CannedReply, ...] = ()
    surveys: SurveyPolicy = SurveyPolicy()
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
            ("canned reply", [reply.key for reply in self.canned_replies]),
        ):
            twice = {key for key in keys if keys.count(key) > 1}
            if twice:
                raise ValueError(f"{what} key given twice: {', '.join(sorted(twice))}")
        if not self.languages:
            raise ValueError("languages: name at least one")
        if self.default_desk and self.default_desk not in {desk.key for desk in self.desks}:
            raise ValueError(f"default_desk {self.default_desk!r} is not among the desks")
        return self

    @model_validator(mode="after")
    def _desks_can_work(self) -> Self:
        groups: set[int] = set()
        for place, desk in enumerate(self.desks):
            if desk.chat_id in groups:
                raise mistake_at("another desk has the same chat_id", "desks", place, "chat_id")
            groups |= {desk.chat_id} if desk.chat_id is not None else set()
            for part, terms in (("sla", self.sla.terms), ("cases", self.cases.terms)):
                if any(term.share_of_year(desk.hours) > 1 for term in terms):
                    raise mistake_at(f"one of its spans takes desk {desk.key!r} over a year", part)
        return self

    @model_validator(mode="after")
    def _replies_in_every_language(self) -> Self:
        for place, reply in enumerate(self.canned_replies):
            missing = reply.missing(self.languages)
            if missing:
                raise mistake_at(
                    f"give the text in {missing[0]} too", "canned_replies", place, "text"
                )
        return self

    @model_validator(mode="after")
    def _instructions_in_every_language(self) -> Self:
        if missing := self.emergency.missing(self.languages):
            kind, language = missing
            raise mistake_at(
                f"give the instruction in {language} too", "emergency", "instructions", kind
            )
        return self

    @property
    def desk(self) -> Desk:
        """The default desk."""
        return next((desk for desk in self.desks if desk.key == self.default_desk), self.desks[0])

    def desk_of(self, key: str | None) -> Desk:
        """Return a desk by its key; the default one for no key, and for one that is not there."""
        return next((desk for desk in self.desks if desk.key == key), self.desk)

    def desk_name(self, key: str) -> Localized:
        """Return a desk's name; one that is not in the policy is called by its key."""
        found = next((desk for desk in self.desks if desk.key == key), None)
        return found.name if found else Localized((("en", key),))

    def model(self, key: str) -> Model | None:
        """Return a model by its key."""
        return next((model for model in self.brand.models if model.key == key), None)

    def category_name(self, key: str) -> Localized:
        """Return a category's name; one that the policy does not list is called by its key."""
        found = next((category for category in self.categories if category.key == key), None)
        return found.name if found else Localized((("en", key.replace("_", " ").capitalize()),))
