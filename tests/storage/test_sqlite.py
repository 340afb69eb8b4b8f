"""SQLite without a thread: units that share a transaction, and what moves to a thread."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import text

from domain.errors import Busy
from storage.database.engine import Database
from storage.database.sqlite_connections import DirectConnection
from tests.databases import TestDatabase

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

INSERT = text("INSERT INTO timers (kind, key, due_at, data) VALUES ('t', :key, :due, :data)")
COUNT_TO = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :last)"
    " SELECT count(*) FROM n"
)


@pytest.fixture
async def opened(database: TestDatabase) -> AsyncIterator[Database]:
    found = Database(database.url)
    yield found
    await found.close()


def file_of(database: TestDatabase) -> str:
    return database.url.removeprefix("sqlite:///")


def kept(database: TestDatabase) -> set[str]:
    """What somebody else sees."""
    with closing(sqlite3.connect(file_of(database))) as other:
        return {key for (key,) in other.execute("SELECT key FROM timers WHERE kind = 't'")}


async def insert(opened: Database, key: str, *, data: str = "{}", fail: bool = False) -> None:
    async with opened.writing() as conn:
        await conn.execute(INSERT, {"key": key, "due": "2026-01-01 00:00:00", "data": data})
        if fail:
            raise ZeroDivisionError


@contextmanager
def watching(conn: DirectConnection) -> Iterator[list[str]]:
    """Collect the ends of transactions."""
    seen: list[str] = []
    conn.raw.set_trace_callback(lambda sql: seen.append(sql) if sql in ENDS else None)
    yield seen
    conn.raw.set_trace_callback(None)


ENDS = ("COMMIT", "ROLLBACK")


async def writer_of(opened: Database) -> DirectConnection:
    async with opened.writing() as conn:
        assert isinstance(conn, DirectConnection)
        return conn


async def test_units_that_are_ready_together_share_a_commit(
    opened: Database, database: TestDatabase
) -> None:
    with watching(await writer_of(opened)) as ends:
        await asyncio.gather(*(insert(opened, str(number)) for number in range(20)))
    assert ends == ["COMMIT"]
    assert kept(database) == {str(number) for number in range(20)}


async def test_nobody_is_told_of_a_commit_before_it_is_one(
    opened: Database, database: TestDatabase
) -> None:
    async def insert_and_look(key: str) -> bool:
        await insert(opened, key)
        return key in await asyncio.to_thread(kept, database)

    assert all(await asyncio.gather(*(insert_and_look(str(number)) for number in range(20))))


async def test_one_that_fails_is_taken_back_alone(opened: Database, database: TestDatabase) -> None:
    results = await asyncio.gather(
        *(insert(opened, str(number), fail=number % 3 == 1) for number in range(9)),
        return_exceptions=True,
    )
    assert [type(one) is ZeroDivisionError for one in results] == [n % 3 == 1 for n in range(9)]
    assert kept(database) == {"0", "2", "3", "5", "6", "8"}


async def test_one_that_is_cancelled_at_work_is_taken_back_alone(
    opened: Database, database: TestDatabase
) -> None:
    entered = asyncio.Event()

    async def hang() -> None:
        async with opened.writing() as conn:
            await conn.execute(INSERT, {"key": "hung", "due": "2026-01-01", "data": "{}"})
            entered.set()
            await asyncio.Event().wait()

    before = asyncio.create_task(insert(opened, "before"))
    hanging = asyncio.create_task(hang())
    after = asyncio.create_task(insert(opened, "after"))
    gone = asyncio.create_task(insert(opened, "gone"))
    await entered.wait()
    gone.cancel()
    hanging.cancel()
    await asyncio.gather(before, after)
    await asyncio.gather(hanging, gone, return_exceptions=True)
    assert hanging.cancelled()
    assert gone.cancelled()
    assert kept(database) == {"before", "after"}


async def test_who_is_cancelled_while_it_is_committed_learns_of_it_when_that_is_over(
    opened: Database, database: TestDatabase
) -> None:
    conn = await writer_of(opened)
    committing = asyncio.Event()
    loop = asyncio.get_running_loop()
    conn.raw.set_trace_callback(
        lambda sql: loop.call_soon_threadsafe(committing.set) if sql == "COMMIT" else None
    )
    task = asyncio.create_task(insert(opened, "kept"))
    await committing.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert kept(database) == {"kept"}


async def test_a_full_disk_fails_all_that_shared_the_transaction(
    opened: Database, database: TestDatabase
) -> None:
    conn = await writer_of(opened)
    pages = conn.raw.execute("PRAGMA page_count").fetchone()[0]
    conn.raw.execute(f"PRAGMA max_page_count = {pages + 20}")
    large = f'"{"x" * 400_000}"'
    results = await asyncio.gather(
        insert(opened, "small"),
        insert(opened, "large", data=large),
        insert(opened, "late"),
        return_exceptions=True,
    )
    # whoever heard nothing bad is kept, whoever did is not
    told_well = {
        key for key, one in zip(("small", "large", "late"), results, strict=True) if one is None
    }
    assert isinstance(results[1], Busy)
    assert told_well == kept(database)
    conn.raw.execute("PRAGMA max_page_count = 1000000")
    for key in {"small", "large", "late"} - told_well:
        await insert(opened, key)
    assert kept(database) == {"small", "large", "late"}


async def test_who_is_urgent_goes_first_and_a_transaction_takes_nobody_in_when_its_time_is_over(
    opened: Database, database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.sqlite_writing.MOST_SECONDS", -1)  # its time is over
    order: list[str] = []
    entered, goes_on = asyncio.Event(), asyncio.Event()

    async def unit(name: str, *, is_urgent: bool = False, waits: bool = False) -> None:
        async with opened.writing(is_urgent=is_urgent) as conn:
            await conn.execute(INSERT, {"key": name, "due": "2026-01-01", "data": "{}"})
            order.append(name)
            entered.set()
            if waits:
                await goes_on.wait()

    with watching(await writer_of(opened)) as ends:
        first = asyncio.create_task(unit("first", waits=True))
        await entered.wait()
        others = [asyncio.create_task(unit(name)) for name in ("a", "b")]
        await asyncio.sleep(0)
        urgent = asyncio.create_task(unit("urgent", is_urgent=True))
        await asyncio.sleep(0)
        goes_on.set()
        await first
        await asyncio.gather(urgent, *others)
    assert order == ["first", "urgent", "a", "b"]
    assert ends == ["COMMIT"] * 4
    assert kept(database) == set(order)


async def test_a_lock_that_is_gone_soon_is_waited_for_without_stopping_others(
    opened: Database, database: TestDatabase
) -> None:
    with closing(sqlite3.connect(file_of(database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        task = asyncio.create_task(insert(opened, "late"))
        for _ in range(5):  # the loop goes on, and so do reads
            async with opened.reading() as conn:
                assert await conn.scalar(text("SELECT 1")) == 1
            await asyncio.sleep(0)
        assert not task.done()
        other.execute("COMMIT")
        await task
    assert kept(database) == {"late"}


async def test_a_long_unit_keeps_the_others_out_and_the_loop_running(
    opened: Database, database: TestDatabase
) -> None:
    turns = 0

    async def long() -> None:
        async with opened.writing(is_long=True) as conn:
            await conn.execute(INSERT, {"key": "long", "due": "2026-01-01", "data": "{}"})
            await conn.execute(COUNT_TO, {"last": 300_000})

    task = asyncio.create_task(long())
    beside = asyncio.create_task(insert(opened, "beside"))
    while not task.done():
        turns += 1
        await asyncio.sleep(0)
    await asyncio.gather(task, beside)
    assert turns > 20
    assert kept(database) == {"long", "beside"}


async def test_a_read_that_turns_out_long_moves_to_a_thread(opened: Database) -> None:
    turns = 0

    async def read() -> int:
        async with opened.reading() as conn:
            return int((await conn.execute(COUNT_TO, {"last": 1_000_000})).scalar_one())

    task = asyncio.create_task(read())
    while not task.done():
        turns += 1
        await asyncio.sleep(0)
    assert await task == 1_000_000
    assert turns > 20
    async with opened.snapshot() as conn:
        rows = await conn.execute(text("SELECT value FROM json_each(:all)"), {"all": "[1,2,3]"})
        assert await conn.scalar(COUNT_TO, {"last": 200_000}) == 200_000
        assert [row.value for row in rows] == [1, 2, 3]


async def test_a_long_read_sees_the_moment_of_its_snapshot(opened: Database) -> None:
    async with opened.snapshot() as conn:
        before = await conn.scalar(text("SELECT count(*) FROM timers"))
        await insert(opened, "new")
        await conn.execute(COUNT_TO, {"last": 300_000})  # in a thread
        assert await conn.scalar(text("SELECT count(*) FROM timers")) == before


async def test_closing_finishes_what_is_under_way(database: TestDatabase) -> None:
    opened = Database(database.url)
    task = asyncio.create_task(insert(opened, "last"))
    await asyncio.sleep(0)
    await opened.close()
    await task
    assert kept(database) == {"last"}


async def test_quick_reads_take_no_thread(opened: Database) -> None:
    def threads() -> set[str]:
        return {one.name for one in threading.enumerate() if one.name.startswith("sqlite-read")}

    before = threads()
    async with opened.reading() as conn:
        for _ in range(100):
            assert await conn.scalar(text("SELECT 1")) == 1
        assert threads() == before
        await conn.execute(COUNT_TO, {"last": 300_000})
        assert threads() > before
