"""Surveys that come unasked: when, to whom, how often, and what is recorded."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.incoming import Person
from domain.surveys.events import By, NewEvent
from domain.surveys.invitations import Invitation, InvitationState
from domain.surveys.quarantine import Skip, Standing
from handlers.surveys import planning, sending
from handlers.surveys.planning import happened
from tests.fakes.phone import Message
from tests.fakes.talk import LI, Shop, Talk
from tests.handlers.cases.at_desk import events_of, resolves, with_case

VIN = "1M8GDM9AXKP042788"
DAY = timedelta(days=1)


def texts(messages: list[Message]) -> str:
    return "\n".join(message.text for message in messages)


async def agreed(person: Person = LI, shop: Shop | None = None) -> Talk:
    talk = Talk(shop, person)
    await talk.says("/start")
    await talk.taps("Yes, please" if person.language_code == "en" else "可以")
    return talk


async def visited(talk: Talk, kind: str = "service_visit", **more: Any) -> bool:
    shop = talk.shop
    owner = shop.state.people[talk.person.id]
    new = NewEvent(kind, ((By.TELEGRAM, str(talk.person.id)),), shop.clock.now(), **more)
    async with shop.store.works.alone() as work:
        return await happened(
            work, shop.tools.survey_book, new, owner, shop.clock.now(), model="lyra"
        )


async def looks(talk: Talk, kind: str = sending.LOOK) -> list[Message]:
    """Let the clock look at what is due, as it does all the time."""
    shop = talk.shop
    async with shop.store.works.alone() as work:
        await work.timers.set(kind, "", shop.clock.now(), {})
    await shop.settle()
    return talk.receives()


def invitation(talk: Talk) -> Invitation:
    return list(talk.shop.state.surveys.invitations.values())[-1]


async def asked(talk: Talk) -> list[Message]:
    await visited(talk)
    talk.shop.clock.advance(3 * DAY)
    return await looks(talk)


async def test_a_visit_leads_to_a_survey_three_days_later() -> None:
    talk = await agreed()
    await visited(talk)
    talk.shop.clock.advance(2 * DAY)
    assert await looks(talk) == []
    talk.shop.clock.advance(DAY)
    (message,) = await looks(talk)
    assert "How satisfied are you with the visit?" in message.text
    assert "/settings changes that" in message.text
    assert invitation(talk).state is InvitationState.SENT
    assert "right the first time" in texts(await talk.says("five stars"))
    assert invitation(talk).state is InvitationState.ANSWERED
    response = talk.shop.state.surveys.responses[1]
    assert (response.trigger, response.model, response.score) == ("event:service_visit", "lyra", 5)


async def test_in_chinese_in_their_language() -> None:
    talk = await agreed(Person(7009, "王芳", language_code="zh-hans"))
    assert "您对这次到店服务满意吗" in texts(await asked(talk))


async def test_the_same_event_twice_is_one() -> None:
    talk = await agreed()
    assert await visited(talk)
    assert not await visited(talk)
    assert len(talk.shop.state.surveys.invitations) == 1


async def test_it_comes_in_the_owners_daytime() -> None:
    talk = await agreed()
    await visited(talk)
    talk.shop.clock.advance(3 * DAY + timedelta(hours=6))  # 22:30 in Shanghai
    assert await looks(talk) == []
    assert invitation(talk).next_at == datetime(2026, 3, 6, 2, tzinfo=UTC)
    talk.shop.clock.advance(timedelta(hours=11, minutes=30))
    assert "How satisfied" in texts(await looks(talk))


async def test_one_reminder_then_it_is_over_and_says_so() -> None:
    talk = await agreed()
    (message,) = await asked(talk)
    old = message.buttons["4 ⭐"] if "4 ⭐" in message.buttons else message.buttons["4"]
    talk.shop.clock.advance(3 * DAY)
    assert "A short reminder" in texts(await looks(talk))
    talk.shop.clock.advance(3 * DAY)
    assert await looks(talk) == []
    talk.shop.clock.advance(DAY)
    (ended,) = await looks(talk)
    assert ended.text == "This survey is over. Thank you all the same!"
    assert ended.buttons == {}
    assert invitation(talk).state is InvitationState.EXPIRED
    assert (await talk.caller()).dialog is None
    await talk.taps_data(old, message.id)
    assert talk.notice == "This survey is over. Thank you all the same!"
    assert talk.shop.state.surveys.responses[1].score is None


async def test_who_answered_is_not_reminded() -> None:
    talk = await agreed()
    await asked(talk)
    await talk.taps("4")
    talk.shop.clock.advance(4 * DAY)
    assert await looks(talk) == []


async def test_who_says_not_now_is_not_reminded() -> None:
    talk = await agreed()
    await asked(talk)
    await talk.taps("Not now")
    assert invitation(talk).state is InvitationState.DECLINED
    talk.shop.clock.advance(4 * DAY)
    assert await looks(talk) == []


async def skipped(talk: Talk) -> str | None:
    assert await asked(talk) == []
    assert invitation(talk).state is InvitationState.SKIPPED
    return invitation(talk).reason


async def test_nobody_is_asked_who_did_not_agree() -> None:
    talk = Talk()
    await talk.says("/start")
    assert await skipped(talk) == Skip.NO_CONSENT


async def test_nobody_is_asked_who_took_it_back() -> None:
    talk = await agreed()
    await talk.says("/settings")
    await talk.taps_data("settings:unasked:off")
    assert await skipped(talk) == Skip.NO_CONSENT


async def test_nobody_is_asked_who_blocked_the_bot() -> None:
    talk = await agreed()
    await talk.blocks()
    assert await skipped(talk) == Skip.BLOCKED


async def test_nobody_is_asked_twice_within_the_quarantine() -> None:
    talk = await agreed()
    await asked(talk)
    await talk.taps("Not now")
    talk.shop.clock.advance(80 * DAY)
    assert await skipped(talk) == Skip.ASKED_LATELY
    talk.shop.clock.advance(10 * DAY)
    assert "How satisfied" in texts(await asked(talk))


async def test_two_surveys_due_at_once_are_one() -> None:
    talk = await agreed()
    await visited(talk)
    talk.shop.clock.advance(timedelta(seconds=1))
    await visited(talk)
    talk.shop.clock.advance(3 * DAY)
    assert len(await looks(talk)) == 1
    assert await looks(talk) == []
    assert invitation(talk).reason == Skip.ASKED_LATELY


async def test_nobody_is_asked_while_a_case_is_open() -> None:
    talk, _ = await with_case()
    await talk.says("/privacy")
    await talk.taps("Yes, please")
    await asked(talk)
    assert (invitation(talk).state, invitation(talk).reason) == ("skipped", Skip.CASE_OPEN)


async def test_a_closed_case_leads_to_a_survey_a_day_later_unless_it_was_rated() -> None:
    talk, _ = await with_case(claimed=True)
    await talk.says("/privacy")
    await talk.taps("Yes, please")
    await resolves(talk.shop)
    await talk.shop.waits(7 * DAY)  # nobody objects: it closes itself
    assert events_of(talk.shop)[-1] == "closed"
    assert invitation(talk).cause == "case:1"
    talk.shop.clock.advance(DAY)
    assert "how we dealt with your request" in texts(await looks(talk))


async def test_an_event_of_nobody_we_know_finds_its_owner_later() -> None:
    talk = await agreed()
    shop = talk.shop
    new = NewEvent("service_visit", ((By.VIN, VIN),), shop.clock.now())
    async with shop.store.works.alone() as work:
        await happened(work, shop.tools.survey_book, new, None, shop.clock.now())
    await looks(talk, planning.MATCH)
    assert not shop.state.surveys.invitations
    owner = shop.state.people[LI.id]
    async with shop.store.works.alone() as work:
        car = await work.owners.add_vehicle(owner, "lyra", 2024)
        shop_car = type(car)(car.id, "lyra", 2024, vin=VIN)
        await work.owners.change_vehicle(owner, shop_car)
    await looks(talk, planning.MATCH)
    assert (invitation(talk).owner_id, invitation(talk).model) == (owner, "lyra")
    await looks(talk, planning.MATCH)
    assert len(shop.state.surveys.invitations) == 1


async def test_every_half_year_of_ownership() -> None:
    talk = await agreed()
    shop = talk.shop
    owner = shop.state.people[LI.id]
    async with shop.store.works.alone() as work:
        await work.owners.add_vehicle(owner, "lyra", 2024)
    shop.clock.advance(179 * DAY)
    await looks(talk, planning.OWNERSHIP)
    assert not shop.state.surveys.invitations
    shop.clock.advance(DAY)
    await looks(talk, planning.OWNERSHIP)
    await looks(talk, planning.OWNERSHIP)
    assert len(shop.state.surveys.invitations) == 1
    assert "How likely are you to recommend us" in texts(await looks(talk))
    assert invitation(talk).trigger == "every:180"


async def test_what_happened_long_ago_is_not_asked_about() -> None:
    talk = await agreed()
    shop = talk.shop
    old = NewEvent("delivery", ((By.TELEGRAM, str(LI.id)),), shop.clock.now() - 90 * DAY)
    async with shop.store.works.alone() as work:
        await happened(work, shop.tools.survey_book, old, 1, shop.clock.now())
    assert not shop.state.surveys.invitations


async def test_a_form_is_not_interrupted() -> None:
    talk = await agreed()
    await visited(talk)
    talk.shop.clock.advance(3 * DAY)
    await talk.says("/car")
    assert await looks(talk) == []
    await talk.says("/cancel")
    talk.shop.clock.advance(timedelta(hours=1))
    assert "How satisfied" in texts(await looks(talk))


async def test_a_mistake_of_ours_about_one_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shop = Shop()
    talk, other = (
        await agreed(shop=shop),
        await agreed(Person(7011, "Mo", language_code="en"), shop),
    )
    await visited(talk)
    await visited(other)
    shop.clock.advance(3 * DAY)
    first = shop.state.people[LI.id]
    standing = shop.store.invitations.standing

    async def breaks(bot_id: int, owner_id: int) -> Standing:
        if owner_id == first:
            raise ZeroDivisionError("a mistake of ours")
        return await standing(bot_id, owner_id)

    monkeypatch.setattr(shop.store.invitations, "standing", breaks)
    assert await looks(talk) == []
    assert "How satisfied" in texts(other.messages)
    kept = shop.state.surveys.invitations[1]
    assert (kept.state, kept.reason) == (InvitationState.FAILED, "ZeroDivisionError")
