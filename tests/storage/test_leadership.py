import asyncio
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from storage import Storage, open_storage
from storage.locks.pg_leadership import PING_EVERY_S
from tests.conftest import SetClock
from tests.databases import PostgresServer, TestDatabase
from tests.storage.conditions import until
from tests.storage.rendering import PlainRenderer
from tests.storage.stalling import Stalling
from tests.storage.updates import BOT

on_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


@pytest_asyncio.fixture
async def elsewhere(database: TestDatabase, clock: SetClock) -> AsyncIterator[Storage]:
    """The storage of another process."""
    async with open_storage(database.url, PlainRenderer(), clock) as opened:
        yield opened


class Candidate:
    """A process that wants to lead."""

    def __init__(self, storage: Storage, bot_id: int = BOT) -> None:
        self.leads = False
        self.lost = False
        self._bot_id = bot_id
        self._storage = storage
        self.task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        async with self._storage.leadership.campaign(self._bot_id) as lead:
            self.leads = True
            await lead.lost()
            self.leads, self.lost = False, True

    async def end(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


async def test_one_leads_a_bot_and_the_next_follows(storage: Storage) -> None:
    first = Candidate(storage)
    await until(lambda: first.leads)
    second, other_bot = Candidate(storage), Candidate(storage, BOT + 1)
    await until(lambda: other_bot.leads)
    assert not second.leads
    await first.end()
    await until(lambda: second.leads)
    await second.end()
    await other_bot.end()


@on_postgresql
async def test_one_leads_over_all_processes(storage: Storage, elsewhere: Storage) -> None:
    first = Candidate(storage)
    await until(lambda: first.leads)
    second = Candidate(elsewhere)
    await first.end()
    await until(lambda: second.leads)
    await second.end()


@on_postgresql
async def test_a_leader_whose_connection_dies_stops_and_a_standby_takes_over(
    storage: Storage, elsewhere: Storage, database: TestDatabase, postgres: PostgresServer
) -> None:
    first = Candidate(storage)
    await until(lambda: first.leads)
    await asyncio.to_thread(postgres.cut, database)
    await until(lambda: first.lost, 1)
    second = Candidate(elsewhere)
    await until(lambda: second.leads)
    await second.end()


@on_postgresql
async def test_a_leader_that_stood_still_while_its_connection_died_stops(
    storage: Storage, database: TestDatabase, postgres: PostgresServer
) -> None:
    first = Candidate(storage)
    await until(lambda: first.leads)
    # as a stopped process finds things: the end of its connection and a ping that is due, at once
    postgres.cut(database)
    time.sleep(PING_EVERY_S + 0.1)  # noqa: ASYNC251 - the loop has to stand still
    await until(lambda: first.lost, 1)
    await first.end()


@on_postgresql
async def test_a_leader_that_is_cut_off_in_silence_stops_before_another_begins(
    database: TestDatabase, clock: SetClock
) -> None:
    async with (
        Stalling(database.url) as proxy,
        open_storage(proxy.url, PlainRenderer(), clock) as storage,
    ):
        first = Candidate(storage)
        await until(lambda: first.leads)
        proxy.stall()
        await until(lambda: first.lost, 4)
        await first.end()


@on_postgresql
async def test_a_campaign_outlasts_a_database_that_is_gone(
    storage: Storage, database: TestDatabase, postgres: PostgresServer
) -> None:
    await asyncio.to_thread(postgres.stop, at_once=True)
    candidate = Candidate(storage)
    await asyncio.sleep(0.1)
    assert not candidate.leads
    await asyncio.to_thread(postgres.start)
    await until(lambda: candidate.leads)
    await candidate.end()
