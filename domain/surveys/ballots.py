"""Answers to anonymous surveys: kept one by one, without anything that leads to who gave them."""

from dataclasses import dataclass
from datetime import date

from domain.surveys.path import Answer


@dataclass(frozen=True, slots=True)
class Ballot:
    """One answer to one question. `month` is all that is kept of when, `desk` of where."""

    survey: str
    version: int
    question: str
    answer: Answer
    month: date
    desk: str
    score: int | None = None
