import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.vin import VinFault, find_vin, model_years, read_vin

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True))
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)

# published examples: 49 CFR 565, Wikipedia's "Vehicle identification number", GB 16735's all-ones
KNOWN = ["1M8GDM9AXKP042788", "1HGCM82633A004352", "5GZCZ43D13S812715", "11111111111111111"]


def with_check_digit(vin: str) -> str:
    """Compute position 9 as 49 CFR 565.15 says, apart from the code under test."""
    total = sum(
        int(VALUES.get(char, char)) * weight for char, weight in zip(vin, WEIGHTS, strict=True)
    )
    return vin[:8] + "0123456789X"[total % 11] + vin[9:]


@pytest.mark.parametrize("vin", KNOWN)
def test_published_vins_pass(vin: str) -> None:
    assert with_check_digit(vin) == vin
    assert read_vin(vin, check_digit=True).fault is None


@pytest.mark.parametrize(
    "typed",
    [
        "1M8GDM9AXKP042788",
        "1m8gdm9axkp042788",
        " 1M8-GDM9A-XKP0-42788 ",
        "1M8 GDM9A XKP042788",
        "１Ｍ８ＧＤＭ９ＡＸＫＰ０４２７８８",
        "VIN: 1M8GDM9AXKP042788",
        "my vin is 1m8gdm9axkp042788, is that enough?",
        "车架号1M8GDM9AXKP042788",
        "车架号：1M8GDM9AXKP042788。",
    ],
)
def test_a_vin_is_found_however_it_is_typed(typed: str) -> None:
    assert find_vin(typed) == KNOWN[0]


@pytest.mark.parametrize(
    "words",
    ["", "hello", "how long is warranty 2020", "京A12345", "12,000 km", "13800138000", "2023",
     "+86 138 0013 8000", "Lyra 2023", "what is the price of the lyra 2024 model", "8" * 17],
)  # fmt: skip
def test_what_is_no_vin_is_not_taken_for_one(words: str) -> None:
    assert find_vin(words) is None


@pytest.mark.parametrize(
    ("vin", "fault"),
    [
        ("1M8GDM9AXKP04278", VinFault.LENGTH),
        ("1M8GDM9AXKP0427888", VinFault.LENGTH),
        ("1M8GDM9AXKPO42788", VinFault.LETTERS),
        ("LSVGDM9AXKP042788", VinFault.MAKER),
        ("1M8GDM9A1KP042788", VinFault.CHECK_DIGIT),
        ("1M8GDM9AXKP042789", VinFault.CHECK_DIGIT),
    ],
)
def test_what_is_wrong_is_named(vin: str, fault: VinFault) -> None:
    assert read_vin(vin, check_digit=True, prefixes=["1m8"]).fault is fault


def test_the_wrong_letters_are_named() -> None:
    assert read_vin("1M8GDM9AXKPOQ2788", check_digit=True).wrong_letters == "OQ"


def test_where_the_market_has_no_check_digit_any_will_do() -> None:
    assert read_vin("WVWZZZ1JZXW000001", check_digit=False).fault is None


def test_the_year_sign_repeats_every_thirty_years() -> None:
    assert model_years("1M8GDM9AXKP042788") == (2019, 1989)
    assert model_years("1M8GDM9AX0P042788") == ()


@given(st.text(alphabet=LETTERS, min_size=17, max_size=17))
def test_the_check_digit_agrees_with_the_rule(vin: str) -> None:
    good = with_check_digit(vin)
    assert read_vin(good, check_digit=True).fault is None
    model_years(good)


@given(st.text(alphabet=LETTERS, min_size=17, max_size=17), st.integers(3, 16))
def test_one_wrong_digit_is_found(vin: str, place: int) -> None:
    good = "1M8" + with_check_digit("1M8" + vin[3:])[3:]
    changed = "1" if good[place] != "1" else "2"
    wrong = good[:place] + changed + good[place + 1 :]
    same_value = VALUES.get(good[place], good[place]) == VALUES.get(changed, changed)
    fault = None if same_value else VinFault.CHECK_DIGIT
    assert read_vin(wrong, check_digit=True).fault is fault


@given(st.text(max_size=60))
def test_any_text_can_be_looked_at(words: str) -> None:
    found = find_vin(words)
    if found is not None:
        read_vin(found, check_digit=True, prefixes=("LSV",))
