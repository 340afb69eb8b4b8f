"""Changing the FAQ, inside a unit of work."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Conflict
from domain.faq_import import ImportPlan
from domain.knowledge import FaqEntry
from domain.ports import Clock
from domain.text import Text
from storage.tables import AuditRow, EntryRow, FaqStateRow, TextRow, VariantRow

CHUNK = 500


class SqlFaqWrites:
    """Writes entries by the hundred, and raises the revision first, so that writers queue up."""

    def __init__(self, conn: AsyncConnection, clock: Clock) -> None:
        self._conn = conn
        self._clock = clock
        self.touched = False

    async def apply(self, plan: ImportPlan, *, by: str) -> None:
        """Write a plan and raise the revision. `by` is the actor for the audit log.

        Raises `Conflict` when an entry to be changed is gone, or one to be added came meanwhile.
        """
        if plan.is_empty:
            return
        self.touched = True
        now = self._clock.now()
        revision = await self._conn.scalar(
            update(FaqStateRow)
            .where(FaqStateRow.id == 1)
            .values(revision=FaqStateRow.revision + 1)
            .returning(FaqStateRow.revision)
        )
        renewed = (*plan.changed, *plan.archived)
        await self._refuse_unless(plan.added, known=False)
        ids = await self._refuse_unless(renewed, known=True)
        await self._add(plan.added, now)
        await self._renew(renewed, ids, now)
        ids |= await self._ids(plan.added)
        await self._write_texts((*plan.added, *renewed), ids)
        await self._conn.execute(
            insert(AuditRow).values(
                at=now,
                actor=by,
                action="faq.import",
                subject="faq",
                data={
                    "revision": revision,
                    "added": [entry.key for entry in plan.added],
                    "changed": [entry.key for entry in plan.changed],
                    "archived": [entry.key for entry in plan.archived],
                },
            )
        )

    async def _refuse_unless(self, entries: Sequence[FaqEntry], *, known: bool) -> dict[str, int]:
        ids = await self._ids(entries)
        if len(ids) != (len(entries) if known else 0):
            raise Conflict(Text("storage.changed_meanwhile"))
        return ids

    async def _ids(self, entries: Sequence[FaqEntry]) -> dict[str, int]:
        ids: dict[str, int] = {}
        for some in _chunks([entry.key for entry in entries]):
            found = await self._conn.execute(
                select(EntryRow.key, EntryRow.id).where(EntryRow.key.in_(some))
            )
            ids.update({row.key: row.id for row in found})
        return ids

    async def _add(self, entries: Sequence[FaqEntry], now: datetime) -> None:
        rows = [
            {"key": entry.key, **_fields(entry), "created_at": now, "changed_at": now, "version": 1}
            for entry in entries
        ]
        for some in _chunks(rows):
            await self._conn.execute(insert(EntryRow), some)

    async def _renew(self, entries: Sequence[FaqEntry], ids: dict[str, int], now: datetime) -> None:
        for entry in entries:
            await self._conn.execute(
                update(EntryRow)
                .where(EntryRow.id == ids[entry.key])
                .values(**_fields(entry), changed_at=now, version=EntryRow.version + 1)
            )
        for some in _chunks(list(ids.values())):
            await self._conn.execute(delete(VariantRow).where(VariantRow.entry_id.in_(some)))
            await self._conn.execute(delete(TextRow).where(TextRow.entry_id.in_(some)))

    async def _write_texts(self, entries: Sequence[FaqEntry], ids: dict[str, int]) -> None:
        texts = [row for entry in entries for row in _texts(entry, ids[entry.key])]
        variants = [row for entry in entries for row in _variants(entry, ids[entry.key])]
        for some in _chunks(texts):
            await self._conn.execute(insert(TextRow), some)
        for some in _chunks(variants):
            await self._conn.execute(insert(VariantRow), some)


def _chunks(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _fields(entry: FaqEntry) -> dict[str, Any]:
    return {
        "category": entry.category,
        "status": entry.status,
        "brand": entry.scope.brand,
        "models": list(entry.scope.models),
        "year_from": entry.scope.year_from,
        "year_to": entry.scope.year_to,
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
    }


def _texts(entry: FaqEntry, entry_id: int) -> Iterator[dict[str, Any]]:
    for position, (locale, text) in enumerate(entry.texts.items()):
        yield {
            "entry_id": entry_id,
            "locale": locale,
            "position": position,
            "question": text.question,
            "answer": text.answer,
            "image": text.image,
        }


def _variants(entry: FaqEntry, entry_id: int) -> Iterator[dict[str, Any]]:
    for locale, text in entry.texts.items():
        for position, words in enumerate(text.variants):
            yield {
                "entry_id": entry_id,
                "locale": locale,
                "position": position,
                "words": words,
            }
