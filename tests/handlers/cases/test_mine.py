"""`/status`: what an owner sees of their cases and can do; whether it is solved; the rating."""

from datetime import timedelta

import pytest

from domain.cases import CaseEnd, CaseStatus
from domain.incoming import MediaKind, Person
from handlers.cases.owner.rating import read_stars
from tests.fakes.desk import Desk
from tests.fakes.talk import Talk
from tests.handlers.cases.at_desk import (
    answers,
    card_of,
    case_of,
    claims,
    events_of,
    opens_another,
    owner_and_desk,
    resolves,
    texts,
    with_case,
)


async def test_who_has_no_case_is_offered_a_person() -> None:
    talk, _ = await owner_and_desk()
    [none] = await talk.says("/status")
    assert none.text == "You have no cases with our team."
    assert "🙋 Talk to a person" in none.buttons


async def test_a_single_case_is_shown_at_once() -> None:
    talk, _ = await with_case()
    [view] = await talk.says("/status")
    assert view.text == (
        "Q-2026-000001 · My door squeaks.\n"
        "With our team. You will have an answer by 11:30 tomorrow."
    )
    assert list(view.buttons) == ["Add something", "Close it", "‹ Menu"]


async def test_the_state_is_told_in_plain_words() -> None:
    talk, _ = await with_case()
    shop = talk.shop

    async def state() -> str:
        [view] = await talk.says("/status")
        return view.text.partition("\n")[2]

    await claims(shop)
    assert await state() == "Ann is looking after it."
    await answers(shop, "Which door is it?")
    assert await state() == "Our team is waiting for your answer."
    await talk.says("The left one.")
    await shop.waits(timedelta(days=30))
    talk.receives()
    assert await state() == "Our team is late with it, and the people in charge know."
    await resolves(shop)
    assert await state() == "Our team thinks that it is solved. Is it?"
    await talk.taps("Yes, solved")
    assert (await state()).startswith("Closed: ")


async def test_several_cases_are_listed_active_ones_first() -> None:
    talk, _ = await with_case()
    await opens_another(talk)
    [view] = await talk.says("/status")
    assert view.text.startswith("Your cases\n\nC-2026-000001 · The paint peels\n")
    [one] = await talk.taps("Q-2026")
    assert one.text.startswith("Q-2026-000001 · My door squeaks.")


async def test_an_owner_closes_their_own_case() -> None:
    talk, desk = await with_case()
    await talk.says("/status")
    [question] = await talk.taps("Close it")
    assert question.text.startswith("Shall I close case Q-2026-000001?")
    [done] = await talk.taps("Yes, close it")
    assert done.text == "✓ Case Q-2026-000001 is closed."
    case = await case_of(talk.shop)
    assert case.end is CaseEnd.WITHDRAWN
    assert "Question · closed" in card_of(desk).text
    assert "The owner closed the case." in texts(desk.messages)
    assert desk.topic().is_closed
    assert [kind for kind, _ in talk.shop.state.timers if kind.startswith("sla")] == []
    [again] = await talk.taps("Open it again")
    assert again.text.startswith("✓ Case Q-2026-000001 is open again")
    assert not desk.topic().is_closed
    assert [kind for kind, _ in talk.shop.state.timers if kind == "sla_breach"]


async def test_something_is_added_to_the_case_of_ones_choice() -> None:
    talk, desk = await with_case()
    await opens_another(talk)
    await talk.says("/status")
    await talk.taps("Q-2026")
    [ask] = await talk.taps("Add something")
    assert ask.text.startswith("What would you like to add to case Q-2026-000001?")
    [done] = await talk.says("How do I charge at home?")
    assert done.text == "✓ Added to case Q-2026-000001."
    assert desk.messages[-1].text == "Li: How do I charge at home?"
    assert desk.messages[-1].topic_id == desk.topic("Q-2026").id
    await talk.taps("Add something")
    [done] = await talk.sends(MediaKind.VOICE)
    assert done.text == "✓ Added to case Q-2026-000001."
    assert desk.messages[-1].kind is MediaKind.VOICE


async def test_adding_may_be_left() -> None:
    talk, _ = await with_case()
    await talk.says("/status")
    await talk.taps("Add something")
    [word] = await talk.says("cancel")
    assert word.text == "All right, I have stopped there."
    assert (await talk.caller()).dialog is None


async def solved(talk: Talk) -> None:
    await answers(talk.shop, "I have oiled it.")
    await resolves(talk.shop)


async def test_solved_closes_the_case_and_asks_for_a_rating() -> None:
    talk, desk = await with_case()
    await solved(talk)
    question = talk.last
    assert question.text == "Our team has marked case Q-2026-000001 as solved. Is it?"
    [stars] = await talk.taps("Yes, solved")
    assert stars.id == question.id
    assert list(stars.buttons)[:5] == ["1 ⭐", "2 ⭐", "3 ⭐", "4 ⭐", "5 ⭐"]
    assert (await case_of(talk.shop)).end is CaseEnd.SOLVED
    [why] = await talk.taps("4")
    assert why.text == "Thank you for the 4. Would you like to say in a few words why?"
    [thanks] = await talk.says("Ann was very kind and quick.")
    assert thanks.text == "Thank you, our team will read it."
    case = await case_of(talk.shop)
    assert (case.rating, case.rating_words) == (4, "Ann was very kind and quick.")
    assert "Rating: 4 of 5" in card_of(desk).text
    assert (await talk.caller()).dialog is None
    kinds = events_of(talk.shop)
    assert kinds[kinds.index("resolved") :] == ["resolved", "confirmed", "closed", "rated"]


async def test_not_solved_opens_it_again() -> None:
    talk, desk = await with_case()
    await solved(talk)
    [word] = await talk.taps("No, not yet")
    assert word.text.startswith("✓ Case Q-2026-000001 is open again")
    case = await case_of(talk.shop)
    assert (case.status.value, case.reopened) == ("open", 1)
    assert case.assignee is not None
    assert "Reopened 1 time" in card_of(desk).text


async def resolved() -> tuple[Talk, Desk]:
    talk, desk = await with_case(claimed=True)
    await answers(talk.shop, "Tightened.")
    await resolves(talk.shop)
    talk.receives()
    desk.chat.look()
    return talk, desk


async def test_yes_in_words_closes_the_case() -> None:
    talk, _ = await resolved()
    [question] = await talk.says("Yes, it's fixed")
    assert len(question.buttons) == 6  # five stars, and none
    case = await case_of(talk.shop)
    assert (case.status, case.end) == (CaseStatus.CLOSED, CaseEnd.SOLVED)


async def test_no_in_words_opens_it_again() -> None:
    talk, desk = await resolved()
    await talk.says("还没有解决")
    assert (await case_of(talk.shop)).status is CaseStatus.OPEN
    assert "🔁 The owner opened the case again." in texts(await desk.receives())


async def test_no_with_what_is_wrong_goes_along_once_it_is_said_where_to() -> None:
    talk, desk = await resolved()
    [question] = await talk.says("No, it still rattles")
    assert list(question.buttons) == ["Open it again", "Something new"]
    await talk.taps("Open it again")
    assert (await case_of(talk.shop)).status is CaseStatus.OPEN
    assert "Li: No, it still rattles" in texts(await desk.receives())


async def test_days_later_or_without_a_case_they_are_words_like_others() -> None:
    talk, _ = await resolved()
    await talk.shop.waits(timedelta(days=3, hours=1))
    talk.receives()
    before = await case_of(talk.shop)
    await talk.says("yes")
    assert await case_of(talk.shop) == before
    other = Talk(talk.shop, Person(7009, "Eve", language_code="en"))
    await other.says("yes")
    assert len(talk.shop.state.handoff.cases) == 1


async def test_a_rating_may_be_written() -> None:
    talk, _ = await with_case()
    await solved(talk)
    await talk.taps("Yes, solved")
    [why] = await talk.says("five")
    assert why.text.startswith("Thank you for the 5.")
    [thanks] = await talk.taps("That is all")
    assert thanks.text == "Thank you! If anything else comes up, just ask."
    assert (await case_of(talk.shop)).rating == 5


async def test_a_question_in_the_middle_of_the_rating_is_answered() -> None:
    talk, _ = await with_case()
    await solved(talk)
    await talk.taps("Yes, solved")
    [answer] = await talk.says("How do I charge at home?")
    assert answer.text.endswith("\n\nAbout charge-home. All is well.")
    await talk.taps("3")
    [answer] = await talk.says("How do I charge at home?")
    assert answer.text.endswith("\n\nAbout charge-home. All is well.")
    assert (await case_of(talk.shop)).rating_words == ""


async def test_without_an_answer_a_resolved_case_is_closed() -> None:
    talk, _ = await with_case()
    await solved(talk)
    seen = len(talk.messages)
    await talk.shop.waits(timedelta(days=3, minutes=1))
    talk.receives()
    case = await case_of(talk.shop)
    assert (case.status.value, case.end) == ("closed", CaseEnd.SOLVED)
    assert len(talk.messages) == seen
    [again] = await talk.taps("No, not yet")
    assert again.text.startswith("✓ Case Q-2026-000001 is open again")


async def test_a_case_that_waits_reminds_and_then_closes_itself() -> None:
    talk, desk = await with_case()
    await answers(talk.shop, "Which door is it?")
    await talk.shop.waits(timedelta(days=2, minutes=1))
    talk.receives()
    assert talk.last.text.startswith("Our team is waiting for your answer on case Q-2026-000001.")
    await talk.shop.waits(timedelta(days=1))
    talk.receives()
    assert talk.last.text.startswith("I have closed case Q-2026-000001")
    case = await case_of(talk.shop)
    assert (case.status.value, case.end) == ("closed", CaseEnd.NO_REPLY)
    assert desk.topic().is_closed
    [word] = await talk.taps("Open it again")
    assert word.text.startswith("✓ Case Q-2026-000001 is open again")


async def test_a_word_of_the_owner_stops_the_closing() -> None:
    talk, _ = await with_case()
    await answers(talk.shop, "Which door is it?")
    await talk.shop.waits(timedelta(days=2, minutes=1))
    talk.receives()
    await talk.says("The left one.")
    await talk.shop.waits(timedelta(days=5))
    talk.receives()
    assert (await case_of(talk.shop)).status.value == "open"


async def test_settled_closes_it_at_once() -> None:
    talk, _ = await with_case()
    await answers(talk.shop, "Is it better now?")
    await talk.shop.waits(timedelta(days=2, minutes=1))
    talk.receives()
    [word] = await talk.taps("It is settled")
    assert word.text == "✓ Case Q-2026-000001 is closed."
    assert (await case_of(talk.shop)).end is CaseEnd.SOLVED


@pytest.mark.parametrize(
    "data",
    [
        "mine:show:1", "mine:add:1", "mine:closed:1", "mine:again:1", "mine:new:1",
        "mine:solved:1", "mine:unsolved:1", "mine:rate:1:5", "mine:norate:1", "mine:desks:1",
        "mine:show:999", "mine:show:x", "mine:to:1:1", "mine:", "mine:rate:1:9", "mine:frob:1",
    ],
)  # fmt: skip
async def test_anothers_case_is_nobodys_business(data: str) -> None:
    talk, _ = await with_case()
    eve = Talk(talk.shop, Person(7009, "Eve"))
    await eve.says("hi")
    before = await case_of(talk.shop)
    assert await eve.taps_data(data) == []
    assert eve.notice == "This button is from an older message and no longer works."
    assert await case_of(talk.shop) == before


@pytest.mark.parametrize(
    ("words", "stars"),
    [
        ("5", 5), ("4/5", 4), ("five", 5), ("五", 5), ("4分", 4), ("⭐⭐⭐", 3), ("３", 3),
        ("2 stars", 2), ("6", None), ("0", None), ("55", None), ("good", None), ("", None),
    ],
)  # fmt: skip
def test_a_rating_is_read(words: str, stars: int | None) -> None:
    assert read_stars(words) == stars
