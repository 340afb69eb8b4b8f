"""The questions of a survey: their kinds, what may be answered, and where an answer leads."""

import re
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from domain.policy_parts import Key, Part, Words, mistake_at

END = "end"
"""Where a branch leads that ends the survey."""

YES, NO = "yes", "no"

_RANGE = re.compile(r"(\d{1,2})(?:\s*-\s*(\d{1,2}))?")


class QuestionKind(StrEnum):
    """How a question is answered. `score` is 0 to 10, `rating` 1 to 5."""

    SCORE = "score"
    RATING = "rating"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"


SCALES = {QuestionKind.SCORE: range(11), QuestionKind.RATING: range(1, 6)}
_WITH_OPTIONS = (QuestionKind.CHOICE, QuestionKind.CHOICES)
_WITH_BRANCHES = (*SCALES, QuestionKind.CHOICE, QuestionKind.YES_NO)
_MOST_OPTIONS = 12


class Option(Part):
    """One of the answers to choose from."""

    key: Key
    label: Words


def _branches(value: object) -> object:
    """`go: end` is the same for every answer."""
    return {"*": value} if isinstance(value, str) else value


class Question(Part):
    """A question. `go` says where answers lead: `{0-6: why_low}`; without it, to the next one.

    `low` and `high` name the ends of a scale. `least` and `most` bound a number. `call`: a yes asks
    for a call.
    """

    key: Key
    kind: QuestionKind
    text: Words
    low: Words | None = None
    high: Words | None = None
    options: tuple[Option, ...] = ()
    least: float | None = None
    most: float | None = None
    optional: bool = True
    call: bool = False
    go: Annotated[dict[str, str], BeforeValidator(_branches)] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _options_where_there_is_a_choice(self) -> Self:
        if (self.kind in _WITH_OPTIONS) != bool(self.options):
            needed = "give options to choose from" if not self.options else "only a choice has them"
            raise mistake_at(needed, "options" if self.options else "kind")
        if self.options and not 2 <= len(self.options) <= _MOST_OPTIONS:
            raise mistake_at(f"give 2 to {_MOST_OPTIONS} options", "options")
        keys = [option.key for option in self.options]
        for place, key in enumerate(keys):
            if key in keys[:place]:
                raise mistake_at(f"option {key!r} is given twice", "options", place, "key")
        return self

    @model_validator(mode="after")
    def _fields_fit_the_kind(self) -> Self:
        if (self.low or self.high) and self.kind not in SCALES:
            raise mistake_at("only a score or a rating has ends", "low" if self.low else "high")
        bounded = self.least is not None or self.most is not None
        if bounded and self.kind is not QuestionKind.NUMBER:
            raise mistake_at("only a number has bounds", "most" if self.least is None else "least")
        if self.least is not None and self.most is not None and self.most < self.least:
            raise mistake_at("most is below least", "most")
        if self.call and self.kind is not QuestionKind.YES_NO:
            raise mistake_at("only a yes or no asks for a call", "call")
        return self

    @model_validator(mode="after")
    def _branches_are_of_answers(self) -> Self:
        taken: set[str] = set()
        for branch in self.go:
            if branch != "*" and self.kind not in _WITH_BRANCHES:
                raise mistake_at(f"a {self.kind.value} question cannot branch", "go", branch)
            answers = self._answers_of(branch)
            if not answers:
                raise mistake_at(f"{branch!r} is no answer to this question", "go", branch)
            if answers & taken:
                raise mistake_at(f"{branch!r} is also in a branch above", "go", branch)
            taken |= answers
        return self

    def leads_to(self, answer: object) -> str | None:
        """Return the key of the question that an answer leads to, or `end`; None: the next."""
        given = {True: YES, False: NO}[answer] if isinstance(answer, bool) else str(answer)
        for branch, target in self.go.items():
            if branch == "*" or given in self._answers_of(branch):
                return target
        return None

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers that a branch can name."""
        if self.kind in SCALES:
            return tuple(str(number) for number in SCALES[self.kind])
        if self.kind is QuestionKind.YES_NO:
            return (YES, NO)
        return tuple(option.key for option in self.options)

    def _answers_of(self, branch: str) -> set[str]:
        if branch == "*":
            return {"*"}
        if self.kind in SCALES:
            numbers = numbers_of(branch)
            fits = set(numbers) <= set(SCALES[self.kind])
            return {str(one) for one in numbers} if fits else set()
        return {branch} & set(self.answers)


def numbers_of(words: str) -> tuple[int, ...]:
    """Return the whole numbers that `7` or `0-6` names; none for anything else."""
    found = _RANGE.fullmatch(words.strip())
    if found is None:
        return ()
    first = int(found[1])
    return tuple(range(first, int(found[2] or first) + 1))
