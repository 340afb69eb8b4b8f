"""The FAQ as knowledge reads it, and the vectors it has computed."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from domain.knowledge import EntryStatus, FaqEntry
from storage.database.engine import Database
from storage.database.upserts import insert_new
from storage.faq.faq_entries import load_entries
from storage.faq.known_entries import REVISION
from storage.tables import EntryRow, VectorRow

CHUNK = 500


class SqlFaqSource:
    """Reads the FAQ; keeps vectors."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def revision(self) -> int:
        """Return a number that rises with every committed change of the FAQ."""
        async with self._database.reading() as conn:
            found = await conn.scalar(REVISION)
        return found or 0

    async def entries(self) -> Sequence[FaqEntry]:
        """Return every entry that is not archived, with all its texts, in order of key."""
        async with self._database.snapshot(is_long=True) as conn:
            return await load_entries(conn, EntryRow.status != EntryStatus.ARCHIVED)

    async def all_entries(self) -> Sequence[FaqEntry]:
        """Return every entry, archived ones too: what an import compares a file with."""
        async with self._database.snapshot(is_long=True) as conn:
            return await load_entries(conn)

    async def vectors(self, model: str, hashes: Sequence[str]) -> Mapping[str, bytes]:
        """Return the kept vectors (float32, little-endian) by text hash; absent ones left out."""
        found: dict[str, bytes] = {}
        async with self._database.reading(is_long=True) as conn:
            for start in range(0, len(hashes), CHUNK):
                rows = await conn.execute(
                    select(VectorRow.text_hash, VectorRow.vector).where(
                        VectorRow.model == model,
                        VectorRow.text_hash.in_(hashes[start : start + CHUNK]),
                    )
                )
                found.update({row.text_hash: row.vector for row in rows})
        return found

    async def keep_vectors(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors; keeping one twice changes nothing."""
        rows = [
            {"model": model, "text_hash": text_hash, "vector": vector}
            for text_hash, vector in sorted(vectors.items())
        ]
        for start in range(0, len(rows), CHUNK):
            async with self._database.writing(is_long=True) as conn:
                await conn.execute(
                    insert_new(self._database, VectorRow), rows[start : start + CHUNK]
                )
