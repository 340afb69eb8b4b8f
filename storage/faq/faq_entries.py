"""Reading FAQ entries: three queries, however many entries."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.knowledge import FaqEntry, FaqText, Scope
from storage.tables import EntryRow, TextRow, VariantRow

_ENTRY = (
    EntryRow.id,
    EntryRow.key,
    EntryRow.category,
    EntryRow.status,
    EntryRow.brand,
    EntryRow.models,
    EntryRow.year_from,
    EntryRow.year_to,
    EntryRow.valid_from,
    EntryRow.valid_until,
)
_TEXT = (TextRow.entry_id, TextRow.locale, TextRow.question, TextRow.answer, TextRow.image)
_VARIANT = (VariantRow.entry_id, VariantRow.locale, VariantRow.words)


async def load_entries(conn: AsyncConnection, *which: ColumnElement[bool]) -> Sequence[FaqEntry]:
    """Return the entries that `which` (conditions on `faq_entries`) holds for, by key."""
    rows = (await conn.execute(select(*_ENTRY).where(*which).order_by(EntryRow.key))).all()
    if not rows:
        return ()
    chosen = select(EntryRow.id).where(*which)
    texts = await conn.execute(
        select(*_TEXT)
        .where(TextRow.entry_id.in_(chosen))
        .order_by(TextRow.entry_id, TextRow.position)
    )
    variants: dict[tuple[int, str], list[str]] = defaultdict(list)
    for variant in await conn.execute(
        select(*_VARIANT)
        .where(VariantRow.entry_id.in_(chosen))
        .order_by(VariantRow.entry_id, VariantRow.locale, VariantRow.position)
    ):
        variants[variant.entry_id, variant.locale].append(variant.words)
    by_entry: dict[int, dict[str, FaqText]] = defaultdict(dict)
    for row in texts:
        by_entry[row.entry_id][row.locale] = FaqText(
            row.question, row.answer, tuple(variants[row.entry_id, row.locale]), row.image
        )
    # an entry without a text says nothing to anybody
    return [_entry(row, by_entry[row.id]) for row in rows if row.id in by_entry]


def _entry(row: Row[*tuple[Any, ...]], texts: dict[str, FaqText]) -> FaqEntry:
    return FaqEntry(
        key=row.key,
        category=row.category,
        texts=texts,
        status=row.status,
        scope=Scope(row.brand, tuple(row.models), row.year_from, row.year_to),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
