"""A new car, from the first button to the mileage."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes.brand import GOOD_VIN, OTHER_VIN, WITHOUT_MODELS
from tests.fakes.talk import Shop, Talk


async def at_plate(talk: Talk) -> None:
    await talk.says("/car")
    await talk.taps("Lyra")
    await talk.taps("2023")


async def at_mileage(talk: Talk) -> None:
    await at_plate(talk)
    await talk.taps("Skip")


async def test_a_car_by_buttons() -> None:
    talk = Talk()
    [ask] = await talk.says("/car")
    assert list(ask.buttons) == ["Lyra", "Linden", "Cancel"]
    [ask] = await talk.taps("Lyra")
    assert ask.text == "Which model year is your Lyra?"
    assert list(ask.buttons)[:5] == ["2026", "2025", "2024", "2023", "2022"]
    [ask] = await talk.taps("2023")
    assert ask.text.startswith("✓ Lyra 2023 is in your list.")
    assert ask.text.endswith("What is its number plate?")
    [ask] = await talk.says("京A·12345")
    assert ask.text == "✓ Saved.\n\nHow many kilometres has it done?"
    [shown] = await talk.says("1.2万")
    assert shown.text.splitlines() == [
        "✓ Saved.",
        "",
        "Lyra 2023",
        "Number plate: 京A12345",
        "Mileage: 12,000 km (as of 2026-03-02)",
    ]
    [car] = talk.cars
    assert (car.model, car.year, car.plate, car.mileage_km) == ("lyra", 2023, "京A12345", 12_000)
    assert (await talk.caller()).dialog is None


async def test_plate_and_mileage_may_be_skipped() -> None:
    talk = Talk()
    await at_mileage(talk)
    assert talk.last.text == "How many kilometres has it done?"
    [shown] = await talk.taps("Skip")
    assert shown.text == "✓ That is all, thank you.\n\nLyra 2023"
    assert (await talk.caller()).dialog is None


async def test_the_year_may_be_unknown() -> None:
    talk = Talk()
    await talk.says("/car")
    await talk.taps("Lyra")
    await talk.taps("I am not sure")
    assert [(car.model, car.year) for car in talk.cars] == [("lyra", None)]


async def test_years_are_turned_page_by_page() -> None:
    talk = Talk()
    await talk.says("/car")
    [years] = await talk.taps("Linden")
    assert "1985" not in years.buttons
    for _ in range(3):
        [years] = await talk.taps("More ›")
    assert "1985" in years.buttons
    await talk.taps("1985")
    assert [car.year for car in talk.cars] == [1985]


@pytest.mark.parametrize(
    ("words", "model", "year"),
    [
        ("Lyra 2023", "lyra", 2023), ("2023款莱拉", "lyra", 2023), ("23款莱拉", "lyra", 2023),
        ("solvane LYRA", "lyra", None),
        ("林登", "linden", None), ("索凡林登 2019年款", "linden", 2019),
        ("linden.", "linden", None),
    ],
)  # fmt: skip
async def test_a_model_in_words(words: str, model: str, year: int | None) -> None:
    talk = Talk()
    await talk.says("/car")
    await talk.says(words)
    if year is None:
        assert talk.last.text.startswith("Which model year")
        await talk.says("２０２４年款")
        year = 2024
    assert [(car.model, car.year) for car in talk.cars] == [(model, year)]


@pytest.mark.parametrize("words", ["23", "23款", "23 年款", "23年", "2023", "２０２３款。"])
async def test_a_year_in_words(words: str) -> None:
    talk = Talk()
    await talk.says("/car")
    await talk.taps("Lyra")
    await talk.says(words)
    assert [car.year for car in talk.cars] == [2023]


async def test_a_year_in_which_it_was_not_built() -> None:
    talk = Talk()
    await talk.says("/car")
    [ask] = await talk.says("lyra 1990")
    assert ask.text == "Which model year is your Lyra?"
    [hint] = await talk.says("1990")
    assert hint.text.startswith("There is no Lyra of model year 1990.")
    await talk.says("sorry, I meant linden 1990")
    await talk.says("Linden")
    await talk.says("1990")
    assert [(car.model, car.year) for car in talk.cars] == [("linden", 1990)]


@pytest.mark.parametrize(
    "typed",
    [
        GOOD_VIN,
        "1m8gdm9a xkp042788",
        "VIN：１Ｍ８ＧＤＭ９ＡＸＫＰ０４２７８８",
    ],
)
async def test_a_vin_tells_the_year(typed: str) -> None:
    talk = Talk()
    await talk.says("/car")
    [ask] = await talk.says(typed)
    assert ask.text.startswith(f"✓ VIN {GOOD_VIN} noted.\n\nWhich model is it?")
    await talk.taps("Linden")
    [car] = talk.cars
    assert (car.model, car.year, car.vin) == ("linden", 2019, GOOD_VIN)
    assert talk.last.text.endswith("What is its number plate?")


async def test_a_vin_whose_year_cannot_be_asks_for_it() -> None:
    talk = Talk()
    await talk.says("/car")
    await talk.says(GOOD_VIN)
    await talk.taps("Lyra")
    assert talk.last.text == "Which model year is your Lyra?"
    await talk.taps("2024")
    assert [(car.year, car.vin) for car in talk.cars] == [(2024, GOOD_VIN)]


@pytest.mark.parametrize("steps", [(), ("Linden",), ("Linden", "2024"), ("Linden", "2024", "Skip")])
async def test_a_vin_is_understood_at_every_step(steps: tuple[str, ...]) -> None:
    talk = Talk()
    await talk.says("/car")
    for step in steps:
        await talk.taps(step)
    await talk.says(GOOD_VIN)
    assert f"✓ VIN {GOOD_VIN} noted." in talk.last.text or talk.cars
    if not steps:
        await talk.taps("Linden")
    assert [car.vin for car in talk.cars] == [GOOD_VIN]


@pytest.mark.parametrize(
    ("typed", "explained"),
    [
        (GOOD_VIN[:-1], "has 16"),
        (GOOD_VIN + "1", "has 18"),
        (GOOD_VIN.replace("0", "O"), "there is O: is it a digit?"),
        (OTHER_VIN, "it does not fit"),
        ("WVW" + GOOD_VIN[3:], "does not begin like a VIN of Solvane"),
    ],
)
async def test_what_is_wrong_with_a_vin_is_explained(typed: str, explained: str) -> None:
    talk = Talk()
    await talk.says("/car")
    [hint] = await talk.says(typed)
    assert explained in hint.text
    assert "Lyra" in hint.buttons
    await talk.says(GOOD_VIN)
    assert "noted" in talk.last.text


async def test_a_vin_that_is_just_sent_begins_a_car() -> None:
    talk = Talk()
    [ask] = await talk.says(GOOD_VIN)
    assert ask.text.startswith(f"✓ VIN {GOOD_VIN} noted.")
    await talk.taps("Linden")
    assert [car.vin for car in talk.cars] == [GOOD_VIN]


async def test_a_vin_that_is_just_sent_goes_to_the_only_car_without_one() -> None:
    talk = Talk()
    await at_mileage(talk)
    await talk.taps("Skip")
    [shown] = await talk.says(GOOD_VIN)
    assert "Lyra 2023" in shown.text
    assert [car.vin for car in talk.cars] == [GOOD_VIN]
    [shown] = await talk.says(GOOD_VIN)
    assert "is in your list already" in shown.text
    assert len(talk.cars) == 1


async def test_a_question_in_the_middle_is_answered_and_the_form_waits() -> None:
    talk = Talk()
    await at_plate(talk)
    answer, reminder = await talk.says("How long is the warranty?")
    assert answer.text.endswith("\n\nAbout warranty-length. All is well.")
    assert reminder.text == "Back to your car. What is its number plate?"
    assert list(reminder.buttons) == ["Skip"]
    await talk.says("AB12 CDE")
    assert talk.cars[0].plate == "AB12 CDE"


async def test_a_question_that_nobody_can_answer_leaves_the_form_open_too() -> None:
    talk = Talk()
    await at_plate(talk)
    dont_know, reminder = await talk.says("can you see my flux capacitor?")
    assert dont_know.text.startswith("I do not know")
    assert reminder.text.startswith("Back to your car.")


async def test_an_entrys_own_words_are_a_question_without_a_question_mark() -> None:
    talk = Talk()
    await at_mileage(talk)
    answer, _ = await talk.says("how long is the warranty")
    assert "\n\nAbout warranty-length." in answer.text


@pytest.mark.parametrize(
    ("words", "first"),
    [("thanks", "You are welcome."), ("ok", "Back to your car."), ("😀🚗", "I cannot make sense"),
     ("hello", "Hello Li!"), ("你好", "Li，您好！")],
)  # fmt: skip
async def test_small_talk_in_the_middle_leads_back(words: str, first: str) -> None:
    talk = Talk()
    await at_mileage(talk)
    replies = await talk.says(words) if words != "😀🚗" else await talk.says("🚗")
    assert replies[0].text.startswith(first)
    assert "How many kilometres" in replies[-1].text or "行驶了多少公里" in replies[-1].text


@pytest.mark.parametrize(
    ("step", "hint"),
    [("model", "I do not know this model."), ("year", "I did not understand that as a year."),
     ("plate", "I did not understand that as a number plate."),
     ("mileage", "I did not understand that as a mileage.")],
)  # fmt: skip
async def test_what_is_not_understood_is_asked_again(step: str, hint: str) -> None:
    talk = Talk()
    await talk.says("/car")
    for label in {"model": (), "year": ("Lyra",), "plate": ("Lyra", "2023")}.get(
        step, ("Lyra", "2023", "Skip")
    ):
        await talk.taps(label)
    buttons = talk.last.buttons
    [again] = await talk.says("purple monkey")
    assert again.text.startswith(hint)
    assert again.buttons == buttons


async def test_the_mileage_may_come_before_it_is_asked_for() -> None:
    talk = Talk()
    await at_plate(talk)
    await talk.says("12,000 km")
    assert [car.mileage_km for car in talk.cars] == [12_000]


@pytest.mark.parametrize("word", ["skip", "跳过", "no", "I don't know"])
async def test_skipping_in_words(word: str) -> None:
    talk = Talk()
    await at_plate(talk)
    await talk.says(word)
    await talk.says(word)
    assert (await talk.caller()).dialog is None
    assert len(talk.cars) == 1


@pytest.mark.parametrize("word", ["cancel", "取消"])
async def test_cancelling_in_words_or_by_button(word: str) -> None:
    talk = Talk()
    await talk.says("/car")
    [reply] = await talk.says(word)
    assert reply.text.startswith("All right, I have stopped there.")
    await talk.says("/car")
    await talk.taps("Cancel")
    assert (await talk.caller()).dialog is None
    assert talk.cars == []


async def test_the_language_of_a_plate_or_a_vin_changes_nothing() -> None:
    talk = Talk()
    await talk.says("谢谢")
    await talk.says("/car")
    await talk.says(GOOD_VIN)
    await talk.taps("林登")
    [ask] = await talk.says("AB12 CDE")
    assert ask.text.endswith("目前行驶了多少公里？")


async def test_buttons_of_an_earlier_step_do_nothing() -> None:
    talk = Talk()
    [ask] = await talk.says("/car")
    await talk.taps("Lyra")
    years = dict(ask.buttons)
    await talk.taps("2023")
    for data in (years["2024"], "car:model:linden", "car:skip:mileage", "car:lower:yes"):
        assert await talk.taps_data(data, ask.id) == []
        assert talk.notice == "This step is done already."
    assert [car.year for car in talk.cars] == [2023]


async def test_buttons_of_a_closed_form_do_nothing() -> None:
    talk = Talk()
    [ask] = await talk.says("/car")
    await talk.taps("Lyra")
    await talk.says("/cancel")
    assert await talk.taps_data(ask.buttons["2023"], ask.id) == []
    assert talk.notice == "This form is closed. Send /car to begin again."
    assert talk.cars == []


async def test_a_form_is_kept_for_days_and_then_forgotten() -> None:
    talk = Talk()
    await talk.says("/car")
    await talk.taps("Lyra")
    await talk.shop.waits(timedelta(days=6))
    [ask] = await talk.says("/car")
    assert ask.text == "Which model year is your Lyra?"
    await talk.shop.waits(timedelta(days=8))
    [reply] = await talk.says("2023")
    assert reply.text.startswith("I do not know")
    [nothing] = await talk.says("/cancel")
    assert nothing.text.startswith("There is nothing to cancel")


async def test_without_models_a_car_is_a_vin_or_nothing() -> None:
    talk = Talk(Shop(WITHOUT_MODELS))
    [ask] = await talk.says("/car")
    assert ask.text.startswith("What is the VIN of your car?")
    await talk.taps("Skip")
    assert talk.last.text.startswith("✓ our brand car is in your list.")
    await talk.taps("Skip")
    await talk.taps("Skip")
    await talk.taps("+ Add a car")
    await talk.says(GOOD_VIN)
    assert [(car.model, car.year, car.vin) for car in talk.cars] == [
        ("", None, None),
        ("", 2019, GOOD_VIN),
    ]


async def test_a_form_of_another_version_is_no_hindrance() -> None:
    talk = Talk()
    await talk.says("/car")
    [(where, form)] = talk.shop.state.dialogs.items()
    for stale in (replace(form, step="colour"), replace(form, flow="paint")):
        talk.shop.state.dialogs[where] = stale
        [answer] = await talk.says("How do I charge at home?")
        assert "\n\nAbout charge-home." in answer.text
    talk.shop.state.dialogs[where] = replace(form, data={"colour": "red", "vin": GOOD_VIN})
    await talk.taps("Linden")
    assert [car.vin for car in talk.cars] == [GOOD_VIN]
