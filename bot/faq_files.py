"""FAQ files into the database and out of it, for the commands and the demo."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.wiring import Parts
from domain.errors import OwnerlineError
from domain.faq_import import ImportPlan, plan_import
from domain.knowledge import FaqEntry
from domain.locale import canonical
from domain.text import Text
from knowledge.embeddings.choose import load_encoders
from knowledge.files.reading import read_bank
from knowledge.phrasings import phrasings_of
from knowledge.vectors import vectors_for

Progress = Callable[[str, int, int], None]


def read_entries(parts: Parts, path: Path) -> tuple[FaqEntry, ...]:
    """Read a file or a folder as one bank. Raises `OwnerlineError` naming every problem."""
    return read_bank(path, [canonical(tag) for tag in parts.policy.languages])


async def plan_files(parts: Parts, path: Path, *, replace: bool) -> ImportPlan:
    """Return what importing would change. Raises `OwnerlineError` naming every problem."""
    incoming = await asyncio.to_thread(read_entries, parts, path)
    current = {entry.key: entry for entry in await parts.storage.faq_source.all_entries()}
    return plan_import(current, incoming, archive_missing=replace)


async def import_files(
    parts: Parts, path: Path, *, replace: bool, by: str, progress: Progress | None = None
) -> ImportPlan:
    """Import a file or a folder: all of it or, when anything is wrong with it, nothing.

    The vectors of new wordings are computed and kept before the entries change, so that a running
    bot takes the change up at once, and an import that was broken off goes on where it was.
    """
    plan = await plan_files(parts, path, replace=replace)
    if plan.is_empty:
        return plan
    await _keep_vectors(parts, (*plan.added, *plan.changed), progress)
    async with parts.storage.works.alone() as work:
        await work.faq.apply(plan, by=by)
    return plan


async def _keep_vectors(
    parts: Parts, entries: Iterable[FaqEntry], progress: Progress | None
) -> None:
    encoders = await asyncio.to_thread(load_encoders, parts.settings.embeddings)
    with ThreadPoolExecutor(1) as executor:
        await vectors_for(
            parts.storage.faq_source, encoders, phrasings_of(entries), executor, progress
        )


async def export_file(parts: Parts, path: Path) -> int:
    """Write every entry, archived ones too, in the format the path ends in; returns how many."""
    from knowledge.files.writing import write_bank  # noqa: PLC0415 - only this needs it

    entries = await parts.storage.faq_source.all_entries()
    try:
        await asyncio.to_thread(write_bank, path, entries)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OwnerlineError(Text("error.file_unwritable", file=str(path), reason=reason)) from None
    return len(entries)
