"""A sandbox without limits on sending, and the real python-telegram-bot in front of it."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from sandbox import Person, Rates, Sandbox
from tests.sandbox.contracts import RawBot

TOKEN = "123456:TEST"


def bot_for(sandbox: Sandbox, token: str = TOKEN) -> Bot:
    return Bot(
        token,
        base_url=f"{sandbox.url}/bot",
        base_file_url=f"{sandbox.url}/file/bot",
        request=HTTPXRequest(connection_pool_size=20),
        get_updates_request=HTTPXRequest(),
    )


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.serve([TOKEN], rates=Rates(enabled=False)) as running:
        yield running


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with bot_for(sandbox) as ready:
        yield ready


@pytest.fixture
async def ann(sandbox: Sandbox) -> Person:
    person = await sandbox.client.user("Ann", last_name="Lee", username="ann", language_code="en")
    await person.start()
    return person


@pytest.fixture
async def raw(sandbox: Sandbox) -> AsyncIterator[RawBot]:
    caller = RawBot(sandbox.url, TOKEN)
    yield caller
    await caller.http.aclose()
