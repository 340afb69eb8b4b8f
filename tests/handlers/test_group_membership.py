"""The bot's own place in groups: a desk's is kept, a stranger's is not."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.incoming import BotMembership, ChatKind, Incoming, Person, Place
from domain.rooms import Room
from handlers.group_membership import group_membership
from tests.fakes.brand import POLICY
from tests.fakes.talk import BOT, Shop, Talk

GROUP = -1_000_000_000_500
ADMIN = BotMembership(True, is_admin=True, has_topics=True, can_manage_topics=True, can_pin=True)
ADMIN_ID = 31


async def told(shop: Shop, chat: int, membership: BotMembership) -> Room:
    incoming = Incoming(
        1, Place(BOT, chat), ChatKind.GROUP, Person(8, "Bo"), datetime(2026, 3, 2, tzinfo=UTC),
        membership,
    )  # fmt: skip
    effect = await group_membership(incoming, shop.tools)
    async with shop.store.works.alone() as work:
        await effect(work)
    return await shop.tools.staff.room(BOT, chat)


@pytest.fixture
def shop() -> Shop:
    desk = POLICY.desk.model_copy(update={"chat_id": GROUP, "supervisors_chat_id": GROUP - 1})
    return Shop(POLICY.model_copy(update={"desks": (desk,)}))


async def test_rights_come_and_go(shop: Shop) -> None:
    kept = await told(shop, GROUP, ADMIN)
    assert kept == Room(BOT, GROUP, True, True, can_manage_topics=True, can_pin=True)
    assert await told(shop, GROUP, BotMembership(present=False, has_topics=True)) == Room(
        BOT, GROUP, has_topics=True
    )
    assert (await told(shop, GROUP - 1, ADMIN)).is_admin, "the supervisors' chat is one, too"


async def test_a_strangers_group_is_not_kept(shop: Shop) -> None:
    assert await told(shop, -42, ADMIN) == Room(BOT, -42)


async def test_a_group_is_known_by_the_id_that_the_policy_has(shop: Shop) -> None:
    async with shop.store.works.alone() as work:
        await work.staff.keep_room(Room(BOT, -1007, moved_from=GROUP))
    kept = await told(shop, -1007, ADMIN)
    assert replace(kept, moved_from=None) == Room(
        BOT, -1007, True, True, can_manage_topics=True, can_pin=True
    )


@pytest.mark.parametrize(("adder", "is_told"), [(ADMIN_ID, True), (8, False)])
async def test_an_admin_who_brings_the_bot_to_a_group_is_told_its_chat_id(
    adder: int, is_told: bool
) -> None:
    shop = Shop(POLICY, admins={ADMIN_ID})
    private = Talk(shop, Person(adder, "Bo"))
    incoming = Incoming(
        1, Place(BOT, -42), ChatKind.GROUP, Person(adder, "Bo", language_code="zh-hans"),
        datetime(2026, 3, 2, tzinfo=UTC), ADMIN, chat_title="<West>",
    )  # fmt: skip
    await shop.hears(incoming, group_membership)
    if not is_told:
        assert private.messages == []
        return
    (told,) = private.messages
    assert "“<West>”" in told.text
    assert "-42" in told.text
    gone = replace(incoming, update_id=2, content=BotMembership(present=False))
    await shop.hears(gone, group_membership)
    assert len(private.messages) == 1
