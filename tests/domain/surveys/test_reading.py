"""Answers in words, in both languages."""

from datetime import date

import pytest

from domain.surveys.questions import Question
from domain.surveys.reading import Misread, Understood, read_answer

TODAY = date(2026, 3, 2)
SCORE = Question.model_validate({"key": "s", "kind": "score", "text": "?"})
RATING = Question.model_validate({"key": "r", "kind": "rating", "text": "?"})
TEXT = Question.model_validate({"key": "t", "kind": "text", "text": "?"})
DATE = Question.model_validate({"key": "d", "kind": "date", "text": "?"})
YES_NO = Question.model_validate({"key": "y", "kind": "yes_no", "text": "?"})
KM = Question.model_validate(
    {"key": "n", "kind": "number", "text": "?", "least": 0, "most": 300_000}
)
OPTIONS = [
    {"key": "work", "label": {"en": "The work itself", "zh": "维修质量"}},
    {"key": "time", "label": {"en": "How long it took", "zh": "等待时间"}},
    {"key": "price", "label": {"en": "The price", "zh": "价格"}},
]
CHOICE = Question.model_validate({"key": "c", "kind": "choice", "text": "?", "options": OPTIONS})
CHOICES = Question.model_validate({"key": "c", "kind": "choices", "text": "?", "options": OPTIONS})


@pytest.mark.parametrize(
    ("words", "score"),
    [
        ("9", 9), ("nine", 9), ("Nine.", 9), ("10!!", 10), ("九分", 9), ("9分", 9), ("十分", 10),
        ("１０", 10), ("9/10", 9), ("9 out of 10", 9), ("9️⃣", 9), ("🔟", 10),
        ("I'd give it an 8", 8),
        ("it's a 7", 7), ("我给8分", 8), ("打九分吧", 9), ("make it 6", 6), ("改成3分", 3),
        ("满分", 10),
        ("0", 0), ("zero", 0), ("两分", 2), ("sorry, 4", 4), ("那就5吧", 5),
    ],
)  # fmt: skip
def test_a_score_is_understood(words: str, score: int) -> None:
    assert read_answer(SCORE, words, TODAY) == Understood(score)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("11", Misread.OUT_OF_SCALE), ("100", Misread.OUT_OF_SCALE), ("-1", Misread.OUT_OF_SCALE),
        ("eleven", Misread.OUT_OF_SCALE), ("8.5", Misread.NOT_WHOLE), ("4/5", Misread.OTHER_SCALE),
        ("five stars", Misread.OTHER_SCALE), ("⭐⭐⭐", Misread.OTHER_SCALE),
        ("5 or 6", Misread.UNCLEAR),
        ("7-8", Misread.UNCLEAR), ("7或8", Misread.UNCLEAR), ("9??", Misread.UNCLEAR),
    ],
)  # fmt: skip
def test_what_was_meant_as_a_score_is_asked_again(words: str, why: Misread) -> None:
    assert read_answer(SCORE, words, TODAY) == why


@pytest.mark.parametrize(
    "words",
    [
        "hello", "2 of my tyres are flat", "我的车有一个轮胎漏气了", "一般", "十分满意",
        "brakes squeak",
        "My 2024 Lyra needs its first service", "两个轮胎都没气了",
    ],
)  # fmt: skip
def test_what_is_no_score_is_left_to_others(words: str) -> None:
    assert read_answer(SCORE, words, TODAY) is None


@pytest.mark.parametrize(
    ("words", "score", "rest"),
    [
        ("9, very friendly staff", 9, "very friendly staff"),
        ("3 because nobody called me back", 3, "because nobody called me back"),
        ("9分，服务很好", 9, "服务很好"),
        ("8分因为等太久", 8, "因为等太久"),
        ("2\nThe Door still squeaks", 2, "The Door still squeaks"),
    ],
)
def test_the_reason_may_come_with_the_score(words: str, score: int, rest: str) -> None:
    assert read_answer(SCORE, words, TODAY) == Understood(score, rest)


@pytest.mark.parametrize(
    ("words", "stars"),
    [("4", 4), ("⭐⭐⭐⭐", 4), ("4/5", 4), ("five stars", 5), ("三星", 3), ("五分", 5)],
)
def test_a_rating_is_understood(words: str, stars: int) -> None:
    assert read_answer(RATING, words, TODAY) == Understood(stars)


@pytest.mark.parametrize("words", ["0", "6", "9"])
def test_a_rating_has_five_steps(words: str) -> None:
    assert read_answer(RATING, words, TODAY) == Misread.OUT_OF_SCALE


@pytest.mark.parametrize(
    ("words", "yes"),
    [
        ("yes", True), ("Sure!", True), ("please do", True), ("可以", True), ("好的", True),
        ("no thanks", False), ("No.", False), ("不用了", False), ("不需要", False),
        ("不用了谢谢", False),
    ],
)  # fmt: skip
def test_yes_and_no(words: str, yes: bool) -> None:
    assert read_answer(YES_NO, words, TODAY) == Understood(yes)


def test_neither_yes_nor_no() -> None:
    assert read_answer(YES_NO, "maybe after my holiday, who knows", TODAY) is None


@pytest.mark.parametrize(
    ("words", "key"), [("2", "time"), ("the price", "price"), ("价格", "price"), ("等待", "time")]
)
def test_a_choice_by_number_label_or_part_of_it(words: str, key: str) -> None:
    assert read_answer(CHOICE, words, TODAY) == Understood(key)


def test_a_choice_that_is_not_there() -> None:
    assert read_answer(CHOICE, "7", TODAY) == Misread.UNCLEAR
    assert read_answer(CHOICE, "the coffee", TODAY) is None


@pytest.mark.parametrize("words", ["3 and 1", "price, the work itself", "价格、维修质量", "1,3"])
def test_several_choices_in_their_own_order(words: str) -> None:
    assert read_answer(CHOICES, words, TODAY) == Understood(["work", "price"])


def test_one_of_several_choices_is_not_there() -> None:
    assert read_answer(CHOICES, "price, coffee", TODAY) == Misread.UNCLEAR


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-05-03", "2026-05-03"), ("3 May", "2026-05-03"), ("May 3rd, 2027", "2027-05-03"),
        ("2026年5月3日", "2026-05-03"), ("5月3号", "2026-05-03"), ("3.5.2026", "2026-05-03"),
        ("25 Dec", "2025-12-25"), ("昨天", "2026-03-01"), ("tomorrow", "2026-03-03"),
        ("13/05/2026", "2026-05-13"),
    ],
)  # fmt: skip
def test_a_date(words: str, day: str) -> None:
    assert read_answer(DATE, words, TODAY) == Understood(day)


@pytest.mark.parametrize("words", ["03/05/2026", "2026-02-30", "31 June", "in 3 weeks"])
def test_a_date_that_is_none_or_could_be_two(words: str) -> None:
    assert read_answer(DATE, words, TODAY) == Misread.NO_DATE


@pytest.mark.parametrize(
    ("words", "number"), [("12000", 12_000), ("12,000 km", 12_000), ("about 15000", 15_000)]
)
def test_a_number(words: str, number: int) -> None:
    assert read_answer(KM, words, TODAY) == Understood(number)


def test_a_number_out_of_bounds() -> None:
    assert read_answer(KM, "900000", TODAY) == Misread.OUT_OF_BOUNDS


@pytest.mark.parametrize("words", ["nothing", "No comment.", "没什么", "没有", "-"])
def test_nothing_to_say_is_said_of_words(words: str) -> None:
    assert read_answer(TEXT, words, TODAY) == Understood(None)


def test_words_stay_as_they_are() -> None:
    assert read_answer(TEXT, " The Coffee is cold ", TODAY) == Understood("The Coffee is cold")
