"""Desk and time zone among an owner's settings."""

import pytest

from domain.time_zones import read_zone
from tests.fakes.desk import Desk
from tests.fakes.talk import Shop, Talk
from tests.handlers.cases.at_desk import TWO_DESKS, owner_and_desk


async def test_the_desk_is_chosen_where_there_are_several() -> None:
    talk = Talk(Shop(TWO_DESKS))
    [view] = await talk.says("/settings")
    assert "Your team: North" in view.text
    [which] = await talk.taps("Desk")
    assert list(which.buttons) == ["North", "South", "‹ Menu"]
    [done] = await talk.taps("South")
    assert done.text.startswith("South looks after you from now on.")
    assert talk.shop.state.owners[1].desk == "south"
    [view] = await talk.says("/settings")
    assert "Your team: South" in view.text


async def test_a_single_desk_is_no_choice() -> None:
    talk, _ = await owner_and_desk()
    [view] = await talk.says("/settings")
    assert "Your team" not in view.text
    assert "Desk" not in view.buttons


async def test_the_time_zone_is_the_desks_until_the_owner_says_otherwise() -> None:
    talk, desk = await owner_and_desk()
    [view] = await talk.says("/settings")
    assert view.text.endswith("Your time: Mon 2 Mar, 16:30 (Shanghai time)")
    [ask] = await talk.taps("Time zone")
    assert ask.text.startswith("I take it that your clock says Mon 2 Mar, 16:30 (Shanghai time).")
    [done] = await talk.says("Berlin")
    assert done.text == "✓ Noted: your clock says Mon 2 Mar, 09:30 (Berlin time)."
    [receipt] = await talk.says("/person")
    assert "Main will answer you by 04:30 tomorrow (Berlin time)." in receipt.text
    assert "by 11:30 tomorrow" in desk.messages[-1].text


async def test_the_desks_time_may_be_taken_back() -> None:
    talk, _ = await owner_and_desk()
    await talk.says("/settings")
    await talk.taps("Time zone")
    await talk.says("UTC-5")
    assert talk.shop.state.owners[1].time_zone == "Etc/GMT+5"
    await talk.says("/settings")
    await talk.taps("Time zone")
    await talk.taps("The same as the desk")
    assert talk.shop.state.owners[1].time_zone is None


async def test_an_unknown_city_is_asked_about_and_a_question_is_answered() -> None:
    talk, _ = await owner_and_desk()
    await talk.says("/settings")
    await talk.taps("Time zone")
    [word] = await talk.says("Kleinkleckersdorf")
    assert word.text.startswith("I do not know this city.")
    answer, again = await talk.says("How do I charge at home?")
    assert answer.text.endswith("\n\nAbout charge-home. All is well.")
    assert again.text == "Your time zone is still open: in which city are you?"
    [left] = await talk.taps("Leave it as it is")
    assert left.text == "All right, I have stopped there."
    assert (await talk.caller()).dialog is None


def test_every_desk_of_the_fakes_has_a_group_of_its_own() -> None:
    shop = Shop(TWO_DESKS)
    assert Desk(shop, key="north").place != Desk(shop, key="south").place


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        ("北京", "Asia/Shanghai"),
        ("Beijing", "Asia/Shanghai"),
        ("UTC+8", "Etc/GMT-8"),
        ("gmt -3", "Etc/GMT+3"),
        ("+5:00", "Etc/GMT-5"),
        ("UTC", "Etc/UTC"),
        ("utc+0", "Etc/UTC"),
        ("+15", None),
        ("-13", None),
        ("+5:30", None),
        ("Atlantis", None),
        ("", None),
        ("/etc/passwd", None),
    ],
)
def test_a_zone_is_read(words: str, zone: str | None) -> None:
    assert read_zone(words) == zone
