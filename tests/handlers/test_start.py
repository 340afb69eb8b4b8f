from dataclasses import replace

import pytest

from domain.incoming import Person
from domain.policy import Policy, Privacy
from tests.fakes.brand import POLICY
from tests.fakes.talk import LI, Shop, Talk

WEI = Person(7002, "伟", language_code="zh-hans")


async def test_the_first_start_greets_and_asks_and_shows_the_menu() -> None:
    talk = Talk()
    greeting, notice, menu = await talk.says("/start")
    assert greeting.text.startswith("Hello Li! I am the customer-care assistant of Solvane.")
    assert "Your privacy" in notice.text
    assert list(notice.buttons) == ["Yes, please", "No, thank you"]
    assert list(menu.buttons) == [
        "Topics",
        "My cars",
        "🙋 Talk to a person",
        "My cases",
        "⚠ Make a complaint",
        "Settings",
        "Help",
    ]
    caller = await talk.caller()
    assert caller.owner is not None
    assert caller.notice_version == "1"


async def test_the_greeting_is_in_the_owners_language() -> None:
    greeting, *_ = await Talk(person=WEI).says("/start")
    assert greeting.text.startswith("伟，您好！我是索凡的客服助手。")


async def test_starting_again_is_short() -> None:
    talk = Talk()
    await talk.says("/start")
    [again] = await talk.says("/start")
    assert again.text == "Good to see you again, Li. Just ask, or choose below."
    assert "Topics" in again.buttons


@pytest.mark.parametrize("payload", ["d_main", "s_nps", "'; drop table", "a" * 64])
async def test_a_deep_link_is_just_a_start(payload: str) -> None:
    greeting, *_ = await Talk().says(f"/start {payload}")
    assert greeting.text.startswith("Hello Li!")


async def test_starting_again_cancels_nothing_and_reminds_of_the_form() -> None:
    talk = Talk()
    await talk.says("/start")
    await talk.says("/car")
    await talk.taps("Lyra")
    _, reminder = await talk.says("/start")
    assert reminder.text == "Back to your car. Which model year is your Lyra?"
    await talk.taps("2023")
    assert [car.year for car in talk.cars] == [2023]


async def test_a_new_notice_is_shown_once() -> None:
    shop = Shop()
    talk = Talk(shop)
    await talk.says("/start")
    shop.tools = replace(shop.tools, policy=with_notice("2", "We keep less now."))
    greeting, notice, _ = await talk.says("/start")
    assert greeting.text.startswith("Good to see you again")
    assert notice.text.startswith("We keep less now.")
    assert len(await talk.says("/start")) == 1


def with_notice(version: str, words: str) -> Policy:
    privacy = Privacy.model_validate({"version": version, "notice": {"en": words, "zh": words}})
    return POLICY.model_copy(update={"privacy": privacy})


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<b>Bob</b> & {co}", "Hello <b>Bob</b> & {co}!"),
        ("שרה", "Hello \u2068שרה\u2069!"),
        ("\u202eevil\u200b", "Hello evil!"),
        ("😀", "Hello 😀!"),
        ("x" * 64, f"Hello {'x' * 40}!"),
        ("", "Hello! I am"),
        ("\u200b", "Hello! I am"),
    ],
)
async def test_names_are_shown_safely(name: str, shown: str) -> None:
    talk = Talk(person=replace(LI, first_name=name))
    greeting, *_ = await talk.says("/start")
    assert greeting.text.startswith(shown)
    [again] = await talk.says("/start")
    assert again.text.startswith("Good to see you again")


async def test_in_a_group_there_is_a_polite_word_and_nothing_is_kept() -> None:
    talk = Talk(group=True)
    [hint] = await talk.says("/start")
    assert "private chat" in hint.text
    assert talk.shop.state.owners == {}


async def test_help_and_menu_and_an_unknown_command() -> None:
    talk = Talk()
    [help_] = await talk.says("/help")
    assert "/topics" in help_.text
    [menu] = await talk.taps("‹ Menu")
    assert menu.id == help_.id
    assert menu.text == "What can I do for you?"
    [unknown] = await talk.says("/frobnicate now")
    assert "do not know this command" in unknown.text
    assert "Topics" in unknown.buttons


async def test_cancel_says_what_it_did() -> None:
    talk = Talk()
    [nothing] = await talk.says("/cancel")
    assert nothing.text.startswith("There is nothing to cancel")
    await talk.says("/car")
    [stopped] = await talk.says("/cancel")
    assert stopped.text == "All right, I have stopped there."
    assert (await talk.caller()).dialog is None
