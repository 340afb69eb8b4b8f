import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.form_words import FormWord, form_word
from domain.plate import read_plate
from domain.question_words import clearly_asks, sounds_like_question
from tests.domain.real_questions import QUESTIONS


@pytest.mark.parametrize(
    ("typed", "plate"),
    [
        ("京A·12345", "京A12345"), ("沪AD12345", "沪AD12345"), ("粤Z1234港", "粤Z1234港"),
        ("京 a 12345", "京 A 12345"), ("b-mw 1234", "B-MW 1234"), ("ab12 cde", "AB12 CDE"),
        ("７ＡＢＣ１２３", "7ABC123"), ("my plate is AB12CDE.", "AB12CDE"),
        ("车牌号：京A12345", "京A12345"), ("车牌是京A12345", "京A12345"), ("M-Ü 123", "M-Ü 123"),
    ],
)  # fmt: skip
def test_plates_are_kept_in_one_form(typed: str, plate: str) -> None:
    assert read_plate(typed) == plate


@pytest.mark.parametrize(
    "words",
    ["", "hello", "how much 2", "1", "不知道", "怎么充电2", "12345678901234", "a1<b>", "😀1"],
)
def test_what_is_no_plate_is_none(words: str) -> None:
    assert read_plate(words) is None


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Skip", FormWord.SKIP), ("跳过。", FormWord.SKIP), ("I don’t know", FormWord.SKIP),
        ("cancel!", FormWord.CANCEL), ("取消", FormWord.CANCEL), ("Yes", FormWord.YES),
        ("对的", FormWord.YES), ("no.", FormWord.NO), ("不对", FormWord.NO),
        ("cancel my booking", None), ("", None), ("怎么取消", None),
    ],
)  # fmt: skip
def test_words_that_move_a_form(words: str, meant: FormWord | None) -> None:
    assert form_word(words) is meant


@pytest.mark.parametrize(
    "words",
    ["How long is the warranty", "and what about the tyres", "warranty?", "质保多久", "怎么充电",
     "能开空调吗", "能開空調嗎", "请问保养", "ok, can I tow a trailer", "where is it made"],
)  # fmt: skip
def test_what_asks_sounds_like_a_question(words: str) -> None:
    assert sounds_like_question(words)


@pytest.mark.parametrize(
    "words", ["Lyra", "京A12345", "12,000 km", "2023", "?", "莱拉", "can do", ""]
)
def test_what_answers_does_not(words: str) -> None:
    assert not sounds_like_question(words)


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("How long is the warranty?", True), ("质保多久", True), ("请问几点关门", True),
        ("没什么问题", False), ("什么都好", False), ("9", False), ("the wait was too long", False),
        ("I know how to do it", False), ("随便，怎么都行", False),
    ],
)  # fmt: skip
def test_a_clear_question_is_told_from_an_answer(words: str, asks: bool) -> None:
    assert clearly_asks(words) is asks


@given(st.one_of(st.text(max_size=60), st.sampled_from(QUESTIONS)))
def test_any_text_can_be_looked_at(words: str) -> None:
    read_plate(words)
    form_word(words)
    sounds_like_question(words)
