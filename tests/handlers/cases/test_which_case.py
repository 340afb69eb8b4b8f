"""An owner with several cases, or with one that is over: where their words go."""

from datetime import timedelta

import pytest

from domain.case_messages import Relay
from domain.cases import CaseEnd, CaseStatus
from domain.errors import AlreadyDone
from domain.incoming import MediaKind, Person, Place
from handlers.cases.owner.which import CHOICE, not_chosen
from tests.fakes.desk import GROUP
from tests.fakes.talk import Talk
from tests.handlers.cases.at_desk import (
    answers,
    case_of,
    claims,
    events_of,
    has_written,
    opens_another,
    resolves,
    texts,
    with_case,
)

WHICH = "You have several cases with us. Which one is this about?"


async def test_with_several_cases_the_owner_is_asked() -> None:
    talk, desk = await with_case()
    await opens_another(talk)
    desk.chat.look()
    [question] = await talk.says("It is worse now.")
    assert question.text == WHICH
    assert list(question.buttons) == [
        "C-2026-000001 The paint peels",
        "Q-2026-000001 My door squeaks.",
    ]
    assert await desk.receives() == []
    [done] = await talk.taps("Q-2026")
    assert (done.id, done.text) == (question.id, "✓ Passed on to case Q-2026-000001.")
    [line] = await desk.receives()
    assert line.text == "Li: It is worse now."
    assert line.topic_id == desk.topic("Q-2026").id
    assert talk.chat.written[max(talk.chat.written)].reaction == "👀"


async def test_what_is_written_before_the_choice_goes_along_and_is_asked_about_once() -> None:
    talk, desk = await with_case()
    await opens_another(talk)
    desk.chat.look()
    await talk.says("It is worse now.")
    assert await talk.says("Much worse.") == []
    assert await talk.sends(MediaKind.PHOTO, file_id="P") == []
    await talk.taps("Q-2026")
    words, copy = await desk.receives()
    assert words.text == "Li: It is worse now.\n\nLi: Much worse."
    assert copy.file == "P"
    assert {words.topic_id, copy.topic_id} == {desk.topic("Q-2026").id}


async def test_without_a_choice_nothing_is_lost() -> None:
    talk, desk = await with_case()
    await opens_another(talk)
    desk.chat.look()
    await talk.says("It is worse now.")
    await talk.shop.waits(timedelta(minutes=6))
    [lines] = [one for one in await desk.receives() if "worse" in one.text]
    assert lines.text.endswith("Li: It is worse now.")
    assert "did not say which one" in "\n".join(texts(desk.messages))
    assert lines.topic_id == desk.topic("C-2026").id
    assert await talk.taps("Q-2026") == []
    assert talk.notice == "This has been passed on already."


async def test_a_reply_goes_to_its_case_without_a_question() -> None:
    talk, desk = await with_case()
    await opens_another(talk)
    asked = await answers(talk.shop, "Which door is it?")
    desk.chat.look()
    assert await talk.says("The left one.", reply_to=asked.id) == []
    lines = [one for one in await desk.receives() if one.text == "Li: The left one."]
    assert [one.topic_id for one in lines] == [desk.topic("Q-2026").id]


async def test_a_reply_to_a_receipt_goes_to_its_case() -> None:
    talk, desk = await with_case()
    receipt = next(one for one in talk.messages if "Q-2026-000001" in one.text)
    await opens_another(talk)
    assert await talk.says("It is the left one.", reply_to=receipt.id) == []
    assert desk.messages[-1].topic_id == desk.topic("Q-2026").id


async def test_a_merged_case_goes_on_in_the_other() -> None:
    talk, desk = await with_case()
    asked = await answers(talk.shop, "Which door is it?")
    other = await opens_another(talk)
    async with talk.shop.store.works.alone() as work:
        case = await work.cases.locked(1)
        assert case is not None
        merged = {"status": CaseStatus.CLOSED, "end": CaseEnd.MERGED, "merged_into": other.id}
        await work.cases.change(case, **merged)
    await talk.says("The left one.", reply_to=asked.id)
    assert desk.messages[-1].topic_id == desk.topic("C-2026").id


async def over(talk: Talk) -> int:
    """Let the case be answered, resolved, and closed in the end; returns a message of it."""
    asked = await answers(talk.shop, "Is it better now?")
    await talk.shop.waits(timedelta(hours=1))
    await resolves(talk.shop)
    await talk.shop.waits(timedelta(days=4))
    assert (await case_of(talk.shop)).status.value == "closed"
    talk.receives()
    return asked.id


async def test_a_reply_to_a_case_that_is_over_opens_it_again_after_a_question() -> None:
    talk, desk = await with_case()
    message = await over(talk)
    desk.chat.look()
    [question] = await talk.says("No, it squeaks again.", reply_to=message)
    assert question.text == (
        "Case Q-2026-000001 is over. Shall I open it again with your message, or is it something "
        "new?"
    )
    assert await desk.receives() == []
    [done] = await talk.taps("Open it again")
    assert done.text.startswith("✓ Case Q-2026-000001 is open again")
    case = await case_of(talk.shop)
    assert (case.status.value, case.reopened, case.end) == ("open", 1, None)
    whole = texts(await desk.receives())
    assert "Li: No, it squeaks again." in whole
    assert "🔁 The owner opened the case again." in whole
    assert not desk.topic("Q-2026").is_closed
    assert events_of(talk.shop)[-1] == "reopened"


async def test_or_opens_a_new_one_beside_it() -> None:
    talk, desk = await with_case()
    message = await over(talk)
    await talk.says("And the window rattles.", reply_to=message)
    [receipt] = await talk.taps("Something new")
    assert "Your case is Q-2026-000002." in receipt.text
    new = await case_of(talk.shop, 2)
    assert (new.linked_to, new.asked) == (1, "And the window rattles.")
    assert (await case_of(talk.shop)).status.value == "closed"
    assert desk.messages[-1].text == "Li: And the window rattles."
    assert desk.messages[-1].topic_id == desk.topic("Q-2026-000002").id
    assert "linked" in events_of(talk.shop)
    assert "linked" in events_of(talk.shop, 2)


async def test_without_an_answer_staff_see_it_all_the_same() -> None:
    talk, desk = await with_case()
    message = await over(talk)
    desk.chat.look()
    await talk.says("No, it squeaks again.", reply_to=message)
    await talk.shop.waits(timedelta(minutes=31))
    whole = texts(await desk.receives())
    assert any("Written after the case was over" in words for words in whole)
    assert any(words.endswith("Li: No, it squeaks again.") for words in whole)
    assert (await case_of(talk.shop)).status.value == "closed"


async def test_thanks_open_nothing_again() -> None:
    talk, _ = await with_case()
    message = await over(talk)
    [reply] = await talk.says("Thank you!", reply_to=message)
    assert reply.text.startswith("You are welcome.")


async def test_a_second_question_is_not_opened_beside_an_open_one() -> None:
    talk, desk = await with_case()
    message = await over(talk)
    await talk.says("/person Something else.")
    await talk.says("It squeaks again.", reply_to=message)
    [word] = await talk.taps("Open it again")
    assert "You have another case open with the same team: Q-2026-000002." in word.text
    await claims(talk.shop, 2)
    await talk.says("As I said.")
    assert desk.messages[-1].topic_id == desk.topic("Q-2026-000002").id


async def test_nobody_chooses_for_another() -> None:
    talk, desk = await with_case()
    await opens_another(talk)
    await talk.says("It is worse now.")
    eve = Talk(talk.shop, Person(7009, "Eve"))
    await eve.says("hi")
    desk.chat.look()
    await eve.taps_data("mine:to:1:2")
    assert eve.notice == "This button is from an older message and no longer works."
    assert await desk.receives() == []


def lines_missing(talk: Talk, words: list[str]) -> list[str]:
    """Return which of an owner's words stand in no message of the desk's group."""
    group = talk.shop.telegram.chat(Place(1, GROUP))
    seen = "\n".join(one.text for one in group.messages)
    return [one for one in words if one not in seen]


async def test_a_choice_takes_along_all_that_was_written_however_much() -> None:
    talk, _ = await with_case()
    other = await opens_another(talk)
    words = [f"Sound number {n:03}." for n in range(220)]
    await has_written(talk, other, words, Relay.NONE)
    await talk.says("That is all.")
    await talk.taps_data(f"mine:to:1:{other.id}")
    await talk.shop.settle()
    assert lines_missing(talk, [*words, "That is all."]) == []
    said = talk.shop.state.handoff.messages.values()
    assert not [one for one in said if one.relay is Relay.NONE and one.text]


async def test_who_writes_on_and_on_is_read_before_they_end() -> None:
    talk, desk = await with_case()
    await opens_another(talk)
    desk.chat.look()
    words = [f"Sound number {n:03}." for n in range(4)]
    for one in words:
        await talk.says(one)
        await talk.shop.waits(timedelta(minutes=2))
    assert any(words[0] in one.text for one in await desk.receives())
    await talk.shop.waits(timedelta(minutes=10))
    assert lines_missing(talk, words) == []


async def test_what_comes_in_the_moment_the_others_are_shown_waits_for_nothing() -> None:
    talk, _ = await with_case()
    await opens_another(talk)
    await talk.says("It is worse now.")
    shop = talk.shop
    later = shop.clock.now() + timedelta(minutes=6)
    [timer] = [one for one in shop.store.due(later) if one.kind == CHOICE]
    shown = await not_chosen(timer, shop.tools)
    await talk.says("Much worse.")
    with pytest.raises(AlreadyDone):
        async with shop.store.works.for_timer(timer, shown.next_at) as work:
            await shown.effect(work)
    await shop.waits(timedelta(minutes=6))
    assert lines_missing(talk, ["It is worse now.", "Much worse."]) == []
