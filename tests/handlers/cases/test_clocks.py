"""The clock of a case: warnings, breaches, and what stops them."""

from datetime import timedelta

from domain.cases import CaseKind
from domain.incoming import Person
from domain.staff import Role
from handlers import table
from tests.fakes.desk import ANN, BO
from tests.fakes.talk import Talk
from tests.handlers.cases.at_desk import (
    FORUM,
    answers,
    card_of,
    case_of,
    claims,
    events_of,
    opens_another,
    owner_and_desk,
    texts,
    with_case,
)

# It is Monday 16:30 at the desk: the first answer is due on Tuesday at 11:30, half of it is over
# on Tuesday at 9:30, four fifths at 10:42.


async def test_warnings_at_half_and_at_four_fifths_in_the_topic() -> None:
    talk, desk = await with_case()
    await talk.shop.waits(timedelta(hours=17, minutes=1))
    half = [text for text in texts(await desk.receives()) if "⏳" in text]
    assert half == ["⏳ 50 % of the time for the first answer is over. With: nobody yet"]
    assert desk.messages[-1].topic_id == desk.topic().id
    await talk.shop.waits(timedelta(hours=1, minutes=12))
    most = [text for text in texts(await desk.receives()) if "⏳" in text]
    assert most == ["⏳ 80 % of the time for the first answer is over. With: nobody yet"]
    assert events_of(talk.shop).count("warned") == 2
    assert "(47 min left)" in card_of(desk).text
    assert talk.receives() == []


async def test_a_breach_tells_the_supervisors_and_the_owner_once() -> None:
    talk, desk = await with_case()
    await talk.shop.waits(timedelta(hours=19, minutes=1))
    [sorry] = talk.receives()
    assert sorry.text.startswith("I am sorry: our team has not kept the time")
    supervisors = desk.topic("Supervisors")
    [told] = desk.in_topic(supervisors.id)
    assert told.text == "⏰ Q-2026-000001: the first answer is late. With: nobody yet"
    assert told.buttons == {"Show": "case:show:1"}
    assert "⏰ First answer was due" in card_of(desk).text
    assert events_of(talk.shop)[-1] == "breached"
    await talk.shop.waits(timedelta(days=10))
    assert [text for text in texts(talk.receives()) if "sorry" in text] == []
    assert len(desk.in_topic(supervisors.id)) == 2  # the resolution is late as well
    assert events_of(talk.shop).count("breached") == 2


async def test_a_silent_assignee_loses_the_case() -> None:
    talk, desk = await with_case(claimed=True)
    await talk.shop.waits(timedelta(hours=19, minutes=1))
    case = await case_of(talk.shop)
    assert case.assignee is None
    assert "Back in the queue: Ann has not written anything." in texts(desk.messages)
    assert events_of(talk.shop)[-2:] == ["breached", "released"]


async def test_an_assignee_who_writes_keeps_it() -> None:
    talk, _ = await with_case(claimed=True)
    await answers(talk.shop, "I am asking the workshop.")
    await talk.says("All right, when?")
    await talk.shop.waits(timedelta(days=10))
    case = await case_of(talk.shop)
    assert case.assignee == ANN.id
    assert "breached" in events_of(talk.shop)


async def test_an_answer_stops_the_first_clock() -> None:
    talk, desk = await with_case()
    await answers(talk.shop, "Which door is it?")
    await talk.says("The left one.")
    desk.chat.look()
    await talk.shop.waits(timedelta(hours=20))
    assert texts(await desk.receives()) == []
    assert "First answer: 16:30 today" in card_of(desk).text


async def test_a_note_stops_nothing() -> None:
    talk, desk = await with_case(claimed=True)
    topic = desk.topic().id
    for words in ("// they sound angry", "/note call them"):
        await desk.says(ANN, words, topic=topic)
    assert (await case_of(talk.shop)).first_response_at is None
    assert "first_response" not in events_of(talk.shop)


async def test_the_bots_words_and_the_receipt_stop_nothing() -> None:
    talk, _ = await with_case()
    await talk.says("How do I charge at home?")
    assert (await case_of(talk.shop)).first_response_at is None


async def test_the_clock_stands_while_the_case_waits_on_the_owner() -> None:
    talk, desk = await with_case()
    before = await case_of(talk.shop)
    await answers(talk.shop, "Which door is it?")
    await talk.shop.waits(timedelta(days=1))
    assert "Clock stopped since" in card_of(desk).text
    await talk.says("The left one.")
    after = await case_of(talk.shop)
    assert before.resolution_due is not None
    assert after.resolution_due == before.resolution_due + timedelta(days=1)
    assert after.waited == timedelta(hours=9)  # a business day


async def test_a_case_that_is_over_is_not_late() -> None:
    talk, desk = await with_case()
    await talk.says("/status")
    await talk.taps("Close it")
    await talk.taps("Yes, close it")
    desk.chat.look()
    await talk.shop.waits(timedelta(days=30))
    assert texts(await desk.receives()) == []
    assert "breached" not in events_of(talk.shop)


async def test_an_emergency_is_late_after_a_quarter_of_an_hour_at_any_time() -> None:
    talk, desk = await with_case()
    await talk.shop.waits(timedelta(hours=6))
    await opens_another(talk, kind=CaseKind.EMERGENCY)
    await talk.shop.waits(timedelta(minutes=16))
    told = [one for one in desk.messages if one.text.startswith("⏰ E-2026-000001: the first")]
    assert len(told) == 2  # in the topic, and to the supervisors


async def test_supervisors_may_have_a_chat_of_their_own() -> None:
    desk_ = FORUM.desk.model_copy(update={"supervisors_chat_id": -777})
    talk, desk = await owner_and_desk(policy=FORUM.model_copy(update={"desks": (desk_,)}))
    boss = Talk(talk.shop, Person(-777, "The supervisors"))
    await talk.says("/person")
    await talk.shop.waits(timedelta(hours=19, minutes=1))
    [told] = boss.receives()
    assert told.text.startswith("⏰ Q-2026-000001: the first answer is late.")
    assert len(desk.chat.topics) == 1


async def test_in_a_group_without_topics_supervisors_are_told_in_the_group() -> None:
    talk, desk = await with_case(forum=False)
    await desk.employs(BO, role=Role.SUPERVISOR)
    await talk.shop.waits(timedelta(hours=19, minutes=1))
    late = [one for one in desk.messages if "the first answer is late" in one.text]
    assert len(late) == 2


async def test_a_claim_in_the_moment_of_the_breach_is_not_undone_unseen() -> None:
    talk, _ = await with_case()
    shop = talk.shop
    shop.clock.advance(timedelta(hours=19, minutes=1))
    [timer] = [one for one in shop.store.due(shop.clock.now()) if one.kind == "sla_breach"]
    due = await table.JOBS[timer.kind](timer, shop.tools)
    await claims(shop)
    async with shop.store.works.for_timer(timer, due.next_at) as work:
        await due.effect(work)
    assert (await case_of(shop)).assignee == ANN.id
    assert "breached" not in events_of(shop)
    await shop.settle()
    assert "breached" in events_of(shop)
