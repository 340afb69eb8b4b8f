"""A chat that is slow holds up no other, whether its answers or its questions are."""

import asyncio
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.handling.dispatcher import Dispatcher
from bot.receiving.intake import new_update
from bot.rendering.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
from domain.pipeline import PendingUpdate
from storage.opening import open_storage
from tests.databases import TestDatabase
from tests.program.crowd import Crowd
from tests.program.process import until
from tests.program.questions import ANSWERS
from tests.program.stage import BOT, staged

QUESTION = "How long is the warranty?"


async def test_answers_that_go_out_slowly(database: TestDatabase, folder: Path) -> None:
    async with staged(folder, database) as stage:
        slow = await stage.person("Slow")
        await stage.client.fault("slow", method="sendMessage", chat=slow.id, calls=1, delay=15)
        await slow.send(QUESTION)
        crowd = Crowd(stage, owners=20, each=2)
        await crowd.ask()
        await crowd.all_answered()
        assert await slow.no_reply()
        assert (await slow.reply(wait=60)).text == ANSWERS[QUESTION]


async def test_polling_goes_on_after_faults(database: TestDatabase, folder: Path) -> None:
    async with staged(folder, database) as stage:
        ann = await stage.person()
        for fault in ("500", "429", "drop", "drop_after"):
            await stage.client.fault(fault, method="getUpdates", calls=2)
            await ann.send(QUESTION)
            assert (await ann.reply(wait=60)).text == ANSWERS[QUESTION]
        assert await ann.no_reply()


@pytest.mark.parametrize("way", ["thinks long", "is postponed"])
async def test_questions_that_take_long(database: TestDatabase, way: str) -> None:
    """The dispatcher over the real storage; a lane thinks, or waits for its next try."""
    done: list[tuple[str, int]] = []
    goes_on = asyncio.Event()

    async def handle(update: PendingUpdate) -> bool:
        if update.update_id == 1 and not goes_on.is_set():
            if way == "is postponed":
                now = SystemClock().now()
                await storage.inbox.postpone(update, now, "later")
                return False
            await goes_on.wait()
        async with storage.works.for_update(BOT, update.update_id):
            done.append((update.lane.key, update.update_id))
        return True

    async def others_done() -> bool:
        return len(done) == 30

    async def all_done() -> bool:
        return len(done) == 33

    renderer = HtmlRenderer(Catalog.load())
    async with open_storage(database.url, renderer, SystemClock()) as storage:
        updates = [_message(number, chat=1) for number in (1, 2, 3)]
        updates += [_message(number, chat=number % 10 + 2) for number in range(4, 34)]
        await storage.inbox.receive([new_update(BOT, update) for update in updates])
        dispatcher = Dispatcher([BOT], storage.inbox, storage.lanes, storage.bell, handle)
        running = asyncio.create_task(dispatcher.run())
        await until(others_done)
        assert not [lane for lane, _ in done if lane == "c1"]
        goes_on.set()
        await until(all_done)
        running.cancel()
        await dispatcher.drain(5)
        await asyncio.gather(running, return_exceptions=True)
    for chat in range(1, 12):
        order = [number for lane, number in done if lane == f"c{chat}"]
        assert order == sorted(order)


def _message(update_id: int, *, chat: int) -> dict[str, object]:
    return {"update_id": update_id, "message": {"chat": {"id": chat}, "text": "?"}}
