"""A bot that a whole module shares, and one of a test's own."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.databases import KINDS, NoPostgres, PostgresServer, SqliteTemplate, TestDatabase
from tests.program.stage import Stage, staged

BOTH_WAYS = [f"{kind}-{mode}" for kind in KINDS for mode in ("polling", "webhook")]


@pytest.fixture(scope="module")
def play(request: pytest.FixtureRequest) -> str:
    """Which database and which mode: a module says so with `pytestmark` or a test."""
    return str(getattr(request, "param", "sqlite-polling"))


@pytest.fixture(scope="module")
def shared_database(
    request: pytest.FixtureRequest,
    play: str,
    tmp_path_factory: pytest.TempPathFactory,
    sqlite_template: SqliteTemplate,
) -> Iterator[TestDatabase]:
    """A database for all tests of a module."""
    if play.startswith("sqlite"):
        yield sqlite_template.copy(tmp_path_factory.mktemp("database"))
        return
    server: PostgresServer | NoPostgres = request.getfixturevalue("postgres_or_reason")
    if isinstance(server, NoPostgres):
        reason = f"PostgreSQL does not start here: {server}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    made = server.new_database()
    yield made
    server.drop(made)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(
    play: str, shared_database: TestDatabase, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    """A bot for all tests of a module; each test brings its own people."""
    folder = tmp_path_factory.mktemp("bot")
    async with staged(folder, shared_database, play.partition("-")[2]) as ready:
        yield ready


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a bot of a test's own lives."""
    made = tmp_path / "bot"
    made.mkdir()
    return made
