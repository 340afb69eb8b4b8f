"""An open storage over the test's database."""

from collections.abc import AsyncIterator

import pytest_asyncio

from storage import Storage, open_storage
from tests.conftest import SetClock
from tests.databases import TestDatabase
from tests.storage.rendering import PlainRenderer


@pytest_asyncio.fixture
async def storage(database: TestDatabase, clock: SetClock) -> AsyncIterator[Storage]:
    async with open_storage(database.url, PlainRenderer(), clock) as opened:
        yield opened
