"""Reading drafts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from domain.curation import Draft
from domain.faq_data import entry_of
from storage.database.engine import Database
from storage.tables import DraftRow


class SqlDraftReads:
    """Reads the table `faq_drafts`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def drafts(self, *, by: int | None = None, limit: int = 50) -> Sequence[Draft]:
        """Return drafts, of one person or of all, the last touched first."""
        found = select(*_DRAFT).order_by(DraftRow.changed_at.desc(), DraftRow.id.desc())
        if by is not None:
            found = found.where(DraftRow.by == by)
        async with self._database.reading() as conn:
            return [_draft(row) for row in await conn.execute(found.limit(limit))]

    async def draft(self, draft_id: int) -> Draft | None:
        """Return a draft by its id."""
        async with self._database.reading() as conn:
            found = select(*_DRAFT).where(DraftRow.id == draft_id)
            row = (await conn.execute(found)).one_or_none()
        return _draft(row) if row else None


_DRAFT = (
    DraftRow.id,
    DraftRow.entry_id,
    DraftRow.base_version,
    DraftRow.by,
    DraftRow.entry,
    DraftRow.gap_id,
    DraftRow.version,
    DraftRow.changed_at,
)


def _draft(row: Row[*tuple[Any, ...]]) -> Draft:
    return Draft(
        id=row.id,
        entry=entry_of(row.entry),
        by=row.by,
        changed_at=row.changed_at,
        entry_id=row.entry_id,
        base_version=row.base_version,
        version=row.version,
        gap_id=row.gap_id,
    )
