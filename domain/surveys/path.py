"""The way through a survey: it follows from the answers, so it needs no state of its own."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from domain.surveys.definition import Survey
from domain.surveys.questions import END, Question, QuestionKind

Answer: TypeAlias = int | float | str | bool | list[str] | None
"""JSON-able: a number, an option's key or several, yes or no, words, an ISO date. None: skipped."""

Answers: TypeAlias = Mapping[str, Answer]
"""By the question's key."""

_DRAFT = "~"
"""Before the key of a question of several choices that are not all made yet."""


def asked(survey: Survey, answers: Answers) -> Iterator[Question]:
    """Yield the questions on the way that these answers make, up to the first without one."""
    place = 0
    while place < len(survey.questions):
        question = survey.questions[place]
        yield question
        if question.key not in answers:
            return
        target = question.leads_to(answers[question.key])
        if target == END:
            return
        following = survey.question(target) if target else None
        place = survey.place_of(following) if following else place + 1


def open_question(survey: Survey, answers: Answers) -> Question | None:
    """Return the question to be answered next; None at the end."""
    return next((one for one in asked(survey, answers) if one.key not in answers), None)


def words_of(survey: Survey, answers: Answers) -> str:
    """Return what somebody wrote in their own words, on the way that their answers make."""
    written = (
        str(answers[one.key])
        for one in asked(survey, answers)
        if one.kind is QuestionKind.TEXT and answers.get(one.key)
    )
    return "\n".join(written)


def wants_call(survey: Survey, answers: Answers) -> bool:
    """Whether somebody asked to be called."""
    return any(one.call and answers.get(one.key) is True for one in asked(survey, answers))


def refuses_call(survey: Survey, answers: Answers) -> bool:
    """Whether somebody asked not to be called."""
    return any(one.call and answers.get(one.key) is False for one in asked(survey, answers))


def is_answer(key: str) -> bool:
    """Whether a key among answers is a question's, not that of choices that are still made."""
    return not key.startswith(_DRAFT)


def chosen(answers: Answers, question: Question) -> list[str]:
    """Return the choices made so far."""
    made = answers.get(_DRAFT + question.key, answers.get(question.key))
    return list(made) if isinstance(made, list) else []


def with_choice(answers: Answers, question: Question, choice: str) -> dict[str, Answer]:
    """Return the answers with one choice more, or less if it was made before."""
    made = chosen(answers, question)
    made = [one for one in made if one != choice] if choice in made else [*made, choice]
    kept = [option.key for option in question.options if option.key in made]
    return {**answers, _DRAFT + question.key: kept}


def with_answer(answers: Answers, question: Question, answer: Answer) -> dict[str, Answer]:
    """Return the answers with one more, or another one."""
    kept = {key: one for key, one in answers.items() if key != _DRAFT + question.key}
    return {**kept, question.key: answer}
