"""What words tell: threats, money, what is wanted, the category."""

import pytest

from bot.policy.file import load_policy
from domain.complaints.categories import chosen_by, named_by, path_to
from domain.complaints.signs import Wish, cost_in, is_danger, is_legal, is_press, wish_in

TREE = load_policy(None).complaints.categories


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("you took 12,500 yuan", 12_500),
        ("多收了1.5万元", 15_000),
        ("¥ 800 and then RMB 1,200.50", 1_200),
        ("花了三次，每次 300块", 300),
        ("2 thousand kilometres, 3 times", None),
        ("model 2024, 15000 km", None),
        ("1.234,50 euro", 1_234),
        ("２万元", 20_000),
    ],
)
def test_amounts(words: str, amount: int | None) -> None:
    assert cost_in(words) == amount


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("I want a refund", Wish.REFUND),
        ("给我退款", Wish.REFUND),
        ("必须赔偿我的损失", Wish.COMPENSATION),
        ("an apology is the least", Wish.APOLOGY),
        ("要个说法", Wish.EXPLANATION),
        ("please have it fixed", Wish.REPAIR),
        ("要求换车", Wish.REPLACEMENT),
        ("退款并且道歉", None),
        ("it rattles", None),
    ],
)
def test_wishes(words: str, wish: Wish | None) -> None:
    assert wish_in(words) is wish


@pytest.mark.parametrize("words", ["I will sue you", "我要找律师", "see you in court", "打12315"])
def test_legal(words: str) -> None:
    assert is_legal(words)


@pytest.mark.parametrize("words", ["I'll go public", "曝光你们", "on TikTok now", "发到小红书"])
def test_press(words: str) -> None:
    assert is_press(words)


@pytest.mark.parametrize("words", ["The courteous advisor pressed a button", "座椅很好", "媒介"])
def test_calm_words_are_no_threat(words: str) -> None:
    assert not is_legal(words)
    assert not is_press(words)


@pytest.mark.parametrize(
    "words", ["Last week the brakes failed on the motorway", "上个月刹车失灵，差点出事"]
)
def test_danger_that_is_over_is_harm_all_the_same(words: str) -> None:
    assert is_danger(words)


def test_a_joke_is_no_danger() -> None:
    assert not is_danger("What a killer car, and what a bill.")


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("the app logs me out", "app"),
        ("漆面起泡", "body"),
        ("rude staff at the workshop", "rude"),
        ("the weather", None),
    ],
)
def test_the_category_that_words_point_at(words: str, key: str | None) -> None:
    found = chosen_by(TREE, words)
    assert (found.key if found else None) == key


def test_words_that_point_at_two_choose_none() -> None:
    assert chosen_by(TREE, "the brakes squeak") is None


def test_a_name_is_understood_in_every_language() -> None:
    for name in ("Brakes", "制动", "brakes."):
        found = named_by(TREE, name)
        assert found is not None
        assert found.key == "brakes"


def test_the_way_to_a_category() -> None:
    assert [one.key for one in path_to(TREE, "brakes")] == ["vehicle", "brakes"]
    assert path_to(TREE, "gone") == path_to(TREE, None) == ()
