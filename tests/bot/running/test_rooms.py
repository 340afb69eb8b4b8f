"""The desks' groups are looked at: rights kept and said, menus set, moves followed."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import structlog
from telegram import Bot

from bot.rendering.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
from bot.running.menus import staff_menu
from bot.running.rooms import Rooms
from domain.policy import Policy
from domain.rooms import Room
from sandbox import Person, Rates, Sandbox
from tests.bot.telegram.bots import TOKEN, bot_at
from tests.conftest import SetClock
from tests.fakes.brand import POLICY
from tests.fakes.store import Store

CATALOG = Catalog.load()
BOT = 123456
MOVED = -1009000000001


@dataclass
class World:
    sandbox: Sandbox
    bot: Bot
    staff: Person
    store: Store

    def rooms(self, *groups: int, languages: tuple[str, ...] = ()) -> Rooms:
        (desk, *_) = POLICY.desks
        desks = tuple(
            desk.model_copy(update={"key": f"d{n}", "chat_id": group, "languages": languages})
            for n, group in enumerate(groups)
        )
        policy: Policy = POLICY.model_copy(update={"desks": desks})
        renderer = HtmlRenderer(CATALOG)
        return Rooms(
            self.bot,
            policy,
            self.store.works,
            self._move,
            lambda text: renderer.plain(text, "en"),
            lambda desk: staff_menu(CATALOG, policy, desk),
            self.store.clock,
        )

    async def _move(self, bot_id: int, old: int, new: int) -> None:
        async with self.store.works.alone() as work:
            await work.staff.keep_room(Room(bot_id, new, moved_from=old))

    async def kept(self, group: int) -> Room:
        return await self.store.staff.room(BOT, group)


@pytest.fixture
async def world(clock: SetClock) -> AsyncIterator[World]:
    async with Sandbox.serve([TOKEN], rates=Rates(enabled=False)) as sandbox:
        bot = bot_at(sandbox.url)
        await bot.initialize()
        staff = await sandbox.client.user("Bo", language_code="en")
        yield World(sandbox, bot, staff, Store(clock))
        await bot.shutdown()


async def test_what_the_bot_may_do_is_kept(world: World) -> None:
    forum = await world.sandbox.client.group(is_forum=True)
    plain = await world.sandbox.client.group(rights=["can_pin_messages"])
    member = await world.sandbox.client.group(bot_status="member")
    assert not await world.rooms(forum, plain, member).look()
    everything = {"can_manage_topics": True, "can_pin": True, "can_delete": True}
    assert await world.kept(forum) == Room(BOT, forum, True, True, **everything)
    assert await world.kept(plain) == Room(BOT, plain, is_admin=True, can_pin=True)
    assert await world.kept(member) == Room(BOT, member)


async def test_what_is_missing_is_logged_in_words_once(world: World) -> None:
    forum = await world.sandbox.client.group(
        is_forum=True, rights=["can_pin_messages", "can_delete_messages"]
    )
    rooms = world.rooms(forum, -1005)
    with structlog.testing.capture_logs() as logs:
        await rooms.look()
        await rooms.look()
    said = [entry["event"] for entry in logs if entry["log_level"] == "warning"]
    assert len(said) == 2
    assert "topic" in said[0]
    assert await world.kept(-1005) == Room(BOT, -1005)


async def test_staff_have_their_commands_in_their_desks_language(world: World) -> None:
    group = await world.sandbox.client.group(members=[world.staff], is_forum=True)
    await world.rooms(group, languages=("zh-Hans",)).look()
    menu = (await world.staff.menu(chat=group))["commands"]
    expected = CATALOG.message("zh-Hans", "command.queue", {})
    assert {"command": "queue", "description": expected} in menu
    other = await world.sandbox.client.group("Other", members=[world.staff])
    assert not (await world.staff.menu(chat=other))["commands"]


async def test_a_group_that_moved_is_followed(world: World) -> None:
    old = await world.sandbox.client.group(type="group")
    new = await world.sandbox.client.upgrade(old, is_forum=True)
    assert not await world.rooms(old).look()
    kept = await world.kept(new)
    assert kept.has_topics
    assert kept.moved_from == old


async def test_telegram_being_away_is_no_fault_and_changes_nothing(world: World) -> None:
    group = await world.sandbox.client.group(is_forum=True)
    rooms = world.rooms(group)
    await rooms.look()
    await world.sandbox.client.fault("502", method="getChat", calls=1)
    assert await rooms.look()
    assert (await world.kept(group)).has_topics
    assert not await rooms.look()
