"""Fixtures for all tests: databases of both kinds, a clock that is set, no network but loopback."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pytest_socket import socket_allow_hosts

from tests.databases import KINDS, NoPostgres, PostgresServer, SqliteTemplate, TestDatabase

# how long a drawn example takes says something of the machine, nothing of the code
settings.register_profile(
    "ownerline", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60
)
settings.load_profile("ownerline")


def pytest_runtest_setup() -> None:
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> datetime:
        """Move on; returns the new time."""
        self._now += by
        return self._now


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 3, 2, 8, 30, tzinfo=UTC))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    return SqliteTemplate(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_or_reason() -> Iterator[PostgresServer | NoPostgres]:
    try:
        server = PostgresServer()
    except NoPostgres as reason:
        yield reason
        return
    yield server
    server.close()


@pytest.fixture
def postgres(postgres_or_reason: PostgresServer | NoPostgres) -> PostgresServer:
    """A PostgreSQL server; skips where there can be none, but fails when CI says it must."""
    if isinstance(postgres_or_reason, NoPostgres):
        reason = f"PostgreSQL does not start here: {postgres_or_reason}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return postgres_or_reason


@pytest.fixture(params=KINDS)
def database(
    request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: SqliteTemplate
) -> Iterator[TestDatabase]:
    """A migrated, empty database; every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        yield sqlite_template.copy(tmp_path)
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    made = server.new_database()
    yield made
    server.drop(made)
