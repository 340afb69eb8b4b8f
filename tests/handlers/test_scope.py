"""Entries for some cars only: who is answered with them, and what is asked first."""

from datetime import timedelta

import pytest

from domain.incoming import Person
from domain.knowledge import Car, DecisionKind, Scope
from tests.fakes.brand import ENTRIES, WITHOUT_MODELS, entry
from tests.fakes.talk import Shop, Talk

ASKED = "Which spare wheel fits?"
LYRA = entry("spare-lyra", ASKED, "备胎在哪里？", scope=Scope(models=("lyra",)))
LINDEN = entry("spare-linden", ASKED, "备胎在哪里？", scope=Scope(models=("linden",)))
GENERAL = entry("spare", ASKED, "备胎在哪里？")
NEW = entry("heat-pump", "Does it have a heat pump?", None,
            scope=Scope(models=("lyra",), year_from=2024))  # fmt: skip
OLD = entry("no-heat-pump", "Does it have a heat pump?", None,
            scope=Scope(models=("lyra",), year_to=2023))  # fmt: skip
FOREIGN = entry("foreign", "What about the other brand?", None, scope=Scope(brand="other"))
CHEN = Person(7002, "Chen", language_code="en")


def shop(*entries: object) -> Shop:
    return Shop(entries=(*ENTRIES, *entries))  # type: ignore[arg-type]


async def owns(talk: Talk, model: str, year: str) -> None:
    await talk.says("/car")
    if talk.shop.state.people.get(talk.person.id) and talk.cars:
        await talk.taps("+ Add")
    await talk.taps(model)
    await talk.taps(year)
    await talk.says("/cancel")


async def test_an_owner_of_such_a_car_gets_the_entry_for_it() -> None:
    talk = Talk(shop(LYRA, LINDEN))
    await owns(talk, "Linden", "2023")
    [answer] = await talk.says(ASKED)
    assert answer.text.endswith("\n\nAbout spare-linden. All is well.")


async def test_who_has_another_car_does_not_get_it() -> None:
    talk = Talk(shop(LYRA))
    await owns(talk, "Linden", "2023")
    [answer] = await talk.says(ASKED)
    assert answer.text.startswith("I do not know")


async def test_the_general_entry_steps_back_for_the_specific_one() -> None:
    theirs = shop(LYRA, GENERAL)
    lyra, linden = Talk(theirs), Talk(theirs, CHEN)
    await owns(lyra, "Lyra", "2023")
    await owns(linden, "Linden", "2023")
    [answer] = await lyra.says(ASKED)
    assert "\n\nAbout spare-lyra." in answer.text
    [answer] = await linden.says(ASKED)
    assert "\n\nAbout spare." in answer.text


async def test_of_an_unknown_car_it_is_asked_once_and_remembered() -> None:
    talk = Talk(shop(LYRA, LINDEN))
    [which] = await talk.says(ASKED)
    assert which.text == "That depends on the car. Which one do you drive? I will remember it."
    assert list(which.buttons) == ["Lyra", "Linden", "Another car, or not sure"]
    [question] = talk.questions
    assert (question.waits, question.shown) == (True, None)
    noted, answer = await talk.taps("Linden")
    assert (noted.id, noted.text, noted.buttons) == (which.id, "For the Linden:", {})
    assert answer.text.endswith("\n\nAbout spare-linden. All is well.")
    [question] = talk.questions
    assert (question.waits, question.shown) == (False, "spare-linden")
    assert [(car.model, car.year) for car in talk.cars] == [("linden", None)]
    [answer] = await talk.says(ASKED)
    assert answer.text.endswith("\n\nAbout spare-linden. All is well.")
    await talk.taps("👍")


async def test_the_model_may_be_written_too() -> None:
    talk = Talk(shop(LYRA, LINDEN))
    await talk.says(ASKED)
    [answer] = await talk.says("Lyra")
    assert answer.text.endswith("\n\nAbout spare-lyra. All is well.")
    assert [car.model for car in talk.cars] == ["lyra"]
    [lost] = await talk.says("Linden")
    assert "spare" not in lost.text, "nothing waits for a car any more"


async def test_a_second_tap_changes_nothing() -> None:
    talk = Talk(shop(LYRA, LINDEN))
    [which] = await talk.says(ASKED)
    data = which.buttons["Lyra"]
    await talk.taps("Linden")
    assert await talk.taps_data(data, which.id) == []
    assert talk.notice == "This button is from an older message and no longer works."
    assert [car.model for car in talk.cars] == ["linden"]


async def test_who_names_the_car_is_not_asked() -> None:
    talk = Talk(shop(LYRA, LINDEN))
    talk.shop.state.entries[GENERAL.key] = GENERAL
    await talk.says("Which spare wheel fits lyra?")
    assert talk.shop.knowledge.asked[-1].cars == (Car("lyra", None, "solvane"),)
    await talk.says("莱拉 备胎在哪里？")
    assert talk.shop.knowledge.asked[-1].cars == (Car("lyra", None, "solvane"),)
    await talk.says("hi")
    assert talk.cars == [], "a car that is spoken of is not therefore theirs"


async def test_another_car_gets_the_general_entry_and_is_not_asked_again() -> None:
    talk = Talk(shop(LYRA, GENERAL))
    [which] = await talk.says(ASKED)
    assert which.text.startswith("That depends on the car.")
    noted, answer = await talk.taps("Another car")
    assert noted.text == "For any car:"
    assert answer.text.endswith("\n\nAbout spare. All is well.")
    talk.shop.clock.advance(timedelta(days=2))
    [answer] = await talk.says(ASKED)
    assert answer.text.endswith("\n\nAbout spare. All is well.")
    assert talk.cars == []


async def test_another_car_without_a_general_entry_is_told_the_truth() -> None:
    talk = Talk(shop(LYRA, LINDEN))
    await talk.says(ASKED)
    _, answer = await talk.taps("Another car")
    assert answer.text.startswith("I do not know")
    assert talk.questions[0].decision is DecisionKind.ABSTAIN


async def test_the_year_is_asked_where_it_matters() -> None:
    talk = Talk(shop(NEW, OLD))
    [which] = await talk.says("Does it have a heat pump?")
    [year] = await talk.taps("Lyra")
    assert (year.id, year.text) == (
        which.id, "That depends on the model year. From which year is your Lyra?"
    )  # fmt: skip
    assert list(year.buttons)[:2] == ["2026", "2025"]
    _, answer = await talk.taps("2023")
    assert "\n\nAbout no-heat-pump." in answer.text
    assert [(car.model, car.year) for car in talk.cars] == [("lyra", 2023)]
    [answer] = await talk.says("Does it have a heat pump?")
    assert "\n\nAbout no-heat-pump." in answer.text


async def test_the_year_of_a_known_car_is_asked_and_kept() -> None:
    talk = Talk(shop(NEW, OLD, LYRA, LINDEN))
    await talk.says(ASKED)
    await talk.taps("Lyra")
    assert [(car.model, car.year) for car in talk.cars] == [("lyra", None)]
    [year] = await talk.says("Does it have a heat pump?")
    assert year.text.startswith("That depends on the model year.")
    [answer] = await talk.says("2024")
    assert "\n\nAbout heat-pump." in answer.text
    assert [(car.model, car.year) for car in talk.cars] == [("lyra", 2024)]


async def test_an_unknown_year_gets_nothing_that_depends_on_it() -> None:
    talk = Talk(shop(NEW, OLD))
    await talk.says("Does it have a heat pump?")
    await talk.taps("Lyra")
    _, answer = await talk.taps("I am not sure")
    assert answer.text.startswith("I do not know")


async def test_of_several_cars_it_is_asked_which_is_meant() -> None:
    talk = Talk(shop(LYRA, LINDEN))
    await owns(talk, "Lyra", "2023")
    await owns(talk, "Linden", "2018")
    [which] = await talk.says(ASKED)
    assert which.text == "That depends on the car. Which one do you mean?"
    assert list(which.buttons) == ["Lyra 2023", "Linden 2018", "Another car, or not sure"]
    noted, answer = await talk.taps("Linden")
    assert noted.text == "For the Linden 2018:"
    assert "\n\nAbout spare-linden." in answer.text
    [again] = await talk.says(ASKED)
    assert (
        again.text
        == "For the Linden 2018:\n\nWhich spare wheel fits?\n\nAbout spare-linden. All is well."
    )
    talk.shop.clock.advance(timedelta(hours=1))
    [which] = await talk.says(ASKED)
    assert which.text.startswith("That depends on the car.")


async def test_several_cars_of_one_answer_are_not_asked_about() -> None:
    both = entry("spare-both", ASKED, None, scope=Scope(models=("lyra", "linden")))
    talk = Talk(shop(both))
    await owns(talk, "Lyra", "2023")
    await owns(talk, "Linden", "2018")
    [answer] = await talk.says(ASKED)
    assert answer.text.endswith("\n\nAbout spare-both. All is well.")


async def test_an_entry_of_another_brand_answers_nobody() -> None:
    talk = Talk(shop(FOREIGN))
    [answer] = await talk.says("How do I see the other brand?")
    assert "foreign" not in answer.text
    assert not talk.questions[-1].waits


async def test_without_models_there_is_nothing_to_ask() -> None:
    talk = Talk(Shop(WITHOUT_MODELS, entries=(LYRA, GENERAL)))
    [answer] = await talk.says(ASKED)
    assert answer.text.endswith("\n\nAbout spare. All is well.")


@pytest.mark.parametrize(
    "rest",
    ["v:1", "v:999", "m:nothing", "m:lyra:1800", "m:lyra:2023:1", "v:x", "other:1", "", "m", "x:y",
     "v:1:99999999999999999999"],
)  # fmt: skip
async def test_a_forged_button_is_answered(rest: str) -> None:
    theirs = shop(LYRA, LINDEN)
    stranger = Talk(theirs, CHEN)
    await owns(stranger, "Lyra", "2023")
    talk = Talk(theirs)
    await talk.says(ASKED)
    number = talk.questions[0].id
    assert await talk.taps_data(f"ask:car:{number}:{rest}", 1) == []
    assert talk.notice == "This button is from an older message and no longer works."
    assert await stranger.taps_data(f"ask:car:{number}:m:lyra", 1) == []
    assert stranger.notice == "This button is from an older message and no longer works."
    assert talk.questions[0].waits


async def test_of_several_cars_none_is_asked_about_where_none_brings_an_answer() -> None:
    talk = Talk(shop(LYRA, LINDEN))
    await owns(talk, "Lyra", "2023")
    await owns(talk, "Linden", "2018")
    [offer] = await talk.says("Which wheel?")
    assert offer.text.startswith("I am not sure I understood.")


async def test_a_year_is_not_asked_for_where_none_brings_an_answer() -> None:
    talk = Talk(shop(NEW, OLD))
    await owns(talk, "Lyra", "I am not sure")
    [offer] = await talk.says("Does it have a pump?")
    assert offer.text.startswith("I am not sure I understood.")
