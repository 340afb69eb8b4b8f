from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from sandbox import Person, Rates, Sandbox
from tests.bot.telegram.bots import TOKEN, bot_at


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.serve([TOKEN], rates=Rates(enabled=False)) as running:
        yield running


@pytest.fixture
async def ann(sandbox: Sandbox) -> Person:
    person = await sandbox.client.user("Ann", language_code="en")
    await person.start()
    return person


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with bot_at(sandbox.url) as ready:
        yield ready
