"""What the database does wrong is told in our own words, and passes."""

import asyncio
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.errors import Busy, OwnerlineError
from storage import Storage, StorageFault, only_run, open_storage
from storage.database.engine import Database
from tests.conftest import SetClock
from tests.databases import PostgresServer, TestDatabase
from tests.storage.faq import entry, importing
from tests.storage.rendering import PlainRenderer
from tests.storage.updates import BOT, LANE, new, to

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


@on_sqlite
async def test_a_database_locked_by_another_process_is_busy_and_nothing_is_lost(
    storage: Storage, database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.sqlite_writing.BUSY_MS", 50)
    await storage.inbox.receive([new(1)])
    other = sqlite3.connect(database.url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy):
        await storage.inbox.receive([new(2)])
    with pytest.raises(Busy):
        async with storage.works.for_update(BOT, 1) as work:
            await work.outbox.put(to())
    # reading goes on meanwhile
    assert [one.update_id for one in await storage.inbox.heads(LANE, 9)] == [1]
    other.execute("ROLLBACK")
    other.close()
    await storage.inbox.receive([new(2)])
    async with storage.works.for_update(BOT, 1):
        pass
    assert [one.update_id for one in await storage.inbox.heads(LANE, 9)] == [2]


@on_postgresql
async def test_a_number_that_no_column_holds_is_a_fault_not_busy(storage: Storage) -> None:
    with pytest.raises(StorageFault):  # asyncpg refuses it itself, and would for ever
        await storage.reads.question(2**70, 1)


@on_sqlite
async def test_a_command_may_write_beside_a_running_bot(
    storage: Storage, database: TestDatabase, clock: SetClock
) -> None:
    stop = asyncio.Event()

    async def run() -> int:
        number = 0
        with only_run(database.url):
            while not stop.is_set():
                number += 1
                await storage.inbox.receive([new(number)])
                async with storage.works.for_update(BOT, number):
                    pass
        return number

    bot = asyncio.create_task(run())
    async with open_storage(database.url, PlainRenderer(), clock) as command:
        await importing(command, *(entry(f"key-{number}") for number in range(300)))
    stop.set()
    assert await bot > 0
    assert await storage.faq_source.revision() == 1


@on_sqlite
def test_a_second_run_on_the_same_file_is_refused(database: TestDatabase) -> None:
    program = f"from storage import only_run\nwith only_run({database.url!r}): print('runs')"
    root = Path(__file__).parents[2]

    def another() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
        )

    with only_run(database.url):
        assert "storage.runs_already" in another().stderr
        with pytest.raises(OwnerlineError), only_run(database.url):
            pytest.fail("it runs already")
    assert another().stdout == "runs\n"


@on_postgresql
def test_any_number_may_run_on_postgresql(database: TestDatabase) -> None:
    with only_run(database.url), only_run(database.url):
        pass


@on_sqlite
async def test_sqlite_keeps_what_it_said_it_kept(storage: Storage) -> None:
    async with storage.works.alone() as work:
        for pragma, value in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            found = await work.connection.exec_driver_sql(f"PRAGMA {pragma}")
            assert found.scalar_one() == value
    async with storage.database.reading() as conn:
        with pytest.raises(Exception, match="readonly"):
            await conn.exec_driver_sql("DELETE FROM updates")


async def test_a_table_that_is_missing_is_a_fault_not_busy(storage: Storage) -> None:
    with pytest.raises(StorageFault):
        async with storage.database.reading() as conn:
            await conn.execute(text("SELECT * FROM no_such_table"))


async def test_errors_do_not_tell_what_owners_wrote(storage: Storage) -> None:
    with pytest.raises(StorageFault) as failed:
        async with storage.works.alone() as work:
            await work.connection.execute(
                text("INSERT INTO no_such_table VALUES (:words)"), {"words": "my secret"}
            )
    assert failed.value.__cause__ is not None
    assert "my secret" not in f"{failed.value} {failed.value.__cause__}"


async def test_times_are_aware_or_refused(storage: Storage, clock: SetClock) -> None:
    with pytest.raises(StorageFault, match="time zone"):
        async with storage.works.alone() as work:
            await work.timers.set("kind", "key", datetime(2026, 3, 2), {})  # noqa: DTZ001
    elsewhere = clock.now().astimezone(datetime.now().astimezone().tzinfo)
    async with storage.works.alone() as work:
        await work.timers.set("kind", "key", elsewhere, {})
    due = await storage.timers.next_due()
    assert due == clock.now()
    assert due is not None
    assert due.tzinfo is UTC


@on_postgresql
async def test_a_restarted_server_is_found_again(
    storage: Storage, postgres: PostgresServer, clock: SetClock
) -> None:
    await storage.inbox.receive([new(1)])
    await asyncio.to_thread(postgres.stop, at_once=True)
    with pytest.raises(Busy):
        await storage.inbox.receive([new(2)])
    with pytest.raises(Busy):
        async with storage.works.for_update(BOT, 1):
            pytest.fail("there is no database")
    await asyncio.to_thread(postgres.start)
    await storage.inbox.receive([new(2)])
    assert [one.update_id for one in await storage.inbox.heads(LANE, 9)] == [1, 2]


@on_postgresql
async def test_a_server_that_cannot_be_written_to_is_waited_for(
    storage: Storage, database: TestDatabase, postgres: PostgresServer
) -> None:
    name = database.url.rpartition("/")[2]
    opened = Database(database.url)
    try:
        async with opened.writing() as conn:
            await conn.execute(
                text(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
            )
        await asyncio.to_thread(postgres.cut, database)
        with pytest.raises(Busy):
            await storage.inbox.receive([new(1)])
    finally:
        await opened.close()


@on_postgresql
async def test_a_server_that_goes_away_inside_a_unit_takes_it_back(
    storage: Storage, database: TestDatabase, postgres: PostgresServer
) -> None:
    await storage.inbox.receive([new(1)])

    async def cut_off() -> None:
        async with storage.works.for_update(BOT, 1) as work:
            await work.outbox.put(to())
            await asyncio.to_thread(postgres.cut, database)

    with pytest.raises(Busy):
        await cut_off()
    assert [one.update_id for one in await storage.inbox.heads(LANE, 9)] == [1]


@on_postgresql
async def test_a_unit_that_idles_is_ended_by_the_server(
    database: TestDatabase, postgres: PostgresServer
) -> None:
    opened = Database(database.url)
    try:
        async with opened.reading() as conn:
            limit = await conn.scalar(text("SHOW idle_in_transaction_session_timeout"))
        assert limit == "15s"

        async def idle() -> None:
            async with opened.writing() as conn:
                await conn.execute(text("SET LOCAL idle_in_transaction_session_timeout = 50"))
                await asyncio.sleep(0.3)
                await conn.execute(text("SELECT 1"))

        with pytest.raises(Busy):
            await idle()
    finally:
        await opened.close()


async def test_retention_empties_what_is_old_and_nothing_else(
    storage: Storage, clock: SetClock
) -> None:
    await storage.inbox.receive([new(1), new(2)])
    async with storage.works.for_update(BOT, 1) as work:
        await work.outbox.put(to())
    await storage.outbox_queue.mark_blocked(BOT, to().to.chat_id)
    later = clock.advance(timedelta(days=30))
    async with storage.works.alone() as work:
        assert await work.housekeeping.prune_payloads(later - timedelta(days=31)) == 0
        assert await work.housekeeping.prune_payloads(later) == 1
        assert await work.housekeeping.forget_updates(later - timedelta(days=31)) == 0
        assert await work.housekeeping.prune_payloads(later) == 0
        assert await work.housekeeping.prune_outbox(later - timedelta(days=31)) == 0
        assert await work.housekeeping.prune_outbox(later) == 1
        assert await work.housekeeping.prune_outbox(later) == 0
    # still known, as long as Telegram might give it again
    await storage.inbox.receive([new(1)])
    (head,) = await storage.inbox.heads(LANE, 9)
    assert head.payload == {"update_id": 2}
    async with storage.works.alone() as work:
        assert await work.housekeeping.forget_updates(later) == 1
        assert await work.housekeeping.forget_updates(later) == 0
    assert await storage.inbox.last_update_id(BOT) == 2
