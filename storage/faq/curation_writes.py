"""Changing entries one by one, and drafts, inside a unit of work."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.curation import Action, Draft, NewDraft
from domain.errors import Conflict
from domain.faq_data import entry_data
from domain.faq_gate import LabelOrigin, NewLabel, words_of_label
from domain.faq_import import ImportPlan
from domain.knowledge import FaqEntry
from domain.ports import Clock
from domain.text import Text
from storage.database.engine import Database
from storage.database.upserts import upsert
from storage.faq.faq_writes import CHUNK, SqlFaqWrites
from storage.tables import DraftRow, LabelRow


class SqlCurationWrites:
    """Writes the table `faq_drafts`; entries through what writes them for imports."""

    def __init__(
        self, conn: AsyncConnection, database: Database, clock: Clock, faq: SqlFaqWrites
    ) -> None:
        self._conn = conn
        self._database = database
        self._clock = clock
        self._faq = faq

    async def save(self, entry: FaqEntry, *, version: int, by: str, action: Action) -> None:
        """Write an entry as its next revision, audited; `version` 0 for a new one.

        Raises `Conflict` when it is at another version, or a new one's key is taken.
        """
        plan = ImportPlan(changed=(entry,)) if version else ImportPlan(added=(entry,))
        await self._faq.apply(plan, by=by, versions={entry.key: version}, action=action)

    async def keep_draft(self, new: NewDraft) -> Draft:
        """Keep a draft."""
        now = self._clock.now()
        values: dict[str, Any] = {
            "entry_id": new.entry_id,
            "base_version": new.base_version,
            "by": new.by,
            "entry": entry_data(new.entry),
            "gap_id": new.gap_id,
            "version": 1,
            "created_at": now,
            "changed_at": now,
        }
        draft_id = await self._conn.scalar(insert(DraftRow).values(**values).returning(DraftRow.id))
        return Draft(
            id=int(draft_id or 0),
            entry=new.entry,
            by=new.by,
            changed_at=now,
            entry_id=new.entry_id,
            base_version=new.base_version,
            gap_id=new.gap_id,
        )

    async def change_draft(self, draft: Draft) -> Draft:
        """Write a draft's entry, base and person. Raises `Conflict` if it is at another version."""
        now = self._clock.now()
        changed = await self._conn.execute(
            update(DraftRow)
            .where(DraftRow.id == draft.id, DraftRow.version == draft.version)
            .values(
                entry=entry_data(draft.entry),
                base_version=draft.base_version,
                by=draft.by,
                version=draft.version + 1,
                changed_at=now,
            )
        )
        if changed.rowcount != 1:
            raise Conflict(Text("storage.changed_meanwhile"))
        return replace(draft, version=draft.version + 1, changed_at=now)

    async def drop_draft(self, draft_id: int) -> bool:
        """Forget a draft; False if there was none."""
        gone = await self._conn.execute(delete(DraftRow).where(DraftRow.id == draft_id))
        return gone.rowcount > 0

    async def keep_labels(self, labels: Sequence[NewLabel], *, by: str) -> None:
        """Keep labels; one of the same question is replaced."""
        now = self._clock.now()
        rows = {
            words_of_label(one.question): {
                "folded": words_of_label(one.question),
                "question": one.question,
                "expected": list(one.expected),
                "origin": one.origin,
                "question_id": one.question_id,
                "at": now,
                "by": by,
            }
            for one in labels
        }
        write = upsert(self._database, LabelRow)
        write = write.on_conflict_do_update(
            index_elements=["folded"],
            set_={
                name: write.excluded[name]
                for name in ("question", "expected", "origin", "question_id", "at", "by")
            },
        )
        values = list(rows.values())
        for start in range(0, len(values), CHUNK):
            await self._conn.execute(write, values[start : start + CHUNK])

    async def drop_labels(self, *, origin: LabelOrigin) -> int:
        """Forget the labels of an origin; returns how many."""
        gone = await self._conn.execute(delete(LabelRow).where(LabelRow.origin == origin))
        return gone.rowcount
