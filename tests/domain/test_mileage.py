import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.mileage import MOST_KM, read_mileage


@pytest.mark.parametrize(
    ("words", "km"),
    [
        ("12000", 12_000), ("12,000", 12_000), ("12,000 km", 12_000), ("12.000 km", 12_000),
        ("12 000km", 12_000), ("12'000", 12_000), ("12000.6", 12_000), ("12k", 12_000),
        ("12.5k km", 12_500), ("1.2万", 12_000), ("1.2 万公里", 12_000), ("1.2w", 12_000),
        ("１２０００公里", 12_000), ("１．２万", 12_000), ("8千", 8_000),
        ("3万多公里", 30_000),
        ("三万五", 35_000), ("两万公里", 20_000), ("十二万三千", 123_000), ("一万零五百", 10_500),
        ("二十万", 200_000), ("7500 miles", 12_070), ("about 30000", 30_000), ("0", 0),
        ("it has 45,210 km now", 45_210), ("大概跑了三万公里", 30_000), ("里程12000", 12_000),
        ("1,234,567", 1_234_567), ("现在5万公里左右", 50_000), ("1.5 km", 1),
    ],
)  # fmt: skip
def test_mileages_are_read_as_people_write_them(words: str, km: int) -> None:
    reading = read_mileage(words)
    assert reading is not None
    assert reading.km == km


@pytest.mark.parametrize(
    "words",
    ["", "hello", "-5", "1.2", "12 km how far", "万", "千", "many", "京A12345", "99999999",
     "2 or 3",
     "how many km between services", "1e5", "十万个为什么", "12,00,000", "三三", "½"],
)  # fmt: skip
def test_what_is_no_mileage_is_none(words: str) -> None:
    assert read_mileage(words) is None


@pytest.mark.parametrize(("words", "named"), [("12000", False), ("12000 km", True), ("1万", True)])
def test_a_unit_makes_it_sure(words: str, named: bool) -> None:
    reading = read_mileage(words)
    assert reading is not None
    assert reading.named is named


@given(st.integers(0, MOST_KM))
def test_every_number_is_read_back(km: int) -> None:
    for words in (str(km), f"{km:,}", f"{km:,} km", f"{km}公里", f"{km}ｋｍ"):
        reading = read_mileage(words)
        assert reading is not None
        assert reading.km == km


@given(st.text(max_size=80))
def test_any_text_can_be_looked_at(words: str) -> None:
    reading = read_mileage(words)
    assert reading is None or 0 <= reading.km <= MOST_KM


@given(st.text(alphabet="0123456789.,' kKwW千万亿零一二两三十百公里milesk", max_size=40))
def test_anything_like_a_number_can_be_looked_at(words: str) -> None:
    reading = read_mileage(words)
    assert reading is None or 0 <= reading.km <= MOST_KM
