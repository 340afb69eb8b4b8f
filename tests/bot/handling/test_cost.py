"""What a message asks of the database: few statements, counted over the real conversation."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from bot.handling.handler import Handler
from bot.receiving.intake import new_update
from storage import Storage, open_storage
from tests.bot.telegram.test_edge import BOT, Named, command, said
from tests.conftest import SetClock
from tests.databases import TestDatabase
from tests.fakes.brand import ENTRIES
from tests.fakes.talk import Shop
from tests.fakes.telegram import RENDERER
from tests.storage.faq import importing
from tests.storage.statements import counting

Handle = Callable[[dict[str, Any]], Awaitable[list[str]]]


@pytest_asyncio.fixture
async def storage(database: TestDatabase, clock: SetClock) -> AsyncIterator[Storage]:
    async with open_storage(database.url, RENDERER, clock) as opened:
        await importing(opened, *ENTRIES)
        yield opened


@pytest_asyncio.fixture
async def handle(storage: Storage, clock: SetClock) -> Handle:
    """Receives an update and handles it; returns the statements that the handling took."""
    tools = replace(
        Shop().tools, reads=storage.reads, cases=storage.cases, staff=storage.staff, clock=clock
    )

    async def nothing(*_: object) -> None:
        """Stand for what is told to Telegram beside the outbox."""

    handler = Handler(
        {BOT: Named()}, tools, storage.works, storage.inbox, nothing, nothing, nothing
    )
    count = 0

    async def handled(payload: dict[str, Any]) -> list[str]:
        nonlocal count
        count += 1
        update = new_update(BOT, {**payload, "update_id": count})
        received = await storage.inbox.receive([update])
        with counting(storage) as statements:
            assert await handler(received[update.lane][0])
        assert not await storage.inbox.failed()
        return statements

    return handled


@pytest.mark.parametrize(
    ("update", "most"),
    [
        (command("/help", 5), 4),
        (said("How do I charge at home?"), 6),
        (said("who won the world cup?"), 4),
        (said("thank you"), 3),
    ],
)
async def test_a_message_of_a_known_owner_takes_few_statements(
    handle: Handle, update: dict[str, Any], most: int
) -> None:
    """Who writes, and whether they are staff; the mark and the reply.

    Of a question its record; of an answer the FAQ's revision, before the car is known and after.
    """
    await handle(update)
    await handle(said("How do I charge at home?"))
    statements = await handle(update)
    assert len(statements) <= most, "\n".join(statements)
