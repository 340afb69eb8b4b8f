"""Danger comes before everything: what to do and whom to call, at once."""

import pytest

from domain.emergency_policy import EmergencyPolicy
from domain.incoming import MediaKind, Person
from handlers import table
from tests.fakes.brand import POLICY
from tests.fakes.talk import Shop, Talk
from tests.handlers.cases.at_desk import owner_and_desk, with_case

CALL_YOURSELF = "Call yourself now"


def shop_in(country: str, **emergency: object) -> Shop:
    desk = POLICY.desk.model_copy(update={"country": country})
    own = EmergencyPolicy.model_validate(emergency)
    return Shop(POLICY.model_copy(update={"desks": (desk,), "emergency": own}))


async def test_fire_gets_instructions_and_the_numbers_of_the_country() -> None:
    talk = Talk()
    reply, *_ = await talk.says("My car is on fire!")
    assert reply.text.startswith("Fire, smoke or a burning smell: get everyone out now.")
    lines = reply.text.splitlines()
    assert lines[-5:] == [
        "119 – fire service and rescue",
        "120 – ambulance",
        "110 – police",
        "122 – traffic accidents",
        "12122 – help on motorways",
    ]
    assert CALL_YOURSELF in reply.text
    assert talk.questions == []


@pytest.mark.parametrize(
    ("country", "last"),
    [
        ("DE", "112 – emergency services"),
        ("US", "911 – emergency services"),
        ("GB", "999 – emergency services"),
        ("ZW", "112 – emergency services"),
    ],
)
async def test_the_numbers_are_those_of_the_desks_country(country: str, last: str) -> None:
    reply, *_ = await Talk(shop_in(country)).says("I smell petrol in the car")
    assert reply.text.splitlines()[-1] == last


async def test_whom_to_call_first_depends_on_the_emergency() -> None:
    reply, *_ = await Talk().says("my wife is unconscious")
    assert reply.text.splitlines()[-5] == "120 – ambulance"


async def test_it_is_answered_in_the_language_of_this_message_whatever_the_setting() -> None:
    talk = Talk()
    await talk.says("/language")
    await talk.taps("English")
    reply, *_ = await talk.says("車子冒煙了！！")
    assert reply.text.startswith("起火、冒烟或有焦糊味：所有人马上下车。")
    assert "119 – 消防、救援" in reply.text
    [menu] = await talk.says("/menu")
    assert menu.text.isascii()


async def test_an_open_form_stays_open_and_is_not_mentioned() -> None:
    talk = Talk()
    await talk.says("/car")
    before = (await talk.caller()).dialog
    reply, *_ = await talk.says("刹车失灵了")
    assert reply.text.startswith("刹车、转向失灵")
    assert (await talk.caller()).dialog == before


async def test_a_caption_is_read_for_danger_first() -> None:
    reply, *_ = await Talk().sends(MediaKind.PHOTO, "smoke coming out of the bonnet")
    assert "get everyone out now" in reply.text


async def test_an_edited_message_is_read_for_danger() -> None:
    talk = Talk()
    await talk.says("thanks")
    reply, *_ = await talk.edits(max(talk.chat.written), "help, the brakes failed")
    assert reply.text.startswith("Brakes, steering")


async def test_a_stranger_is_told_at_once_too() -> None:
    talk = Talk(person=Person(7009, "", language_code="zh-TW"))
    reply, *_ = await talk.says("孩子鎖在車裡了")
    assert reply.text.startswith("有人或宠物被锁在车里")


async def test_the_policys_own_words_and_numbers_replace_the_built_in_ones() -> None:
    shop = shop_in(
        "DE",
        instructions={"fire": {"en": "Leave the car <now>.", "zh": "马上下车。"}},
        numbers={"DE": {"fire": "112", "police": "110"}},
    )
    reply, *_ = await Talk(shop).says("flames under the hood")
    assert reply.text.startswith("Leave the car <now>.")
    assert reply.text.splitlines()[-2:] == ["112 – fire service and rescue", "110 – police"]


async def test_danger_is_told_of_even_while_a_person_has_a_case() -> None:
    talk, _ = await with_case(claimed=True)
    reply, *_ = await talk.says("smoke from the engine now!")
    assert reply.text.startswith("Fire, smoke")


@pytest.mark.parametrize("claimed", [False, True])
async def test_what_only_sounds_of_danger_does_not_interrupt_a_person(claimed: bool) -> None:
    talk, _ = await with_case(claimed=claimed)
    talk.shop.knowledge.dangers["Sweet, like syrup"] = 2.5
    replies = await talk.says("Sweet, like syrup")
    assert any("110" in one.text for one in replies) is not claimed


async def test_an_edit_that_tells_of_danger_is_answered_while_a_person_has_the_case() -> None:
    talk, _ = await with_case(claimed=True)
    await talk.says("one more thing")
    reply, *_ = await talk.edits(max(talk.chat.written), "the car is on fire")
    assert reply.text.startswith("Fire, smoke")


@pytest.mark.parametrize("words", ["how do I book a brake check", "气囊召回名单", "airbag recall?"])
async def test_a_near_miss_goes_on_as_a_question(words: str) -> None:
    talk = Talk()
    await talk.says(words)
    assert [question.text for question in talk.questions] == [words]


@pytest.mark.parametrize(
    "words",
    [
        "car on fire", "petrol smell in the cabin", "high voltage warning, stop", "brakes failed",
        "we crashed", "he is not breathing", "baby locked in the car", "the car is sinking",
        "stuck on the railway crossing", "broke down in the fast lane", "call an ambulance",
        "车着火了", "车里一股汽油味", "高压系统故障请停车", "刹车失灵", "撞车了", "没呼吸了",
        "孩子锁车里了",
        "车掉河里了", "卡在铁轨上了", "车死在快车道了", "快叫救护车",
    ],
)  # fmt: skip
async def test_every_kind_is_told_what_to_do_and_whom_to_call(words: str) -> None:
    reply, *_ = await Talk().says(words)
    assert reply.text.count("•") >= 3
    assert "\n120 – " in reply.text
    assert len(reply.text) < 2000


COMMANDS = [*table.COMMANDS, *table.UNLISTED_COMMANDS]


@pytest.mark.parametrize("name", COMMANDS)
async def test_words_behind_a_command_are_heard_first(name: str) -> None:
    talk, desk = await owner_and_desk()
    instruction, truth, *more = await talk.says(f"/{name} help, the brakes failed")
    assert instruction.text.startswith("Brakes, steering or a car that drives by itself")
    assert "E-2026-000001" in truth.text
    assert more == []
    assert any("help, the brakes failed" in one.text for one in desk.messages)


@pytest.mark.parametrize("words", ["/brakes_failed", "/fire in the engine", "/helpme car on fire"])
async def test_a_command_that_is_none_may_be_a_cry_for_help(words: str) -> None:
    talk, _ = await owner_and_desk()
    _, truth = await talk.says(words)
    assert "E-2026-000001" in truth.text


@pytest.mark.parametrize("words", ["/help", "/help how do I charge?", "/start d_fire", "/nonsense"])
async def test_other_commands_are_what_they_were(words: str) -> None:
    talk, _ = await owner_and_desk()
    await talk.says(words)
    assert talk.shop.state.handoff.cases == {}


@pytest.mark.parametrize("kind", list(MediaKind))
async def test_a_caption_is_heard_with_and_without_a_case(kind: MediaKind) -> None:
    talk, _ = await owner_and_desk()
    _, truth = await talk.sends(kind, "/help the brakes failed")
    assert "E-2026-000001" in truth.text
    talk, _ = await with_case(claimed=True)
    _, truth = await talk.sends(kind, "刹车失灵了")
    assert "E-2026-000001" in truth.text
