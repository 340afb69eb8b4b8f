"""Making a backup while the bot runs."""

import asyncio
import os
import zipfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import OwnerlineError
from domain.text import Text
from storage.backup.format import (
    CHUNK,
    FILES,
    FORMAT,
    MANIFEST,
    Manifest,
    Summary,
    TableEntry,
    tables_now,
)
from storage.database.engine import Database
from storage.migrating import newest_revision, revision_of
from storage.tables.types import dumps


async def backup(address: str, files: Path | None, target: Path) -> Summary:
    """Write everything to `target`, as it is at one moment; the bot may go on meanwhile.

    `files` is the folder of attachments, None if they are kept elsewhere. They are copied after
    the rows, so that none is missing that a row names. Memory is constant. Raises `OwnerlineError`
    when there is no database, it is at another revision than the program, or `target` exists or
    cannot be written (then nothing is left of it).
    """
    database = Database(address)
    if database.is_sqlite and not database.address.file.exists():
        raise OwnerlineError(Text("storage.no_database", path=str(database.address.file)))
    try:
        with _new_zip(target) as archive:
            manifest = await _write_tables(database, archive)
            count = await asyncio.to_thread(_write_files, archive, files)
    except OSError as error:
        raise OwnerlineError(
            Text("backup.cannot_write", path=str(target), reason=error.strerror or str(error))
        ) from error
    finally:
        await database.close()
    return Summary(manifest.rows, count, manifest.made_at)


async def _write_tables(database: Database, archive: zipfile.ZipFile) -> Manifest:
    written = []
    async with database.snapshot(is_long=True) as conn:
        revision = await conn.run_sync(revision_of)
        if revision != newest_revision():
            raise OwnerlineError(Text("backup.other_revision", revision=revision or "-"))
        for entry in tables_now():
            with archive.open(entry.path, "w", force_zip64=True) as lines:
                rows = 0
                async for chunk in _chunks(conn, entry):
                    await asyncio.to_thread(_write_lines, lines, entry, chunk)
                    rows += len(chunk)
            written.append(entry.model_copy(update={"rows": rows}))
    manifest = Manifest(
        format=FORMAT, revision=newest_revision(), made_at=datetime.now(UTC), tables=tuple(written)
    )
    archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


async def _chunks(conn: AsyncConnection, entry: TableEntry) -> AsyncIterator[Sequence[Any]]:
    """Page through a table by its key: the same on both databases, and nothing held open."""
    rows_of = entry.clause()
    key = tuple_(*(rows_of.c[name] for name in entry.key))
    places = [rows_of.c.keys().index(name) for name in entry.key]
    page = select(*rows_of.c).order_by(*key.clauses).limit(CHUNK)
    chunk: Sequence[Any] = (await conn.execute(page)).all()
    while chunk:
        yield chunk
        last = tuple(chunk[-1][place] for place in places)
        chunk = (await conn.execute(page.where(key > last))).all()


def _write_lines(lines: IO[bytes], entry: TableEntry, chunk: Sequence[Any]) -> None:
    text = "".join(f"{dumps(entry.encode(tuple(row)))}\n" for row in chunk)
    lines.write(text.encode())


def _write_files(archive: zipfile.ZipFile, folder: Path | None) -> int:
    if folder is None or not folder.is_dir():
        return 0
    count = 0
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            archive.write(file, FILES + file.relative_to(folder).as_posix())
            count += 1
    return count


@contextmanager
def _new_zip(target: Path) -> Iterator[zipfile.ZipFile]:
    """Write beside the target, for our eyes only, and give it its name when it is whole."""
    if target.exists():
        raise OwnerlineError(Text("backup.exists", path=str(target)))
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
                yield archive
            file.flush()
            os.fsync(file.fileno())
        part.rename(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
