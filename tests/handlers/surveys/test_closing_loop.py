"""Who is unhappy becomes a case; the case is told what changes; they are asked once more."""

from datetime import UTC, datetime, timedelta

from domain.cases import CaseKind, CaseOrigin
from domain.surveys.invitations import InvitationState
from handlers.surveys import sending
from tests.fakes.desk import ANN, Desk
from tests.fakes.phone import Message
from tests.fakes.talk import Talk
from tests.handlers.cases.at_desk import case_of, claims, owner_and_desk, resolves

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def texts(messages: list[Message]) -> str:
    return "\n".join(message.text for message in messages)


async def begun() -> tuple[Talk, Desk]:
    talk, desk = await owner_and_desk()
    await talk.says("/start")
    await talk.taps("Yes, please")
    await talk.says("/start s_nps")
    return talk, desk


async def unhappy() -> tuple[Talk, Desk]:
    talk, desk = await begun()
    await talk.taps("3")
    await talk.says("Nobody called me back")
    await talk.shop.waits(MINUTE)
    return talk, desk


async def looks(talk: Talk) -> list[Message]:
    shop = talk.shop
    async with shop.store.works.alone() as work:
        await work.timers.set(sending.LOOK, "", shop.clock.now(), {})
    await shop.settle()
    return talk.receives()


async def test_a_detractor_is_a_case_within_a_minute_with_score_and_words() -> None:
    talk, desk = await begun()
    await talk.taps("3")
    await talk.says("Nobody called me back")
    assert not talk.shop.state.handoff.cases
    await talk.shop.waits(MINUTE)
    case = await case_of(talk.shop)
    assert (case.kind, case.origin) == (CaseKind.FOLLOW_UP, CaseOrigin.SURVEY)
    assert (case.number, case.asked) == ("F-2026-000001", "Nobody called me back")
    # 16:31 on Monday at a desk that is open 9 to 18: four business hours end on Tuesday at 11:31
    assert case.first_response_due is not None
    assert case.first_response_due.replace(second=0) == datetime(2026, 3, 3, 3, 31, tzinfo=UTC)
    told = texts(desk.messages)
    assert "Recommendation: 3 of 10" in told
    assert "“Nobody called me back”" in told
    assert talk.shop.state.surveys.responses[1].case_id == case.id


async def test_a_slip_that_is_put_right_opens_nothing() -> None:
    talk, _ = await begun()
    await talk.taps("1")
    await talk.taps("10")
    await talk.shop.waits(MINUTE)
    assert not talk.shop.state.handoff.cases


async def test_promoters_and_passives_open_nothing() -> None:
    talk, _ = await begun()
    await talk.says("8, could be cheaper")
    await talk.shop.waits(MINUTE)
    assert not talk.shop.state.handoff.cases


async def test_what_is_answered_later_is_told_in_the_case() -> None:
    talk, desk = await begun()
    await talk.taps("5")
    await talk.shop.waits(MINUTE)
    await desk.receives()
    await talk.says("The brakes were not adjusted")
    await talk.taps("Yes")
    await talk.shop.waits(timedelta(seconds=6))
    told = texts(await desk.receives())
    assert "“The brakes were not adjusted”" in told
    assert "Would like to be called" in told
    await talk.taps("8")
    await talk.shop.waits(timedelta(seconds=6))
    told = texts(await desk.receives())
    assert "Recommendation: 8 of 10" in told
    assert "Changed; it was 5 at first." in told
    assert len(talk.shop.state.handoff.cases) == 1


async def test_the_case_knows_what_was_answered_before() -> None:
    talk, desk = await begun()
    await talk.says("9, lovely car")
    talk.shop.clock.advance(100 * DAY)
    await talk.says("/start s_nps")
    await talk.taps("2")
    await talk.shop.waits(MINUTE)
    told = texts(desk.messages)
    assert "Earlier answers:" in told
    assert "2 Mar 2026 · Recommendation: 9 of 10 · lovely car" in told


async def test_a_second_unhappy_answer_joins_the_open_case() -> None:
    talk, desk = await unhappy()
    await talk.says("/start s_csat_service")
    await talk.says("1")
    await talk.shop.waits(MINUTE)
    assert len(talk.shop.state.handoff.cases) == 1
    assert "After your service visit: 1 of 5" in texts(desk.messages)


async def solved() -> tuple[Talk, Desk]:
    talk, desk = await unhappy()
    await claims(talk.shop)
    await resolves(talk.shop)
    await talk.taps("Yes")
    await talk.shop.waits(5 * DAY)
    talk.receives()
    return talk, desk


async def test_after_recovery_the_owner_is_asked_once_and_the_change_is_reported() -> None:
    talk, desk = await solved()
    (message,) = await looks(talk)
    assert message.text.startswith("Not long ago you were not happy with us")
    assert "How likely are you to recommend us" in message.text
    await talk.says("9")
    response = talk.shop.state.surveys.responses[2]
    assert (response.again_of, response.trigger, response.score) == (1, "again", 9)
    invitation = talk.shop.state.surveys.invitations[1]
    assert invitation.state is InvitationState.ANSWERED
    report = texts(await desk.says(ANN, "/nps"))
    assert "Unhappy no more: 100% (1 of 1 asked again; mean score 3, then 9)" in report
    assert "Answers: 1" in report


async def test_who_is_still_unhappy_is_not_asked_a_third_time() -> None:
    talk, _ = await solved()
    await looks(talk)
    await talk.says("2")
    await talk.shop.waits(MINUTE)
    assert len(talk.shop.state.handoff.cases) == 2
    await claims(talk.shop, 2)
    await resolves(talk.shop, 2)
    await talk.taps("Yes")
    await talk.shop.waits(5 * DAY)
    assert len(talk.shop.state.surveys.invitations) == 1


async def test_who_never_asked_is_not_told_that_it_is_late() -> None:
    talk, _ = await unhappy()
    await talk.shop.waits(3 * DAY)
    assert "has not kept the time" not in texts(talk.messages)


async def test_voices_are_the_passives_words() -> None:
    talk, desk = await begun()
    await talk.says("7, waited too long for the part")
    listed = texts(await desk.says(ANN, "/voices"))
    assert "7 · 2 Mar · waited too long for the part" in listed
    assert "Nothing yet." in texts(await desk.says(ANN, "/voices detractors"))
    assert "/voices promoters" in texts(await desk.says(ANN, "/voices everybody"))
