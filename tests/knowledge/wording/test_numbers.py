"""Numbers with units, in digits and words of both languages; which way a sentence points."""

import pytest

from knowledge.wording.numbers import codes, quantities
from knowledge.wording.polarity import denials, placed_sides, points_elsewhere


def said(text: str) -> set[str]:
    return {f"{one.number} {one.unit or ''}".strip() for one in quantities(text)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2.5 bar cold, 250 kPa", {"2.5 bar", "250 kpa"}),
        ("5 to 6 bar", {"5 bar", "6 bar"}),
        ("10,000 km or 12 months", {"10000 km", "12 month"}),
        ("10 000 km", {"10000 km"}),
        ("１０万公里或１２个月", {"100000 km", "12 month"}),
        ("一万五千公里", {"15000 km"}),
        ("三年或十万公里", {"3 year", "100000 km"}),
        ("百分之八十", {"80 %"}),
        ("80 % and 20%", {"80 %", "20 %"}),
        ("twenty-five minutes", {"25 min"}),
        ("120 thousand km", {"120000 km"}),
        ("once a year, twice", {"1 times", "2 times"}),
        ("半小时", {"0.5 h"}),
        ("8:00-18:00", {"8:00", "18:00"}),
        ("$50 or 50元", {"50 usd", "50 yuan"}),
        ("400V 11kW", {"400 v", "11 kw"}),
        ("within 3 working days", {"3 workday"}),
        ("one of the doors, 一下, 一定, 第一", set()),
        ("no numbers at all", set()),
    ],
)
def test_numbers_have_one_form(text: str, found: set[str]) -> None:
    assert said(text) == found


def test_codes_are_no_numbers() -> None:
    assert codes("Oil 5W-30, code P0420, CCS2 at 11kW, the 1st") == {"5w30", "p0420", "ccs2"}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Do not charge when it is not dry.", 2),
        ("You can't, and you won't.", 2),
        ("Charge at home.", 0),
        ("不要给热胎放气", 1),
        ("不仅如此，非常好，无论何时", 0),
        ("有没有备胎", 0),
        ("严禁无人看管", 1),
    ],
)
def test_denials_are_counted(text: str, count: int) -> None:
    assert denials(text.lower()) == count


def test_sides_of_opposites_have_one_name_in_both_languages() -> None:
    english = {name for _, name in placed_sides("before you must open the front door")}
    chinese = {name for _, name in placed_sides("之前必须打开前门")}
    assert english == chinese == {"before", "must", "open", "front"}


@pytest.mark.parametrize(
    ("sentence", "source", "elsewhere"),
    [
        ("Front 2.5 bar.", "Front 2.5 bar, rear 2.7 bar.", False),
        ("Rear 2.5 bar.", "Front 2.5 bar, rear 2.7 bar.", True),
        ("Wait 5 min, then 10 min.", "Wait 10 min, then 5 min.", True),
        ("Charge.", "Do not charge.", True),
        ("Charge and do not tow.", "Do not charge and do not tow.", True),
    ],
)
def test_which_way_a_sentence_points(sentence: str, source: str, *, elsewhere: bool) -> None:
    assert points_elsewhere(sentence, source, in_order=True) is elsewhere
