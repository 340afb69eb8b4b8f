"""Canned replies by inline mode: for staff, never for strangers."""

from datetime import UTC, datetime

from bot.policy.file import load_policy
from domain.incoming import ChatKind, Incoming, Person, Place, Searched
from domain.outgoing import Offer
from domain.staff import Role
from handlers.staff.lists.search import search
from tests.fakes.desk import ANN, BO, GROUP, Desk
from tests.fakes.talk import BOT, Shop
from tests.fakes.telegram import RENDERER


async def found(desk: Desk, person: Person, words: str = "") -> list[Offer]:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    asked = Incoming(1, Place(BOT, person.id), ChatKind.PRIVATE, person, at, Searched("5", words))
    effect = await search(asked, desk.shop.tools)
    async with desk.shop.store.works.alone() as work:
        await effect(work)
        return list(work.offers)


async def desk_with_replies() -> Desk:
    policy = load_policy(None)
    desks = tuple(desk.model_copy(update={"chat_id": GROUP}) for desk in policy.desks)
    desk = Desk(Shop(policy.model_copy(update={"desks": desks})))
    await desk.employs(ANN)
    return desk


async def test_staff_find_replies_in_every_language_they_have() -> None:
    desk = await desk_with_replies()
    offers = await found(desk, ANN, "photo")
    assert [one.id for one in offers] == ["need-photo:en", "need-photo:zh-Hans"]
    words = [RENDERER.plain(one.says, one.locale) for one in offers]
    assert words[0].startswith("Could you send a photo")
    assert words[1].startswith("方便发一张")
    assert RENDERER.plain(offers[1].title, "en") == "Ask for a photo or video · 简体中文"


async def test_what_only_a_case_can_fill_in_is_left_out_or_neutral() -> None:
    desk = await desk_with_replies()
    offers = await found(desk, ANN)
    assert "closing:en" not in [one.id for one in offers], "it names the case's number"
    greeting = next(one for one in offers if one.id == "greeting:en")
    words = RENDERER.plain(greeting.says, "en")
    assert "{" not in words
    assert "Ann" in words


async def test_strangers_are_offered_nothing() -> None:
    desk = await desk_with_replies()
    assert await found(desk, BO, "photo") == []


async def test_who_left_the_desks_group_is_a_stranger() -> None:
    desk = await desk_with_replies()
    await desk.employs(BO, role=Role.SUPERVISOR)
    assert await found(desk, BO, "photo")
    async with desk.shop.store.works.alone() as work:
        await work.staff.set_present(BOT, desk.place.chat_id, BO, present=False)
    assert await found(desk, BO, "photo") == []
