"""Words that tell of something wrong with a car, and words that do not."""

import pytest

from domain.car_trouble import tells_of_trouble


@pytest.mark.parametrize(
    "words",
    [
        "the airbag warning light came on", "Engine light is on", "car won't start",
        "I broke down", "there is a weird noise", "it’s leaking oil", "flat tyre",
        "安全气囊灯亮了", "發動機故障燈亮了", "车打不着了", "仪表盘报警", "有异响", "爆胎了",
    ],
)  # fmt: skip
def test_trouble(words: str) -> None:
    assert tells_of_trouble(words)


@pytest.mark.parametrize(
    "words",
    ["Lyra", "2023", "it's a 2022", "京A12345", "AB12 CDE", "12,000 km", "skip", "Light blue Lyra",
     "莱拉 2023款", "一万二千公里", "Shanghai", "UTC+8", "4", "五星"],
)  # fmt: skip
def test_answers_of_forms_are_none(words: str) -> None:
    assert not tells_of_trouble(words)
