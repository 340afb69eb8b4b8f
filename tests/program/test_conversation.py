"""What owners do, from their first word to their feedback."""

import pytest

from tests.program.conftest import BOTH_WAYS
from tests.program.questions import ANSWERS, UNKNOWN, VAGUE
from tests.program.rows import rows
from tests.program.stage import Stage
from tests.program.words import button, words

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("play", BOTH_WAYS, indirect=True, scope="module"),
]

ENGLISH = "How long is the warranty?"
CHINESE = "轮胎气压应该打多少？"
VIN = "1M8GDM9AXKP042788"


async def test_a_first_meeting(stage: Stage) -> None:
    ann = await stage.person("Ann")
    await ann.start()
    greeting, notice, menu = await ann.replies(3)
    assert greeting.text == words("start.greeting", name="Ann", brand="Solvane")
    assert words("privacy.notice", brand="Solvane") in notice.text
    assert menu.text == words("menu.title")
    assert [one.data for one in menu.all_buttons] == [
        "topics",
        "car",
        "person",
        "mine",
        "complain",
        "settings",
        "help",
    ]
    await ann.start()
    assert (await ann.reply()).text == words("start.again", name="Ann")


async def test_a_question_is_answered_and_the_answer_rated(stage: Stage) -> None:
    ann = await stage.person()
    await ann.send(ENGLISH)
    reply = await ann.reply()
    assert reply.text == ANSWERS[ENGLISH]
    await ann.tap(data=button(reply, "ask:up:"), message=reply)
    [thanked] = await stage.client.wait(
        reply.cursor, chat=ann.id, edits=True, count=1, sender="bot"
    )
    assert thanked.button_texts == [words("button.thanks_helpful")]
    found = await rows(
        stage.database,
        f"SELECT text, decision, shown, feedback FROM questions WHERE chat_id = {ann.id}",
    )
    assert found == [(ENGLISH, "answer", "warranty-length", "helpful")]


async def test_a_suggestion_is_tapped(stage: Stage) -> None:
    ann = await stage.person()
    await ann.send(VAGUE)
    reply = await ann.reply()
    pick = button(reply, "ask:pick:")
    await ann.tap(data=pick, message=reply)
    answer = await ann.reply()
    assert any(text in answer.text for text in ANSWERS.values())
    await ann.tap(data=button(reply, "ask:none:"), message=reply)


async def test_what_nobody_knows_is_not_answered(stage: Stage) -> None:
    ann = await stage.person()
    await ann.send(UNKNOWN)
    assert (await ann.reply()).text == words("ask.do_not_know")


async def test_chinese(stage: Stage) -> None:
    mei = await stage.person("梅", "zh-hans")
    await mei.start()
    greeting = (await mei.replies(3))[0]
    assert "梅" in greeting.text
    await mei.send(CHINESE)
    assert (await mei.reply()).text == ANSWERS[CHINESE]


async def test_a_language_is_chosen(stage: Stage) -> None:
    ann = await stage.person()
    await ann.send("/language")
    reply = await ann.reply()
    await ann.tap("简体中文", message=reply)
    await stage.client.wait(reply.cursor, chat=ann.id, edits=True)
    await ann.send("/help")
    assert (await ann.reply()).text == words("help.text", "zh-Hans")
    await ann.send(ENGLISH)
    assert (await ann.reply()).text == ANSWERS["整车质保期是几年？"]


async def test_a_car_by_its_vin(stage: Stage) -> None:
    ann = await stage.person()
    await ann.send("/car")
    assert (await ann.reply()).text == words("car.ask_model")
    await ann.send("1M8GDM9AXKP042789")
    wrong = words("car.vin_check_digit", vin="1M8GDM9AXKP042789")
    assert wrong in (await ann.reply()).text
    await ann.send(VIN.lower())
    noted = await ann.reply()
    assert words("car.vin_noted", vin=VIN) in noted.text
    await ann.tap("Linden", message=noted)
    await stage.client.wait(noted.cursor, chat=ann.id, edits=True)
    await ann.send("2019")
    assert words("car.ask_mileage") in (await ann.reply()).text
    found = await rows(
        stage.database,
        "SELECT v.vin FROM vehicles v JOIN ownerships o ON o.vehicle_id = v.id"
        " JOIN chats c ON c.owner_id = o.owner_id"
        f" WHERE c.chat_id = {ann.id}",
    )
    assert found == [(VIN,)]


async def test_topics_are_browsed(stage: Stage) -> None:
    ann = await stage.person()
    await ann.send("/topics")
    topics = await ann.reply()
    await ann.tap("Warranty", message=topics)
    [listed] = await stage.client.wait(topics.cursor, chat=ann.id, edits=True)
    await ann.tap(ENGLISH, message=listed)
    assert ANSWERS[ENGLISH] in (await ann.reply()).text
