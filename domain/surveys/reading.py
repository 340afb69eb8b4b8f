"""Reading an answer out of words, in both languages."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from domain.folding import folded
from domain.form_words import FormWord, form_word
from domain.surveys.dates import read_date
from domain.surveys.numerals import Numeral, is_mostly_a_number, read_numeral
from domain.surveys.path import Answer
from domain.surveys.questions import SCALES, Option, Question, QuestionKind

MOST_WORDS = 2000
"""Characters of an answer that are kept."""


class Misread(StrEnum):
    """Why words that were meant as an answer are none."""

    OUT_OF_SCALE = "out_of_scale"
    NOT_WHOLE = "not_whole"
    OTHER_SCALE = "other_scale"
    UNCLEAR = "unclear"
    OUT_OF_BOUNDS = "out_of_bounds"
    NO_DATE = "no_date"


@dataclass(frozen=True, slots=True)
class Understood:
    """An answer; `rest` are words that came with it and say why."""

    answer: Answer
    rest: str = ""


Reading: TypeAlias = Understood | Misread | None
"""None: the words are meant for something else."""

_NOTHING = re.compile(
    r"(?:no(?:thing)?|none|nope|nah|n/?a|no (?:comment|reason)|nothing (?:else|really|special)"
    r"|nothing to add|-+|没有?了?|没啥|没什么|无|暂无|没有什么|没啥说的|没什么要说的"
    r"|不想说)[\s.!。！]*"
)
_YES = re.compile(
    r"(?:yes|yeah|yep|sure|of course|ok(?:ay)?|please|please do|you (?:may|can)|go ahead|fine"
    r"|可以|行|好|好的|好啊|嗯|是|是的|要|需要|愿意|没问题|当然|打吧|可以的|行的)"
    r"(?: please)?[\s.!吧啊呀,。！]*"
)
_NO = re.compile(
    r"(?:no|nope|nah|no,? thanks?(?: you)?|not necessary|no need|rather not|please don't|don't"
    r"|不用|不用了|不|不要|不必|不需要|不是|否|别|算了|没必要|不方便)[\s.!吧啊了,。！谢]*"
)
_BETWEEN = re.compile(r"\s*(?:[,，、;；/+&\n]|\band\b|和|跟|还有|以及)\s*")
_GROUPED = re.compile(r"\d{1,3}(?:[, ]\d{3})+")
_COUNTED = re.compile(
    r"(.+?)\s*(?:people|persons?|cars?|kids|children|times|years?|km|kilomet(?:er|re)s"
    r"|公里|千米|个人?|人|口人?|辆|台|次|年|个)"
)
_UNSURE = re.compile(r"(\d+)\s*(?:or|to|-|–|或者?|到|、|,)\s*(\d+)")


def read_answer(question: Question, words: str, today: date) -> Reading:
    """Return what words answer to a question. Words that ask something are the caller's matter."""
    readers: dict[QuestionKind, Callable[[], Reading]] = {
        QuestionKind.SCORE: lambda: _on_scale(question, words),
        QuestionKind.RATING: lambda: _on_scale(question, words),
        QuestionKind.YES_NO: lambda: _yes_or_no(words),
        QuestionKind.CHOICE: lambda: _choice(question, words),
        QuestionKind.CHOICES: lambda: _choices(question, words),
        QuestionKind.NUMBER: lambda: _number(question, words),
        QuestionKind.DATE: lambda: _date(words, today),
        QuestionKind.TEXT: lambda: _text(words),
    }
    return readers[question.kind]()


def only_a_score(question: Question, words: str) -> int | None:
    """Return the score that words are and nothing else: so is one changed."""
    reading = _on_scale(question, words)
    plain = isinstance(reading, Understood) and not reading.rest
    return int(str(reading.answer)) if isinstance(reading, Understood) and plain else None


def _on_scale(question: Question, words: str) -> Reading:
    scale = SCALES[question.kind]
    if _UNSURE.fullmatch(folded(words).strip(" .!")) and "/" not in words:
        return Misread.UNCLEAR
    numeral = read_numeral(words)
    if numeral is None:
        return Misread.UNCLEAR if is_mostly_a_number(words) else None
    of_stars = numeral.unit.startswith(("star", "星", "颗")) and question.kind is QuestionKind.SCORE
    if of_stars or numeral.of not in (None, scale[-1]):
        return Misread.OTHER_SCALE
    return _whole(numeral, scale)


def _whole(numeral: Numeral, scale: range) -> Reading:
    if numeral.value != int(numeral.value):
        return Misread.NOT_WHOLE
    if int(numeral.value) not in scale:
        return None if numeral.rest else Misread.OUT_OF_SCALE
    return Understood(int(numeral.value), numeral.rest[:MOST_WORDS])


def _date(words: str, today: date) -> Reading:
    day = read_date(words, today)
    if day is not None:
        return Understood(day.isoformat())
    return Misread.NO_DATE if re.search(r"\d", words) and len(words) < 40 else None


def _text(words: str) -> Reading:
    if _NOTHING.fullmatch(folded(words).strip()):
        return Understood(None)
    return Understood(words.strip()[:MOST_WORDS])


def _yes_or_no(words: str) -> Reading:
    plain = folded(words).strip()
    word = form_word(words)
    if word is FormWord.YES or _YES.fullmatch(plain):
        return Understood(answer=True)
    if word is FormWord.NO or _NO.fullmatch(plain):
        return Understood(answer=False)
    return None


def _choice(question: Question, words: str) -> Reading:
    option = _option(question, words)
    if option is not None:
        return Understood(option.key)
    return Misread.UNCLEAR if is_mostly_a_number(words) else None


def _choices(question: Question, words: str) -> Reading:
    found = [_option(question, part) for part in _BETWEEN.split(words.strip()) if part]
    if not found or all(option is None for option in found):
        return None
    if None in found:
        return Misread.UNCLEAR
    keys = {option.key for option in found if option}
    return Understood([option.key for option in question.options if option.key in keys])


def _option(question: Question, words: str) -> Option | None:
    """Return the option of that number in the list, of that label, or the only one that fits."""
    numeral = read_numeral(words)
    if numeral and not numeral.rest and not numeral.of and not numeral.unit:
        place = int(numeral.value)
        labels = [_folded(label) for one in question.options for _, label in one.label.words]
        if _folded(words) not in labels:
            return question.options[place - 1] if 1 <= place <= len(question.options) else None
    plain = _folded(words)
    if not plain:
        return None
    exact = [one for one in question.options if plain in (_folded(w) for _, w in one.label.words)]
    if exact:
        return exact[0]
    like = [
        one
        for one in question.options
        if any(_likely(plain, _folded(label)) for _, label in one.label.words)
    ]
    return like[0] if len(like) == 1 else None


def _likely(plain: str, label: str) -> bool:
    return len(plain) >= 2 and (label.startswith(plain) or plain in label.split())


def _folded(words: str) -> str:
    return re.sub(r"[^\w\s]+", "", folded(words)).strip()


def _number(question: Question, words: str) -> Reading:
    numeral = _plain_number(words)
    if numeral is None:
        return Misread.UNCLEAR if is_mostly_a_number(words) else None
    low = question.least if question.least is not None else float("-inf")
    high = question.most if question.most is not None else float("inf")
    if not low <= numeral.value <= high:
        return Misread.OUT_OF_BOUNDS
    value = numeral.value
    return Understood(int(value) if value == int(value) else value)


def _plain_number(words: str) -> Numeral | None:
    plain = folded(words).strip(" .!。！")
    counted = _COUNTED.fullmatch(plain)
    plain = counted[1].strip() if counted else plain
    if _GROUPED.fullmatch(plain):
        return Numeral(float(re.sub(r"[, ]", "", plain)))
    numeral = read_numeral(plain)
    return numeral if numeral and not numeral.rest and not numeral.of else None
