"""Migrations, on both databases: they make the tables as written, and keep what is in them."""

import asyncio
import shutil
from pathlib import Path

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Connection, Table, Text, text

from domain.complaints.severity import Severity
from domain.errors import Busy, OwnerlineError
from storage import current_revision, newest_revision, open_storage, upgrade
from storage.database.address import Address
from storage.database.errors import StorageFault
from storage.migrating import SCRIPTS, drift, schema_connection
from storage.new_migration import write_migration
from storage.tables import Base
from tests.conftest import SetClock
from tests.databases import KINDS, PostgresServer, TestDatabase
from tests.storage.rendering import PlainRenderer
from tests.storage.rows import ROWS
from tests.storage.updates import BOT, MEI, PLACE


@pytest.fixture(params=KINDS)
def nothing(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that nobody has made, or of one without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'folder' / 'new.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.url(server.create())


on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def execute(address: str, *statements: str) -> None:
    async with schema_connection(Address(address)) as conn:
        for statement in statements:
            await conn.execute(text(statement))


async def test_upgrade_makes_a_database_and_then_leaves_it_alone(nothing: str) -> None:
    first = await upgrade(nothing)
    assert (first.before, first.after, first.changed) == (None, newest_revision(), True)
    assert not (await upgrade(nothing)).changed
    assert await current_revision(nothing) == newest_revision()


async def test_the_tables_are_as_written(database: TestDatabase) -> None:
    assert await drift(database.url) == ()


async def test_drift_is_seen(database: TestDatabase) -> None:
    await execute(database.url, "DROP INDEX ix_updates_pending", "DROP TABLE audit")
    assert len(await drift(database.url)) > 1


async def test_indexes_are_as_written_with_their_conditions(
    database: TestDatabase, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Alembic's comparison does not look at the condition of a partial index."""
    if database.is_sqlite:
        by_metadata = f"sqlite:///{tmp_path / 'metadata.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        by_metadata = server.url(server.create())
    async with schema_connection(Address(by_metadata)) as conn:
        await conn.run_sync(Base.metadata.create_all)
        written = await conn.run_sync(_indexes)
    async with schema_connection(Address(database.url)) as conn:
        assert await conn.run_sync(_indexes) == written


def _indexes(conn: Connection) -> list[str]:
    if conn.dialect.name == "sqlite":
        found = "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    else:
        found = (
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
            " AND tablename <> 'alembic_version'"
        )
    return sorted(row[0] for row in conn.execute(text(found)))


def _rebuild_owners(conn: Connection) -> None:
    """Do what Alembic's batch mode does to change a column: copy the table, drop the old one."""
    operations = Operations(MigrationContext.configure(conn))
    with operations.batch_alter_table("owners", recreate="always") as batch:
        batch.add_column(Column("tier", Text))


def test_there_is_no_way_back() -> None:
    """A downgrade that was never run on real data is worse than restoring a backup."""
    for script in (SCRIPTS / "versions").glob("*.py"):
        assert "def downgrade" not in script.read_text(), script.name


@pytest.mark.parametrize("revision", sorted(ROWS))
async def test_rows_of_every_revision_live_on(nothing: str, clock: SetClock, revision: str) -> None:
    """A new migration adds rows of its predecessor to `ROWS` where it changes their tables."""
    await upgrade(nothing, revision)
    await execute(nothing, *ROWS[revision])
    await upgrade(nothing)
    assert await drift(nothing) == ()
    async with open_storage(nothing, PlainRenderer(), clock) as storage:
        caller = await storage.reads.caller(PLACE, MEI.id)
        assert caller.owner is not None
        assert (caller.owner.name, caller.vehicles[0].model) == ("Mei Lin", "lyra")
        assert await storage.inbox.last_update_id(BOT) == 17
        assert [entry.key for entry in await storage.faq_source.entries()] == ["oil"]
        assert await storage.outbox_queue.find_ref(BOT, MEI.id, "card:1") == 77
        if revision >= "0002":
            case = await storage.cases.numbered("Q-2026-000001")
            assert case is not None
            assert case.owner_name == "Mei Lin"
            assert len(await storage.cases.messages(case.id)) == 1
            assert await storage.staff.member(801) is not None
        if revision >= "0003":
            complaint = await storage.complaints.of_case(2)
            assert complaint is not None
            known = revision >= "0006"
            assert complaint.severity is (Severity.SERIOUS if known else Severity.MINOR)


def test_the_newest_revision_has_rows_to_upgrade_from() -> None:
    assert newest_revision() in ROWS


async def test_two_processes_upgrade_one_after_the_other(nothing: str) -> None:
    done = await asyncio.gather(*(upgrade(nothing) for _ in range(3)))
    assert [one.changed for one in done].count(True) == 1
    assert await drift(nothing) == ()


async def test_a_database_of_a_newer_program_is_left_alone(database: TestDatabase) -> None:
    await execute(database.url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(OwnerlineError) as refused:
        await upgrade(database.url)
    assert refused.value.text.id == "storage.newer_database"


@on_sqlite
async def test_a_migration_that_breaks_a_reference_is_taken_back(database: TestDatabase) -> None:
    with pytest.raises(StorageFault, match="foreign keys"):
        await execute(
            database.url,
            "INSERT INTO ownerships (owner_id, vehicle_id, since) VALUES (1, 1, '2026-01-01')",
        )
    async with schema_connection(Address(database.url)) as conn:
        assert await conn.scalar(text("SELECT count(*) FROM ownerships")) == 0


@on_sqlite
async def test_altering_a_table_does_not_delete_its_children(database: TestDatabase) -> None:
    await execute(database.url, *ROWS["0001"])
    async with schema_connection(Address(database.url)) as conn:
        await conn.run_sync(_rebuild_owners)
    async with schema_connection(Address(database.url)) as conn:
        assert await conn.scalar(text("SELECT count(*) FROM ownerships")) == 1


async def test_a_server_that_is_not_there_is_busy() -> None:
    with pytest.raises(Busy):
        await upgrade("postgresql://nobody@127.0.0.1:9/none")


@pytest.mark.parametrize("address", ["", "mysql://host/name", "sqlite://", "no address"])
async def test_an_address_we_do_not_know_is_refused(address: str) -> None:
    with pytest.raises(OwnerlineError) as refused:
        await upgrade(address)
    assert refused.value.text.id == "storage.bad_address"


async def test_the_next_migration_writes_the_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = await asyncio.to_thread(shutil.copytree, SCRIPTS, tmp_path / "migrations")
    monkeypatch.setattr("storage.migrating.SCRIPTS", copy)
    Table("extra", Base.metadata, Column("id", Text, primary_key=True))
    try:
        written = await write_migration("An extra table")
        made = await upgrade(f"sqlite:///{tmp_path / 'new.db'}")
    finally:
        Base.metadata.remove(Base.metadata.tables["extra"])
    assert written.parent == copy / "versions"
    assert made.after == written.name.partition("_")[0]
    assert "('id', sa.Text(), nullable=False)" in written.read_text()
