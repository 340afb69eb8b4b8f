"""Cars that are there: looked at, changed, removed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.incoming import Person
from tests.fakes.brand import GOOD_VIN, POLICY
from tests.fakes.talk import Shop, Talk


async def with_car(talk: Talk, model: str = "Lyra", year: str = "2023") -> None:
    await talk.says("/car")
    if "+ Add a car" in talk.last.buttons:
        await talk.taps("+ Add a car")
    await talk.taps(model)
    await talk.taps(year)
    await talk.says("京A12345")
    await talk.says("20000")


async def test_several_cars_are_listed() -> None:
    talk = Talk()
    await with_car(talk)
    await with_car(talk, "Linden", "2020")
    [cars] = await talk.says("/car")
    assert cars.text == "You have 2 cars here. Which one?"
    assert list(cars.buttons) == [
        "Lyra 2023 · 京A12345",
        "Linden 2020 · 京A12345",
        "+ Add a car",
        "‹ Menu",
    ]
    [car] = await talk.taps("Linden")
    assert car.text.startswith("Linden 2020")
    [cars] = await talk.taps("‹ All my cars")
    assert "Lyra 2023 · 京A12345" in cars.buttons


async def test_the_only_car_is_shown_at_once() -> None:
    talk = Talk()
    await with_car(talk)
    [car] = await talk.says("/car")
    assert car.text.startswith("Lyra 2023\nNumber plate: 京A12345")
    assert "+ Add a car" in car.buttons


@pytest.mark.parametrize(
    ("button", "answers", "field", "value"),
    [
        ("Number plate", ["沪B·6789"], "plate", "沪B6789"),
        ("VIN", [GOOD_VIN], "vin", GOOD_VIN),
        ("Mileage", ["30000"], "mileage_km", 30_000),
        ("Model and year", ["Linden", "2021"], "model", "linden"),
        ("Model and year", ["Linden", "2021"], "year", 2021),
    ],
)
async def test_one_thing_is_changed(
    button: str, answers: list[str], field: str, value: object
) -> None:
    talk = Talk()
    await with_car(talk)
    await talk.taps(button)
    for answer in answers:
        await talk.says(answer)
    assert talk.last.text.startswith("✓")
    assert "Remove" in talk.last.buttons
    [car] = talk.cars
    assert getattr(car, field) == value
    assert (await talk.caller()).dialog is None


async def test_it_may_be_left_as_it_is() -> None:
    talk = Talk()
    await with_car(talk)
    await talk.taps("Number plate")
    [shown] = await talk.taps("Leave it as it is")
    assert "Number plate: 京A12345" in shown.text
    assert (await talk.caller()).dialog is None


async def test_a_lower_mileage_is_asked_about() -> None:
    talk = Talk()
    await with_car(talk)
    await talk.shop.waits(timedelta(days=2))
    await talk.taps("Mileage")
    [ask] = await talk.says("12,000 km")
    assert ask.text == "Your Lyra 2023 had 20,000 km at the last entry. Is 12,000 km right?"
    await talk.taps("No, let me correct it")
    await talk.says("12,000 km")
    [hint] = await talk.says("purple monkey")
    assert hint.text.startswith("Is the mileage right?")
    assert talk.cars[0].mileage_km == 20_000
    await talk.says("是的")
    [car] = talk.cars
    assert (car.mileage_km, str(car.mileage_at)) == (12_000, "2026-03-04")


async def test_another_number_instead_of_yes_or_no() -> None:
    talk = Talk()
    await with_car(talk)
    await talk.taps("Mileage")
    await talk.says("2100")
    await talk.says("21000")
    assert talk.cars[0].mileage_km == 21_000


async def test_removing_is_confirmed() -> None:
    talk = Talk()
    await with_car(talk)
    [ask] = await talk.taps("Remove")
    assert ask.text == "Shall I remove Lyra 2023 · 京A12345 from your list?"
    await talk.taps("No, keep it")
    assert len(talk.cars) == 1
    await talk.taps("Remove")
    gone, cars = await talk.taps("Yes, remove it")
    assert gone.text == "✓ Lyra 2023 is no longer in your list."
    assert cars.text == "There is no car in your list."
    assert talk.cars == []


async def test_buttons_of_a_removed_car_say_so() -> None:
    talk = Talk()
    await with_car(talk)
    old = dict(talk.last.buttons)
    await talk.taps("Remove")
    yes = talk.last.buttons["Yes, remove it"]
    await talk.taps("Yes, remove it")
    for data in (old["Number plate"], old["Remove"], yes, "car:open:1"):
        assert await talk.taps_data(data, 1) == []
        assert talk.notice == "This car is not in your list any more."


async def test_a_form_about_a_removed_car_ends_with_it() -> None:
    talk = Talk()
    await with_car(talk)
    remove = talk.last.buttons["Remove"]
    await talk.taps("Number plate")
    await talk.taps_data(remove, 1)
    await talk.taps("Yes, remove it")
    assert (await talk.caller()).dialog is None


@pytest.mark.parametrize(
    ("button", "answer"), [("Number plate", "AB1"), ("Mileage", "25000"), ("VIN", GOOD_VIN)]
)
async def test_a_car_that_is_gone_when_the_answer_comes(button: str, answer: str) -> None:
    talk = Talk()
    await with_car(talk)
    await talk.taps(button)
    talk.shop.state.drives.clear()
    [reply] = await talk.says(answer)
    assert reply.text.startswith("This car is not in your list any more")
    assert (await talk.caller()).dialog is None


async def test_another_owners_car_is_out_of_reach() -> None:
    shop = Shop()
    mine = Talk(shop)
    await with_car(mine)
    theirs = Talk(shop, Person(7002, "Chen"))
    await theirs.says("hi")
    for data in mine.last.buttons.values():
        if data.startswith("car:") and data != "car:add":
            assert await theirs.taps_data(data, 1) == []
    await theirs.taps_data("car:removed:1", 1)
    assert len(mine.cars) == 1


async def test_a_model_that_left_the_policy_is_still_a_car() -> None:
    shop = Shop()
    talk = Talk(shop)
    await with_car(talk)
    brand = POLICY.brand.model_copy(update={"models": POLICY.brand.models[1:]})
    shop.tools = replace(shop.tools, policy=POLICY.model_copy(update={"brand": brand}))
    [car] = await talk.says("/car")
    assert car.text.startswith("lyra 2023")


async def test_there_is_an_end_to_adding() -> None:
    talk = Talk()
    await with_car(talk)
    for _ in range(19):
        await with_car(talk)
    await talk.says("/car")
    assert await talk.taps("+ Add a car") == []
    assert talk.notice == "Your list is full. Please remove a car first."
