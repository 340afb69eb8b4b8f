"""A question as a message: its words, what was answered, its buttons."""

from collections.abc import Sequence
from datetime import datetime

from domain.outgoing import Button, Buttons
from domain.surveys import path
from domain.surveys.definition import Survey
from domain.surveys.path import Answer
from domain.surveys.questions import NO, SCALES, YES, Question, QuestionKind
from domain.surveys.responses import Response
from domain.text import Body, Joined, Localized, Moment, Plain, Text

_ROW = {QuestionKind.SCORE: 6, QuestionKind.RATING: 5}
"""Of eleven numbers, so that each is wide enough for a thumb."""


def ref_of(response: Response, place: int) -> str:
    """Return the name by which the outbox finds a question's message."""
    return f"survey:{response.id}:{place}"


def question_view(
    survey: Survey, response: Response, question: Question, zone: str, now: datetime
) -> tuple[Body, Buttons]:
    """Return a question's message as things stand."""
    place = survey.place_of(question)
    is_answered = question.key in response.answers
    parts: list[Body] = []
    if place == 0 and survey.intro and not is_answered:
        parts.append(survey.intro)
    parts.append(Text("survey.question", question=question.text))
    if question.low and question.high:
        scale = SCALES[question.kind]
        parts.append(
            Text(
                "survey.ends", least=scale[0], low=question.low, most=scale[-1], high=question.high
            )
        )
    if is_answered:
        answer = answer_words(question, response.answers[question.key])
        until = Moment(response.changeable_until, zone, now)
        if question.kind is QuestionKind.TEXT:
            parts.append(Text("survey.given_words", answer=answer))
        else:
            parts.append(Text("survey.given", answer=answer, until=until))
    elif question.kind is QuestionKind.TEXT:
        parts.append(Text("survey.write"))
    elif question.kind is QuestionKind.NUMBER:
        parts.append(Text("survey.write_number"))
    elif question.kind is QuestionKind.DATE:
        parts.append(Text("survey.write_date"))
    return Joined(tuple(parts)), _buttons(survey, response, question)


def answer_words(question: Question, answer: Answer) -> Body:
    """Return an answer as people read it."""
    if answer is None:
        return Text("survey.skipped")
    if isinstance(answer, bool):
        return Text("survey.yes") if answer else Text("survey.no")
    labels = {option.key: option.label for option in question.options}
    chosen = answer if isinstance(answer, list) else [answer]
    return Joined(tuple(labels.get(str(one), Plain(str(one))) for one in chosen), ", ")


def _buttons(survey: Survey, response: Response, question: Question) -> Buttons:
    place = survey.place_of(question)
    own = f"survey:set:{response.id}:{place}"
    rows: list[tuple[Button, ...]] = []
    given = response.answers.get(question.key)
    if question.kind in SCALES:
        numbers = [
            Button(Plain(_marked(str(number), number == given)), f"{own}:{number}")
            for number in SCALES[question.kind]
        ]
        rows += _rows(numbers, _ROW[question.kind])
    elif question.kind is QuestionKind.YES_NO:
        yes, no = Text("survey.yes"), Text("survey.no")
        rows.append((Button(yes, f"{own}:{YES}"), Button(no, f"{own}:{NO}")))
    else:
        made = path.chosen(response.answers, question) or [str(given)]
        rows += [
            (Button(_ticked(option.label, option.key in made), f"{own}:{number}"),)
            for number, option in enumerate(question.options)
        ]
    if question.key not in response.answers:
        rows.append(_ways_on(survey, response, question))
    return tuple(row for row in rows if row)


def _ways_on(survey: Survey, response: Response, question: Question) -> tuple[Button, ...]:
    place = survey.place_of(question)
    ways: list[Button] = []
    if question.kind is QuestionKind.CHOICES:
        ways.append(Button(Text("button.survey_done"), f"survey:done:{response.id}:{place}"))
    if survey.may_skip(question):
        ways.append(Button(Text("button.survey_skip"), f"survey:skip:{response.id}:{place}"))
    if place == 0:
        ways.append(Button(Text("button.survey_leave"), f"survey:leave:{response.id}"))
    return tuple(ways)


def _rows(buttons: Sequence[Button], width: int) -> list[tuple[Button, ...]]:
    return [tuple(buttons[at : at + width]) for at in range(0, len(buttons), width)]


def _marked(words: str, is_given: bool) -> str:  # noqa: FBT001 - a shade of the label
    return f"✓ {words}" if is_given else words


def _ticked(label: Localized, is_made: bool) -> Localized:  # noqa: FBT001
    if not is_made:
        return label
    return Localized(tuple((locale, f"✓ {words}") for locale, words in label.words))
