"""Words while the car form is open: a step takes what it can understand."""

import re

from domain.complaining import complains
from domain.form_words import FormWord, form_word
from domain.knowledge import DecisionKind
from domain.mileage import read_mileage
from domain.plate import read_plate
from domain.ports import Effect
from domain.question_words import sounds_like_question
from domain.small_talk import has_words, small_talk
from domain.text import Text
from domain.vin import find_vin
from handlers.car import choose, details, keep
from handlers.car.form import Draft, Step, again, open_step
from handlers.car.vin import vin
from handlers.scope import decide
from handlers.turn import Turn


async def take(turn: Turn, words: str) -> Effect | None:
    """Take words for the open step; None when they are small talk or clearly a question."""
    at = open_step(turn)
    if at is None:
        return None
    step, draft = at
    taken = _understood(turn, step, draft, words)
    if taken is not None:
        return taken
    if small_talk(words) or not has_words(words) or sounds_like_question(words):
        return None
    if complains(words) or _is_long(words):
        return None
    if (await decide(turn.heard(words), words)).kind is DecisionKind.ANSWER:
        return None
    return again(turn, step, draft, _HINTS[step])


def _is_long(words: str) -> bool:
    """Whether words say more than any step asks for: they are meant for somebody else."""
    return len(words.split()) > _MOST_WORDS or len(_HAN.findall(words)) > _MOST_CHARACTERS


def _understood(turn: Turn, step: Step, draft: Draft, words: str) -> Effect | None:
    match form_word(words):
        case FormWord.CANCEL:
            return keep.finished(turn, Text("form.cancelled"))
        case FormWord.SKIP if step is Step.YEAR:
            return choose.year(turn, draft, None)
        case FormWord.SKIP | FormWord.NO if step in _OPTIONAL:
            return details.skip(turn, step, draft)
        case FormWord.YES | FormWord.NO as word if step is Step.LOWER:
            return details.lower(turn, draft, right=word is FormWord.YES)
    if found := find_vin(words):
        return vin(turn, step, draft, found)
    return _answer(turn, step, draft, words)


def _answer(turn: Turn, step: Step, draft: Draft, words: str) -> Effect | None:
    match step:
        case Step.MODEL | Step.YEAR:
            return _model_or_year(turn, step, draft, words)
        case Step.PLATE:
            return _plate(turn, draft, words)
        case Step.MILEAGE | Step.LOWER:
            reading = read_mileage(words)
            return details.mileage(turn, draft, reading.km) if reading else None
        case Step.VIN:
            return None


def _model_or_year(turn: Turn, step: Step, draft: Draft, words: str) -> Effect | None:
    if named := choose.read_model(turn, words):
        return choose.model(turn, draft, *named)
    if step is Step.YEAR and choose.is_year(words):
        return choose.year(turn, draft, choose.read_year(words))
    return None


def _plate(turn: Turn, draft: Draft, words: str) -> Effect | None:
    """Take a plate; somebody who gives the mileage at once is understood too."""
    reading = read_mileage(words)
    if reading and reading.named:
        return details.mileage(turn, draft, reading.km)
    plate = read_plate(words)
    return details.plate(turn, draft, plate) if plate else None


_MOST_WORDS, _MOST_CHARACTERS = 6, 15
"""Of what may be an attempt at a model, a year, a plate or a mileage that was not understood."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_OPTIONAL = {Step.VIN, Step.PLATE, Step.MILEAGE}

_HINTS = {
    Step.MODEL: Text("car.hint_model"),
    Step.YEAR: Text("car.hint_year"),
    Step.VIN: Text("car.hint_vin"),
    Step.PLATE: Text("car.hint_plate"),
    Step.MILEAGE: Text("car.hint_mileage"),
    Step.LOWER: Text("car.hint_lower"),
}
