"""Entries as conversations read them, one by one, kept for as long as the FAQ stays as it is.

A question looks at several entries, and each takes three statements, of more time than all else
that is read for it. The FAQ's revision rises in the transaction that changes it, in whatever
process; reading it first tells whether what is kept still holds.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from domain.knowledge import FaqEntry
from storage.database.engine import Database
from storage.faq.faq_entries import load_entries
from storage.tables import EntryRow, FaqStateRow

MOST = 500
"""Entries kept: some 5 kB each. Keys come from outside, too, so only what there is is kept."""

REVISION = select(FaqStateRow.revision).where(FaqStateRow.id == 1)


class KnownEntries:
    """Reads entries by key; few at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._revision = -1
        self._known: dict[str, FaqEntry] = {}

    async def of(self, keys: Sequence[str]) -> list[FaqEntry]:
        """Return entries as they are committed now, in the order of their keys.

        Whatever their status; those that there are.
        """
        if not keys:
            return []
        async with self._database.reading() as conn:
            revision = await conn.scalar(REVISION)
        if revision == self._revision and all(key in self._known for key in keys):
            return [self._known[key] for key in keys]
        async with self._database.snapshot() as conn:
            revision = await conn.scalar(REVISION) or 0
            found = {one.key: one for one in await load_entries(conn, EntryRow.key.in_(keys))}
        self._keep(revision, found)
        return [found[key] for key in keys if key in found]

    def _keep(self, revision: int, entries: Mapping[str, FaqEntry]) -> None:
        """Keep entries of a revision, unless a later one was read meanwhile."""
        if revision > self._revision or len(self._known) >= MOST:
            self._known = {}
        if revision >= self._revision:
            self._revision = revision
            self._known.update(entries)
