"""A database that is locked or gone for ten seconds: nothing is lost, and /readyz says so."""

import asyncio
import os
import signal
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import psutil
import pytest

from tests.databases import PostgresServer, SqliteTemplate
from tests.program.crowd import Crowd
from tests.program.desk import Desk, desk_staged, settled
from tests.program.desk_talk import Talk
from tests.program.process import until
from tests.program.rows import sqlite_file
from tests.program.stage import Stage

pytestmark = pytest.mark.timeout(300)

SECONDS = 10.0


@asynccontextmanager
async def asked_meanwhile(desk: Desk) -> AsyncIterator[tuple[Crowd, Talk]]:
    """Inside, the database is away, and people go on asking; afterwards all is answered.

    In one case owner and staff go on writing to each other.
    """
    stage = desk.stage
    talk = await Talk.begin(desk, "Ann")
    crowd = Crowd(stage, owners=40, each=5)
    await crowd.ask(rate=25)
    await crowd.answers(20)
    began = time.monotonic()
    yield crowd, talk
    for _ in range(4):
        await talk.both_write()
    await until(lambda: _readyz(stage, 503), SECONDS)
    assert "database" in (await stage.bot.get("/readyz"))[1]
    assert (await stage.bot.get("/healthz"))[0] == 200
    await asyncio.sleep(began + SECONDS - time.monotonic())  # the fault lasts so long
    assert (await stage.client.updates())["pending"] > 0, "acknowledged, and kept nowhere"


async def _readyz(stage: Stage, status: int) -> bool:
    return (await stage.bot.get("/readyz"))[0] == status


async def _after(desk: Desk, crowd: Crowd, talk: Talk) -> int:
    stage = desk.stage
    await until(lambda: _readyz(stage, 200))
    await crowd.all_answered()
    await talk.arrived()
    await settled(desk)
    repeats = await crowd.check()
    await crowd.check_rows()
    again = await talk.check()
    assert await stage.bot.stop() == 0
    return len(repeats) + again


async def test_sqlite_locked_by_another_process(
    sqlite_template: SqliteTemplate, tmp_path: Path, folder: Path
) -> None:
    database = sqlite_template.copy(tmp_path)
    async with desk_staged(folder, database, agents=1) as desk:
        with closing(sqlite3.connect(sqlite_file(database), isolation_level=None)) as other:
            async with asked_meanwhile(desk) as played:
                other.execute("PRAGMA busy_timeout = 30000")
                other.execute("BEGIN EXCLUSIVE")
            other.execute("ROLLBACK")
        assert await _after(desk, *played) == 0


def _stopped(server: PostgresServer) -> Callable[[], None]:
    server.stop()
    return server.start


def _frozen(server: PostgresServer) -> Callable[[], None]:
    """Every process of the server stands still: connections stay open, and nothing answers."""
    process = server._process
    assert process is not None
    frozen = [process.pid, *(one.pid for one in psutil.Process(process.pid).children())]

    def tell(number: int) -> None:
        for pid in frozen:
            os.kill(pid, number)

    tell(signal.SIGSTOP)
    return lambda: tell(signal.SIGCONT)


@pytest.mark.parametrize("fault", [_stopped, _frozen])
async def test_postgresql_away(
    postgres: PostgresServer,
    fault: Callable[[PostgresServer], Callable[[], None]],
    folder: Path,
) -> None:
    database = postgres.new_database()
    async with desk_staged(folder, database, "webhook", agents=1) as desk:
        mend: Callable[[], None] | None = None
        try:
            async with asked_meanwhile(desk) as played:
                mend = await asyncio.to_thread(fault, postgres)
        finally:
            if mend is not None:
                await asyncio.to_thread(mend)
        assert await _after(desk, *played) == 0
    postgres.drop(database)
