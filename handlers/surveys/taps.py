"""The buttons of a survey: `survey:<what>:<response>:<place of the question>[:<answer>]`."""

from domain.incoming import Incoming
from domain.ports import Effect, Tools
from domain.surveys import path
from domain.surveys.path import Answer
from domain.surveys.questions import NO, SCALES, YES, Question, QuestionKind
from domain.text import Text
from handlers.surveys.conversation import Answering, answer, choose, find, leave
from handlers.turn import Turn, as_id


async def survey_tapped(incoming: Incoming, tools: Tools) -> Effect:
    """Take a tap; whose response it names is checked, since the data comes from outside."""
    turn = await Turn.begin(incoming, tools)
    old = turn.notices(Text("notice.old_button"))
    match turn.tapped:
        case ["survey", "leave", number]:
            given = await _find(turn, number)
            return leave(given) if given else old
        case ["survey", "skip" | "done" as what, number, place]:
            given, question = await _at(turn, number, place)
            if given is None or question is None:
                return old
            return _skip(given, question) if what == "skip" else _done(given, question)
        case ["survey", "set", number, place, value]:
            given, question = await _at(turn, number, place)
            if given is None or question is None:
                return old
            return _set(given, question, value) or old
    return old


def _skip(given: Answering, question: Question) -> Effect:
    if question.key in given.response.answers or not given.survey.may_skip(question):
        return given.turn.notices(Text("notice.survey_noted"))
    return answer(given, question, None)


def _done(given: Answering, question: Question) -> Effect:
    if question.kind is not QuestionKind.CHOICES or question.key in given.response.answers:
        return given.turn.notices(Text("notice.survey_noted"))
    made = path.chosen(given.response.answers, question)
    if not made:
        return given.turn.notices(Text("notice.survey_choose"))
    return answer(given, question, made)


def _set(given: Answering, question: Question, value: str) -> Effect | None:
    found: Answer = None
    if question.kind in SCALES:
        number = as_id(value)
        found = number if number in SCALES[question.kind] else None
    elif question.kind is QuestionKind.YES_NO:
        found = {YES: True, NO: False}.get(value)
    else:
        place = as_id(value)
        if place is not None and place < len(question.options):
            found = question.options[place].key
    if found is None:
        return None
    if question.kind is QuestionKind.CHOICES:
        return choose(given, question, str(found))
    return answer(given, question, found)


async def _find(turn: Turn, number: str) -> Answering | None:
    response_id = as_id(number)
    return await find(turn.tools, turn, response_id) if response_id is not None else None


async def _at(turn: Turn, number: str, place: str) -> tuple[Answering | None, Question | None]:
    """Return the response and the question, if the survey still is the version it was asked in."""
    given, at = await _find(turn, number), as_id(place)
    if given is None or at is None or given.response.version != given.survey.version:
        return None, None
    questions = given.survey.questions
    return given, questions[at] if at < len(questions) else None
