import asyncio

import pytest

from domain.errors import Busy
from domain.pipeline import Lane
from storage import Storage, open_storage
from tests.conftest import SetClock
from tests.databases import PostgresServer, TestDatabase
from tests.storage.rendering import PlainRenderer
from tests.storage.updates import BOT, LANE

OTHER = Lane(BOT, "other")


async def test_a_lane_has_one_worker_at_a_time(storage: Storage) -> None:
    async with storage.lanes.hold(LANE) as held, storage.lanes.hold(OTHER) as other:
        assert (held, other) == (True, True)
        async with storage.lanes.hold(LANE) as again:
            assert not again
        # asking in vain must not have given it away
        async with storage.lanes.hold(LANE) as again:
            assert not again
    async with storage.lanes.hold(LANE) as held:
        assert held


async def test_a_worker_that_fails_gives_its_lane_back(storage: Storage) -> None:
    with pytest.raises(ZeroDivisionError):
        async with storage.lanes.hold(LANE):
            raise ZeroDivisionError
    async with storage.lanes.hold(LANE) as held:
        assert held


async def test_a_worker_cancelled_while_it_asks_keeps_nothing(storage: Storage) -> None:
    async def work() -> None:
        async with storage.lanes.hold(LANE):
            await asyncio.sleep(0)

    for steps in range(30):
        task = asyncio.create_task(work())
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with asyncio.timeout(10):
            while True:
                async with storage.lanes.hold(LANE) as held:
                    if held:
                        break
                await asyncio.sleep(0.001)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_a_lane_has_one_worker_over_all_processes(
    storage: Storage, database: TestDatabase, clock: SetClock
) -> None:
    async with open_storage(database.url, PlainRenderer(), clock) as elsewhere:
        async with storage.lanes.hold(LANE), elsewhere.lanes.hold(LANE) as held:
            assert not held
        async with elsewhere.lanes.hold(LANE) as held:
            assert held


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_who_lost_the_connection_learns_it_and_others_may_go_on(
    storage: Storage, database: TestDatabase, clock: SetClock, postgres: PostgresServer
) -> None:
    async def lose() -> None:
        async with storage.lanes.hold(LANE) as held:
            assert held
            await asyncio.to_thread(postgres.cut, database)
            async with (
                open_storage(database.url, PlainRenderer(), clock) as elsewhere,
                elsewhere.lanes.hold(LANE) as taken,
            ):
                assert taken

    with pytest.raises(Busy):
        await lose()
    async with storage.lanes.hold(LANE) as held:
        assert held
