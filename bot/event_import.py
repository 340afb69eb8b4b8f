"""Events from a file into the database, a few hundred in a transaction."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from bot.event_files import read_events
from bot.wiring import Parts
from handlers.surveys.planning import happened, owner_of

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """How many events were new, known before, and the rows whose owner nobody knows yet."""

    new: int
    known: int
    unmatched: tuple[int, ...]


async def import_events(parts: Parts, path: Path) -> Imported:
    """Import a file; broken off, it can be imported once more. Raises `OwnerlineError`."""
    rows = await asyncio.to_thread(read_events, path, parts.policy)
    storage, now = parts.storage, parts.clock.now()
    new = 0
    unmatched: list[int] = []
    for start in range(0, len(rows), _AT_ONCE):
        page = rows[start : start + _AT_ONCE]
        names = {name for row in page for name in row.event.names}
        known = await storage.invitations.owners_named(names)
        async with storage.works.alone() as work:
            for row in page:
                owner, model = owner_of(row.event, known) or (None, None)
                new += await happened(work, parts.survey_book, row.event, owner, now, model=model)
                if owner is None:
                    unmatched.append(row.row)
    return Imported(new, len(rows) - new, tuple(unmatched))
