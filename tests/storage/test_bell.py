import asyncio
from datetime import timedelta

import pytest

from domain.pipeline import Failure
from storage import Storage, open_storage
from storage.bells.pg_bell import NotifyBell
from tests.conftest import SetClock
from tests.databases import PostgresServer, TestDatabase
from tests.storage.faq import entry, importing
from tests.storage.rendering import PlainRenderer
from tests.storage.updates import BOT, new, to

ALL = ("inbox", "outbox", "timers", "faq")


async def ring_everything(storage: Storage, clock: SetClock, number: int = 1) -> None:
    await storage.inbox.receive([new(number)])
    async with storage.works.for_update(BOT, number) as work:
        await work.outbox.put(to())
        await work.timers.set("kind", "key", clock.now() + timedelta(hours=1), {})
    await importing(storage, entry(f"key-{number}"))


async def test_commits_ring_what_they_changed(storage: Storage, clock: SetClock) -> None:
    bells = {topic: storage.bell.listener(topic) for topic in ALL}
    if isinstance(storage.bell, NotifyBell):
        await storage.bell.connected.wait()
        for bell in bells.values():
            await bell.wait(1)
    await storage.inbox.receive([new(1)])
    assert not await bells["inbox"].wait(0)  # who receives is told by the call itself
    async with storage.works.for_update(BOT, 1, Failure("F-1", "error")):
        pass
    assert await storage.inbox.retry("F-1")
    assert await bells["inbox"].wait(1)
    async with storage.works.for_update(BOT, 1) as work:
        await work.outbox.put(to())
    assert await bells["outbox"].wait(1)
    assert not await bells["timers"].wait(0)
    async with storage.works.alone() as work:
        await work.timers.set("kind", "key", clock.now(), {})
    assert await bells["timers"].wait(1)
    await importing(storage, entry("key"))
    assert await bells["faq"].wait(1)
    assert not await bells["inbox"].wait(0)


async def test_a_failed_unit_rings_nothing(storage: Storage) -> None:
    bell = storage.bell.listener("outbox")
    if isinstance(storage.bell, NotifyBell):
        await storage.bell.connected.wait()
        await bell.wait(1)

    async def fail() -> None:
        async with storage.works.alone() as work:
            await work.outbox.put(to())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert not await bell.wait(0.05)


async def test_an_unknown_topic_is_refused(storage: Storage) -> None:
    with pytest.raises(ValueError, match="no such topic"):
        storage.bell.listener("doorbell")


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_other_processes_hear_it_also_after_the_server_was_gone(
    storage: Storage, database: TestDatabase, clock: SetClock, postgres: PostgresServer
) -> None:
    async with open_storage(database.url, PlainRenderer(), clock) as elsewhere:
        bells = [elsewhere.bell.listener(topic) for topic in ALL]
        # once it listens it rings for everything, since rings may have been missed before
        assert all([await bell.wait(5) for bell in bells])

        await ring_everything(storage, clock)
        assert all([await bell.wait(5) for bell in bells])

        await asyncio.to_thread(postgres.cut, database)
        assert all([await bell.wait(5) for bell in bells])
        await ring_everything(storage, clock, 2)
        assert all([await bell.wait(5) for bell in bells])
