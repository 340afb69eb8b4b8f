"""The definition of a survey, as one checked value (read from YAML by bot/).

What is wrong with one is raised with its place in the file, so that the reader can name the line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Self, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from domain.locale import canonical
from domain.policy_parts import Key, Part, Words, mistake_at
from domain.surveys.questions import END, SCALES, Question, QuestionKind, numbers_of
from domain.text import Localized

_Location: TypeAlias = tuple[int | str, ...]


class Measure(StrEnum):
    """What the answer to the first question is counted as."""

    NPS = "nps"
    CSAT = "csat"
    NONE = "none"


_FIRST = {Measure.NPS: QuestionKind.SCORE, Measure.CSAT: QuestionKind.RATING}


class Trigger(Part):
    """When a survey is sent: so many days after an event, or every so many days of ownership."""

    event: Key | None = None
    after_days: int = Field(default=0, ge=0, le=3650)
    every_days: int | None = Field(default=None, ge=30, le=3650)

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.event is None) == (self.every_days is None):
            raise ValueError("give an event, or every_days of ownership")
        if self.every_days is not None and self.after_days:
            raise ValueError("after_days goes with an event")
        return self


class Thanks(Part):
    """What is said at the end; `when` (`0-6`): only to those whose first answer it was."""

    text: Words
    when: str | None = None


def _languages(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return tuple(dict.fromkeys(canonical(str(tag)) for tag in value))
    return value


class Survey(Part):
    """A survey. Raise `version` whenever its words or questions change.

    `profile`: the answers are kept in the owner's record, by the questions' keys. `anonymous`: who
    answered is not kept. `when`: what sends it by itself. `repeat_after`: days before the same
    owner can answer it again.
    """

    key: Key
    version: int = Field(ge=1)
    name: Words
    languages: Annotated[tuple[str, ...], BeforeValidator(_languages)] = Field(min_length=1)
    measure: Measure = Measure.NONE
    anonymous: bool = False
    profile: bool = False
    repeat_after: int = Field(default=90, ge=0, le=3650)
    when: tuple[Trigger, ...] = ()
    intro: Words | None = None
    questions: tuple[Question, ...] = Field(min_length=1, max_length=30)
    thanks: tuple[Thanks, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        seen: set[str] = set()
        for place, question in enumerate(self.questions):
            if question.key in seen:
                told = f"question {question.key!r} is given twice"
                raise mistake_at(told, "questions", place, "key")
            if question.key == END:
                raise mistake_at("no question can be called end", "questions", place, "key")
            seen.add(question.key)
        return self

    @model_validator(mode="after")
    def _words_in_every_language(self) -> Self:
        for location, words in self._words():
            known = {locale for locale, _ in words.words}
            missing = [tag for tag in self.languages if tag not in known]
            if missing:
                raise mistake_at(f"give the words in {missing[0]} too", *location)
        return self

    @model_validator(mode="after")
    def _branches_lead_on(self) -> Self:
        places = {question.key: place for place, question in enumerate(self.questions)}
        reached = {0}
        for place, question in enumerate(self.questions):
            for branch, target in question.go.items():
                way = () if branch == "*" else (branch,)
                where: _Location = ("questions", place, "go", *way)
                if target != END and target not in places:
                    raise mistake_at(f"there is no question {target!r} to go to", *where)
                if target != END and places[target] <= place:
                    raise mistake_at(f"{target!r} stands above: a branch leads on", *where)
                if target != END:
                    reached.add(places[target])
            if place not in reached:
                told = f"no way leads to question {question.key!r}"
                raise mistake_at(told, "questions", place, "key")
            if self._goes_on(question):
                reached.add(place + 1)
        return self

    @model_validator(mode="after")
    def _first_question_is_measured(self) -> Self:
        kind = _FIRST.get(self.measure)
        first = self.questions[0]
        if kind is not None and first.kind is not kind:
            told = f"for {self.measure.value} the first question is a {kind.value}"
            raise mistake_at(told, "questions", 0, "kind")
        return self

    @model_validator(mode="after")
    def _thanks_are_of_answers(self) -> Self:
        scale = SCALES.get(self.questions[0].kind, range(0))
        for place, thanks in enumerate(self.thanks):
            if thanks.when is None:
                continue
            numbers = numbers_of(thanks.when)
            if not numbers or not set(numbers) <= set(scale):
                told = f"{thanks.when!r} is no answer to the first question"
                raise mistake_at(told, "thanks", place, "when")
        if all(thanks.when is not None for thanks in self.thanks):
            raise mistake_at("give one without when, for everybody else", "thanks")
        return self

    @model_validator(mode="after")
    def _anonymous_tells_nothing(self) -> Self:
        """Where it goes on, and what it says then, would tell what somebody answered."""
        if not self.anonymous:
            return self
        if self.when:
            told = "an anonymous survey is not sent: give its link, and nobody knows who had it"
            raise mistake_at(told, "when")
        if self.profile:
            raise mistake_at("an anonymous survey fills no profile", "profile")
        for place, question in enumerate(self.questions):
            if (found := _tells(question)) is not None:
                raise mistake_at(found[0], "questions", place, *found[1])
        for place, thanks in enumerate(self.thanks):
            if thanks.when is not None:
                told = "an anonymous survey thanks everybody alike"
                raise mistake_at(told, "thanks", place, "when")
        return self

    @property
    def measured(self) -> Question | None:
        """The question whose answer is the score."""
        return None if self.measure is Measure.NONE else self.questions[0]

    def may_skip(self, question: Question) -> bool:
        """Whether a question need not be answered: the one that is measured must be."""
        return question.optional and question is not self.measured

    def question(self, key: str) -> Question | None:
        """Return a question by its key."""
        return next((one for one in self.questions if one.key == key), None)

    def place_of(self, question: Question) -> int:
        """Return where a question stands, from 0."""
        return self.questions.index(question)

    def thanks_for(self, first_answer: object) -> Localized:
        """Return what is said at the end to who gave that first answer."""
        plain = None
        for thanks in self.thanks:
            if thanks.when is None:
                plain = plain or thanks.text
            elif first_answer in numbers_of(thanks.when):
                return thanks.text
        assert plain is not None  # noqa: S101 - checked above
        return plain

    def _goes_on(self, question: Question) -> bool:
        """Whether some answer leads to the question that stands next."""
        if "*" in question.go:
            return False
        if self.may_skip(question):
            return True
        return any(question.leads_to(answer) is None for answer in question.answers or ("",))

    def _words(self) -> Iterator[tuple[_Location, Localized]]:
        yield ("name",), self.name
        if self.intro:
            yield ("intro",), self.intro
        for place, question in enumerate(self.questions):
            yield ("questions", place, "text"), question.text
            for end, words in (("low", question.low), ("high", question.high)):
                if words:
                    yield ("questions", place, end), words
            for number, option in enumerate(question.options):
                yield ("questions", place, "options", number, "label"), option.label
        for place, thanks in enumerate(self.thanks):
            yield ("thanks", place, "text"), thanks.text


def _tells(question: Question) -> tuple[str, _Location] | None:
    """Return what of a question would tell who answered what, and where it stands."""
    if question.kind is QuestionKind.CHOICES:
        return "an anonymous survey cannot keep choices that are still made", ("kind",)
    if question.call:
        return "nobody anonymous can be called", ("call",)
    for branch in question.go:
        if branch != "*":
            told = "an anonymous survey cannot branch: its next question would tell"
            return told, ("go", branch)
    return None


@dataclass(frozen=True, slots=True)
class SurveyBook:
    """Every survey of an installation, by key."""

    surveys: tuple[Survey, ...] = ()

    def find(self, key: str) -> Survey | None:
        """Return a survey by its key."""
        return next((one for one in self.surveys if one.key == key), None)
