"""Bringing a database up to date, and checking that it is."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock, Timeout
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import NullPool

from domain.errors import Busy, OwnerlineError
from domain.text import Text
from storage.database.address import Address, Dialect
from storage.database.engine import postgresql_engine
from storage.database.errors import StorageFault, translated
from storage.database.sqlite_connections import DirectConnection, sqlite_engine
from storage.locks.lock_keys import lock_key
from storage.tables import Base

SCRIPTS = Path(__file__).with_name("migrations")
WAIT_S = 60.0


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade did: the revisions before (None: an empty database) and after."""

    before: str | None
    after: str

    @property
    def changed(self) -> bool:
        """Whether anything had to be done."""
        return self.before != self.after


async def upgrade(address: str, revision: str = "head") -> Upgrade:
    """Bring the database up to date, once at a time over all processes; make it if need be.

    All or nothing. Raises `OwnerlineError` when the database was made by a newer program, `Busy`
    when it cannot be had.
    """
    where = Address(address)
    if where.dialect is Dialect.SQLITE:
        where.file.parent.mkdir(parents=True, exist_ok=True)
    async with migration_lock(where), schema_connection(where) as conn:
        with translated():
            return await conn.run_sync(migrate, revision)


async def current_revision(address: str) -> str | None:
    """Return the revision of the database; None if it is empty. Changes nothing."""
    async with schema_connection(Address(address)) as conn:
        with translated():
            return await conn.run_sync(revision_of)


def newest_revision() -> str:
    """Return the revision this program works with."""
    return _scripts().get_current_head() or ""


async def drift(address: str) -> Sequence[str]:
    """Return how the database differs from the tables as written; empty if it does not."""
    async with schema_connection(Address(address)) as conn:
        with translated():
            found = await conn.run_sync(_differences)
    return tuple(found)


@asynccontextmanager
async def schema_connection(where: Address) -> AsyncIterator[AsyncConnection]:
    """Open a transaction for changing tables; SQLite's has foreign keys off and checks them after.

    (With foreign keys on, altering a table there, which copies it, deletes its children.)
    """
    engine = _engine(where)
    try:
        with translated(opening=True):
            conn = await _connected(engine, where)
        try:
            with translated():
                yield await _begun(conn)
                if where.dialect is Dialect.SQLITE:
                    await _check_foreign_keys(conn)
                await conn.commit()
        finally:
            await conn.close()
    finally:
        await engine.dispose()


@asynccontextmanager
async def migration_lock(where: Address) -> AsyncIterator[None]:
    """Hold what keeps two processes from migrating at once. Raises `Busy` after a minute."""
    if where.dialect is Dialect.SQLITE:
        lock = FileLock(where.beside("migrate.lock"), thread_local=False)
        try:
            await asyncio.to_thread(lock.acquire, WAIT_S)
        except Timeout as error:
            raise Busy("another process is bringing the database up to date") from error
        try:
            yield
        finally:
            lock.release()
        return
    engine = _engine(where)
    try:
        with translated(opening=True):
            conn = await engine.connect()
        try:
            with translated():
                await conn.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_S:.0f}s'")
                await conn.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
                key = lock_key("migrate")
                await conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({key})")
            yield
        finally:
            await conn.close()
    finally:
        await engine.dispose()


def migrate(conn: Connection, revision: str) -> Upgrade:
    """Run the migrations up to `revision` inside the caller's transaction."""
    before = revision_of(conn)
    known = {script.revision for script in _scripts().walk_revisions()}
    if before is not None and before not in known:
        raise OwnerlineError(Text("storage.newer_database", revision=before))
    settings = config()
    settings.attributes["connection"] = conn
    command.upgrade(settings, revision)
    after = revision_of(conn)
    if after is None:
        raise StorageFault("no migrations were found")
    return Upgrade(before, after)


def revision_of(conn: Connection) -> str | None:
    """Return the revision the database is at; None if it is empty."""
    return MigrationContext.configure(conn).get_current_revision()


def is_known(revision: str) -> bool:
    """Whether this program has the migration."""
    return any(script.revision == revision for script in _scripts().walk_revisions())


def _differences(conn: Connection) -> list[str]:
    context = MigrationContext.configure(
        conn, opts={"compare_type": True, "compare_server_default": True}
    )
    return [repr(difference) for difference in compare_metadata(context, Base.metadata)]


def config() -> Config:
    """Return the settings that Alembic runs with."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(config())


def _engine(where: Address) -> AsyncEngine:
    if where.dialect is Dialect.SQLITE:
        return sqlite_engine(where, writes=True)
    return postgresql_engine(where, poolclass=NullPool)


async def _connected(engine: AsyncEngine, where: Address) -> AsyncConnection:
    if where.dialect is Dialect.SQLITE:
        return await DirectConnection.opened(engine)
    return await engine.connect()


async def _begun(conn: AsyncConnection) -> AsyncConnection:
    if conn.dialect.name == "sqlite":
        await conn.exec_driver_sql("PRAGMA foreign_keys = OFF")
        await conn.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        await conn.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
    return conn


async def _check_foreign_keys(conn: AsyncConnection) -> None:
    broken = (await conn.exec_driver_sql("PRAGMA foreign_key_check")).fetchall()
    if broken:
        raise StorageFault(f"foreign keys are broken: {broken[:5]}")
