"""Restoring a backup into an empty database, of either kind."""

import asyncio
import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, delete, func, insert, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import OwnerlineError
from domain.text import Text
from storage.backup.format import CHUNK, FILES, FORMAT, MANIFEST, Manifest, Summary, TableEntry
from storage.database.address import Address
from storage.locks.run_lock import only_run
from storage.migrating import is_known, migrate, migration_lock, schema_connection
from storage.tables import Base

_SEEDED = {"faq_state"}
"""Tables that the migrations put rows into: those say nothing of use."""
_VERSION = "alembic_version"


async def restore(address: str, files: Path | None, source: Path) -> Summary:
    """Fill an empty database and the folder of attachments from a backup: all of it or nothing.

    A backup of an older revision is loaded into the tables of its time, which are then brought up
    to date. Raises `OwnerlineError` when the backup cannot be read or is of a newer program, when
    the database or the folder is not empty, or when the bot runs on that SQLite file.
    """
    where = Address(address)
    with _opened(source) as archive:
        manifest = _manifest(archive, source)
        with only_run(address), _unpacked(archive, files) as unpacked:
            async with migration_lock(where), schema_connection(where) as conn:
                await conn.run_sync(_make_empty_tables, manifest.revision)
                for entry in manifest.tables:
                    await _fill(conn, archive, entry)
                await conn.run_sync(_go_on_counting, manifest.tables)
                await conn.run_sync(migrate, "head")
                unpacked.move()
            unpacked.keep()
    return Summary(manifest.rows, unpacked.count, manifest.made_at)


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except FileNotFoundError as error:
        if error.filename != str(source):
            raise
        raise OwnerlineError(Text("restore.no_file", path=str(source))) from error
    except (zipfile.BadZipFile, ValueError, KeyError, EOFError) as error:
        raise OwnerlineError(Text("restore.unreadable", path=str(source))) from error


def _manifest(archive: zipfile.ZipFile, source: Path) -> Manifest:
    try:
        manifest = Manifest.model_validate_json(archive.read(MANIFEST))
    except (KeyError, ValidationError) as error:
        raise OwnerlineError(Text("restore.unreadable", path=str(source))) from error
    if manifest.format > FORMAT or not is_known(manifest.revision):
        raise OwnerlineError(Text("restore.newer", revision=manifest.revision))
    return manifest


def _make_empty_tables(conn: Connection, revision: str) -> None:
    """Make the tables as they were at that revision; refuse where there is anything to lose."""
    there = set(inspect(conn).get_table_names())
    ours = [one for one in Base.metadata.sorted_tables if one.name in there]
    for one in ours:
        if one.name not in _SEEDED and conn.scalar(select(func.count()).select_from(one)):
            raise OwnerlineError(Text("restore.not_empty"))
    names = [*(one.name for one in reversed(ours)), *({_VERSION} & there)]
    for name in names:
        conn.execute(text(f'DROP TABLE "{name}"'))
    migrate(conn, revision)


async def _fill(conn: AsyncConnection, archive: zipfile.ZipFile, entry: TableEntry) -> None:
    rows_of = entry.clause()
    await conn.execute(delete(rows_of))
    rows = 0
    with archive.open(entry.path) as lines:
        while chunk := await asyncio.to_thread(_read_lines, lines, entry):
            await conn.execute(insert(rows_of), chunk)
            rows += len(chunk)
    if rows != entry.rows:
        raise ValueError(f"{entry.name} has {rows} rows instead of {entry.rows}")


def _read_lines(lines: Any, entry: TableEntry) -> list[dict[str, Any]]:
    chunk = []
    for line in lines:
        chunk.append(entry.decode(json.loads(line)))
        if len(chunk) == CHUNK:
            break
    return chunk


def _go_on_counting(conn: Connection, tables: tuple[TableEntry, ...]) -> None:
    """Let new ids follow those restored (SQLite's AUTOINCREMENT sees to it itself)."""
    if conn.dialect.name != "postgresql":
        return
    for entry in tables:
        if entry.key != ("id",):
            continue
        sequence = conn.scalar(select(func.pg_get_serial_sequence(entry.name, "id")))
        if sequence is not None:
            rows_of = entry.clause()
            last = select(func.coalesce(func.max(rows_of.c.id), 0) + 1).scalar_subquery()
            conn.execute(select(func.setval(sequence, last, False)))  # noqa: FBT003


class _Unpacked:
    """Attachments beside their folder, until the database has taken its rows."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self.aside = folder.with_name(f".{folder.name}.restoring") if folder else None
        self._moved = self._kept = False
        self.count = 0

    def move(self) -> None:
        """Put them in place."""
        if self._folder and self.aside and self.aside.is_dir():
            if self._folder.is_dir():
                self._folder.rmdir()
            self.aside.rename(self._folder)
            self._moved = True

    def keep(self) -> None:
        """Say that they stay."""
        self._kept = True

    def clear(self) -> None:
        """Take away what did not come to stay."""
        if self.aside:
            shutil.rmtree(self.aside, ignore_errors=True)
        if self._folder and self._moved and not self._kept:
            shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def _unpacked(archive: zipfile.ZipFile, folder: Path | None) -> Iterator[_Unpacked]:
    unpacked = _Unpacked(folder)
    unpacked.clear()
    names = [name for name in archive.namelist() if name.startswith(FILES)]
    if folder and folder.is_dir() and any(folder.iterdir()):
        raise OwnerlineError(Text("restore.files_not_empty", path=str(folder)))
    try:
        for name in names if unpacked.aside else ():
            _extract(archive, name, unpacked.aside)
            unpacked.count += 1
        yield unpacked
    finally:
        unpacked.clear()


def _extract(archive: zipfile.ZipFile, name: str, folder: Path | None) -> None:
    inside = PurePosixPath(name.removeprefix(FILES))
    if folder is None or inside.is_absolute() or ".." in inside.parts:
        raise ValueError(f"{name} does not belong into a backup")
    target = folder / inside
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as content, target.open("wb") as file:
        shutil.copyfileobj(content, file)
