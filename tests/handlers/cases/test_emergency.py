"""Words of danger become a case at once: the owner is told first, then staff, then the truth."""

from datetime import timedelta

import pytest

from domain.cases import CaseKind, CaseOrigin, CasePriority
from domain.incoming import MediaKind
from tests.fakes.desk import ANN
from tests.fakes.talk import Talk
from tests.handlers.cases.at_desk import (
    card_of,
    case_of,
    events_of,
    owner_and_desk,
    texts,
    with_case,
)

STAFF_KNOW = (
    "Our staff has been told, as case E-2026-000001. A person from Main will answer you within "
    "15 min. Do not wait for it if you are in danger: call."
)


async def test_danger_opens_an_emergency_at_once() -> None:
    talk, desk = await owner_and_desk()
    instruction, truth = await talk.says("My car is on fire!")
    assert instruction.text.startswith("Fire, smoke or a burning smell: get everyone out now.")
    assert truth.text == STAFF_KNOW
    case = await case_of(talk.shop)
    assert (case.kind, case.origin) == (CaseKind.EMERGENCY, CaseOrigin.SAFETY)
    assert case.priority is CasePriority.URGENT
    assert case.first_response_due == talk.shop.clock.now() + timedelta(minutes=15)
    topic = desk.topic("E-2026-000001 My car is on fire!")
    standing = texts(desk.in_topic(topic.id))
    assert standing[0].startswith("E-2026-000001 · 🚨 Emergency · open")
    assert "Priority: urgent" in card_of(desk).text
    assert "Li: My car is on fire!" in standing
    assert any(words.startswith("The bot told the owner:\nFire, smoke") for words in standing)
    alarm = desk.in_topic(desk.topic("Supervisors").id)
    assert texts(alarm) == ["🚨 Emergency E-2026-000001 – Li writes: My car is on fire!"]
    assert alarm[0].buttons == {"🙋 Claim": "case:claim:1", "Show": "case:show:1"}
    assert alarm[0].id == min(one.id for one in desk.messages)
    await desk.taps_data(ANN, "case:claim:1", alarm[0].id)
    assert (await case_of(talk.shop)).assignee == ANN.id


async def test_at_night_nothing_is_promised() -> None:
    talk, _ = await owner_and_desk()
    await talk.shop.waits(timedelta(hours=10))
    _, truth = await talk.says("My car is on fire!")
    assert truth.text == (
        "Our staff have been alerted, as case E-2026-000001. But Main is not staffed right now, "
        "and I cannot promise that somebody reads it at once. Do not wait for us: call the "
        "emergency number now."
    )
    [shown] = await talk.says("/status")
    assert "min" not in shown.text
    assert "Our staff have been alerted." in shown.text


async def test_nor_while_nobody_is_on_duty() -> None:
    talk, desk = await owner_and_desk()
    await desk.says(ANN, "/duty off")
    _, truth = await talk.says("My car is on fire!")
    assert "is not staffed right now" in truth.text


@pytest.mark.parametrize("words", ["停下来了，没事了", "How do I charge at home?", "ok thanks"])
async def test_in_an_emergency_the_bot_guesses_nothing(words: str) -> None:
    talk, desk = await owner_and_desk()
    await talk.says("My car is on fire!")
    desk.chat.look()
    [heard] = await talk.says(words)
    assert heard.text.startswith("I have passed this on to our staff, in case E-2026-000001")
    assert list(heard.buttons) == ["This was no emergency"]
    heard_there = [one.text for one in await desk.receives() if "Owner: " not in one.text]
    assert heard_there == [f"Li: {words}"]
    assert await talk.says("how do i charge on the road?") == []
    assert not talk.questions
    [again] = await talk.says("talk to a human")
    assert again.text == heard.text
    assert len(talk.shop.state.handoff.cases) == 1


async def test_words_before_an_answer_stand_before_it() -> None:
    talk, desk = await owner_and_desk()
    await talk.says("My car is on fire!")
    await talk.says("It has gone out")
    topic = desk.topic("E-2026").id
    await desk.says(ANN, "Help is coming", topic=topic)
    lines = texts(desk.in_topic(topic))
    assert lines.index("Li: My car is on fire!") < lines.index("Li: It has gone out")
    assert max(one.id for one in desk.in_topic(topic)) < desk.last_written.id


async def test_a_stranger_in_danger_becomes_an_owner_once() -> None:
    talk, _ = await owner_and_desk()
    await talk.says("the brakes failed")
    assert len(talk.shop.state.owners) == 1


async def test_more_words_of_danger_belong_to_it() -> None:
    talk, desk = await owner_and_desk()
    await talk.says("My car is on fire!")
    instruction, truth = await talk.says("My wife is unconscious")
    assert instruction.text.startswith("Somebody is hurt or ill")
    assert truth.text == "Our staff has this as well, in case E-2026-000001."
    assert len(talk.shop.state.handoff.cases) == 1
    assert "Li: My wife is unconscious" in texts(desk.messages)


async def test_another_day_is_another_emergency() -> None:
    talk, _ = await owner_and_desk()
    await talk.says("My car is on fire!")
    await talk.shop.waits(timedelta(hours=3))
    talk.receives()
    _, truth = await talk.says("the brakes failed")
    assert "E-2026-000002" in truth.text


async def test_an_open_question_is_told_of_the_emergency() -> None:
    talk, desk = await with_case(claimed=True)
    await talk.says("smoke from the engine now!")
    assert "linked" in events_of(talk.shop)
    lines = [one for one in desk.messages if one.text.startswith("🚨 The owner has written")]
    assert [one.topic_id for one in lines] == [desk.topic("Q-2026").id]


async def test_a_picture_of_danger_goes_along() -> None:
    talk, desk = await owner_and_desk()
    await talk.sends(MediaKind.PHOTO, "smoke coming out of the bonnet", file_id="P")
    assert [one.file for one in desk.messages if one.kind] == ["P"]


async def test_an_edit_that_tells_of_danger_raises_it_too() -> None:
    talk, desk = await owner_and_desk()
    await talk.says("thanks")
    _, truth = await talk.edits(max(talk.chat.written), "help, the brakes failed")
    assert truth.text == STAFF_KNOW
    assert "Li: help, the brakes failed" in texts(desk.messages)
    await talk.edits(max(talk.chat.written), "help, the brakes have failed")
    assert len(talk.shop.state.handoff.cases) == 1


async def test_where_nobody_can_be_told_nobody_is_promised() -> None:
    _, truth = await Talk().says("we crashed")
    assert truth.text == (
        "I have written this down as case E-2026-000001, but I have no way to reach our staff "
        "from here. Do not wait for us: call."
    )


async def test_a_muted_owner_is_heard_in_danger() -> None:
    talk, desk = await with_case()
    async with talk.shop.store.works.alone() as work:
        await work.staff.mute(1, by=1, muted=True)
    await talk.says("My car is on fire!")
    assert "Li: My car is on fire!" in texts(desk.messages)


async def test_what_follows_is_with_the_emergency_at_once_and_asked_about() -> None:
    talk, desk = await with_case()
    await talk.says("My car is on fire!")
    desk.chat.look()
    [question] = await talk.says("I am at exit 12")
    assert question.text.startswith("I have passed this on to your emergency E-2026-000001")
    assert list(question.buttons) == [
        "E-2026-000001 My car is on fire!",
        "Q-2026-000001 My door squeaks.",
    ]
    [line] = await desk.receives()
    assert (line.text, line.topic_id) == ("Li: I am at exit 12", desk.topic("E-2026").id)
    assert await talk.says("Northbound") == []
    assert desk.messages[-1].text == "Li: Northbound"
    [done] = await talk.taps("E-2026")
    assert done.text == "✓ Passed on to case E-2026-000001."


async def test_or_it_was_about_the_other_case_after_all() -> None:
    talk, desk = await with_case()
    await talk.says("My car is on fire!")
    await talk.says("By the way, the door still squeaks")
    desk.chat.look()
    data = talk.last.buttons["Q-2026-000001 My door squeaks."]
    [done] = await talk.taps("Q-2026")
    assert done.text == "✓ Passed on to case Q-2026-000001."
    lines = {one.text: one.topic_id for one in await desk.receives()}
    assert lines["Li: By the way, the door still squeaks"] == desk.topic("Q-2026").id
    moved = "The owner says that their last words were about another case: Q-2026-000001."
    assert lines[moved] == desk.topic("E-2026").id
    said = await talk.shop.tools.cases.messages(1)
    assert said[-1].text == "By the way, the door still squeaks"
    await talk.taps_data(data)
    assert talk.notice == "This has been passed on already."
    assert len(await talk.shop.tools.cases.messages(1)) == len(said)


async def test_asking_for_a_person_in_words_of_both_languages() -> None:
    for words in ("I want to talk to a real person", "转人工"):
        talk, desk = await owner_and_desk()
        [receipt] = await talk.says(words)
        assert "Q-2026-000001" in receipt.text
        assert any(words in text for text in texts(desk.messages))
