"""Changing the FAQ, inside a unit of work."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.curation import Action
from domain.errors import Conflict
from domain.faq_data import entry_data
from domain.faq_import import ImportPlan
from domain.knowledge import FaqEntry
from domain.ports import Clock
from domain.text import Text
from storage.faq.faq_entries import load_entries
from storage.tables import AuditRow, EntryRow, FaqStateRow, RevisionRow, TextRow, VariantRow

CHUNK = 500


@dataclass(frozen=True, slots=True)
class _Known:
    """An entry's row as it was before the change."""

    id: int
    version: int
    changed_at: datetime


class SqlFaqWrites:
    """Writes entries by the hundred, and raises the revision first, so that writers queue up."""

    def __init__(self, conn: AsyncConnection, clock: Clock) -> None:
        self._conn = conn
        self._clock = clock
        self.touched = False

    async def apply(
        self,
        plan: ImportPlan,
        *,
        by: str,
        versions: Mapping[str, int] | None = None,
        action: Action = Action.IMPORT,
        revision: int | None = None,
    ) -> None:
        """Write a plan, each entry as its next revision. `by` is the actor for the audit log.

        Raises `Conflict` when an entry to be changed is gone or at another version than `versions`
        says, or one to be added came meanwhile, or the FAQ is not at `revision` any more.
        """
        if plan.is_empty:
            return
        self.touched = True
        now = self._clock.now()
        raised = await self._conn.scalar(
            update(FaqStateRow)
            .where(FaqStateRow.id == 1)
            .values(revision=FaqStateRow.revision + 1)
            .returning(FaqStateRow.revision)
        )
        if revision is not None and raised != revision + 1:
            raise Conflict(Text("storage.changed_meanwhile"))
        renewed = (*plan.changed, *plan.archived)
        await self._refuse_unless(plan.added, known=False)
        before = await self._refuse_unless(renewed, known=True)
        for key, version in (versions or {}).items():
            if key in before and before[key].version != version:
                raise Conflict(Text("storage.changed_meanwhile"))
        await self._keep_unkept(before)
        await self._add(plan.added, now)
        await self._renew(renewed, before, now)
        after = await self._known((*plan.added, *renewed))
        ids = {key: row.id for key, row in after.items()}
        await self._write_texts((*plan.added, *renewed), ids)
        await self._keep_revisions((*plan.added, *renewed), after, by)
        await self._conn.execute(
            insert(AuditRow).values(
                at=now,
                actor=by,
                action=action.value,
                subject="faq",
                data={
                    "revision": raised,
                    "added": [entry.key for entry in plan.added],
                    "changed": [entry.key for entry in plan.changed],
                    "archived": [entry.key for entry in plan.archived],
                },
            )
        )

    async def _refuse_unless(
        self, entries: Sequence[FaqEntry], *, known: bool
    ) -> dict[str, _Known]:
        rows = await self._known(entries)
        if len(rows) != (len(entries) if known else 0):
            raise Conflict(Text("storage.changed_meanwhile"))
        return rows

    async def _known(self, entries: Sequence[FaqEntry]) -> dict[str, _Known]:
        rows: dict[str, _Known] = {}
        for some in _chunks([entry.key for entry in entries]):
            found = await self._conn.execute(
                select(EntryRow.key, EntryRow.id, EntryRow.version, EntryRow.changed_at).where(
                    EntryRow.key.in_(some)
                )
            )
            rows.update({row.key: _Known(row.id, row.version, row.changed_at) for row in found})
        return rows

    async def _keep_unkept(self, before: Mapping[str, _Known]) -> None:
        """Keep what entries were before their first change since revisions are kept."""
        versions = {row.id: row.version for row in before.values()}
        for some in _chunks(list(before)):
            ids = [before[key].id for key in some]
            kept = await self._conn.execute(
                select(RevisionRow.entry_id, RevisionRow.version).where(
                    RevisionRow.entry_id.in_(ids)
                )
            )
            has = {row.entry_id for row in kept if versions[row.entry_id] == row.version}
            unkept = [key for key in some if before[key].id not in has]
            entries = await load_entries(self._conn, EntryRow.key.in_(unkept)) if unkept else ()
            rows = [
                _revision(entry, before[entry.key], before[entry.key].changed_at, None)
                for entry in entries
            ]
            if rows:
                await self._conn.execute(insert(RevisionRow), rows)

    async def _keep_revisions(
        self, entries: Sequence[FaqEntry], known: Mapping[str, _Known], by: str
    ) -> None:
        rows = [
            _revision(entry, known[entry.key], known[entry.key].changed_at, by) for entry in entries
        ]
        for some in _chunks(rows):
            await self._conn.execute(insert(RevisionRow), some)

    async def _add(self, entries: Sequence[FaqEntry], now: datetime) -> None:
        rows = [
            {"key": entry.key, **_fields(entry), "created_at": now, "changed_at": now, "version": 1}
            for entry in entries
        ]
        for some in _chunks(rows):
            await self._conn.execute(insert(EntryRow), some)

    async def _renew(
        self, entries: Sequence[FaqEntry], known: Mapping[str, _Known], now: datetime
    ) -> None:
        for entry in entries:
            await self._conn.execute(
                update(EntryRow)
                .where(EntryRow.id == known[entry.key].id)
                .values(**_fields(entry), changed_at=now, version=EntryRow.version + 1)
            )
        for some in _chunks([row.id for row in known.values()]):
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


def _revision(entry: FaqEntry, row: _Known, at: datetime, by: str | None) -> dict[str, Any]:
    data = entry_data(entry)
    return {"entry_id": row.id, "version": row.version, "at": at, "by": by, "entry": data}


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
