"""Reading the FAQ as its curators do: lists, one entry with its history and figures, drafts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from domain.curation import (
    HANDED_OFF_WITHIN,
    Curated,
    EntryFigures,
    Listed,
    Revision,
)
from domain.faq_data import entry_of
from domain.faq_upkeep import Kept, Said
from domain.knowledge import EntryStatus, FaqEntry, Feedback
from storage.database.engine import Database
from storage.faq.draft_reads import SqlDraftReads
from storage.faq.faq_entries import load_entries
from storage.faq.label_reads import SqlLabelReads
from storage.tables import (
    CaseRow,
    EntryRow,
    FaqStateRow,
    QuestionRow,
    RevisionRow,
    TextRow,
    VariantRow,
)

_MOST_LOOKED_AT = 5_000
"""Questions of one entry whose owners are looked for among the cases: the latest."""


class SqlCurationReads(SqlDraftReads, SqlLabelReads):
    """Short reads, except figures, which are read in a thread."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._database = database

    async def counts(self) -> Mapping[tuple[str, EntryStatus], int]:
        """Return how many entries there are by category and status."""
        found = select(EntryRow.category, EntryRow.status, func.count()).group_by(
            EntryRow.category, EntryRow.status
        )
        async with self._database.reading() as conn:
            return {(row[0], row[1]): row[2] for row in await conn.execute(found)}

    async def listed(
        self,
        *,
        category: str | None = None,
        status: EntryStatus | None = None,
        words: str = "",
        keys: Sequence[str] | None = None,
        limit: int = 500,
    ) -> Sequence[Listed]:
        """Return entries by category and key; `words` are looked for in everything they say."""
        which: list[ColumnElement[bool]] = []
        if category is not None:
            which.append(EntryRow.category == category)
        if status is not None:
            which.append(EntryRow.status == status)
        if keys is not None:
            which.append(EntryRow.key.in_(list(keys)))
        if words:
            which.append(_says(words))
        found = (
            select(EntryRow.id, EntryRow.key, EntryRow.category, EntryRow.status)
            .where(*which)
            .order_by(EntryRow.category, EntryRow.key)
            .limit(limit)
        )
        async with self._database.snapshot(is_long=bool(words)) as conn:
            rows = (await conn.execute(found)).all()
            texts = await conn.execute(
                select(TextRow.entry_id, TextRow.locale, TextRow.question)
                .where(TextRow.entry_id.in_([row.id for row in rows]))
                .order_by(TextRow.entry_id, TextRow.position)
            )
            questions: dict[int, dict[str, str]] = defaultdict(dict)
            for text in texts:
                questions[text.entry_id][text.locale] = text.question
        return [
            Listed(row.id, row.key, row.category, row.status, questions[row.id]) for row in rows
        ]

    async def everything(self) -> tuple[int, Sequence[FaqEntry]]:
        """Return the FAQ's revision and every entry of it, archived ones too, by key."""
        async with self._database.snapshot(is_long=True) as conn:
            revision = await conn.scalar(select(FaqStateRow.revision).where(FaqStateRow.id == 1))
            return revision or 0, await load_entries(conn)

    async def published(self) -> Sequence[Kept]:
        """Return what is published, by category and key."""
        listed = await self.listed(status=EntryStatus.PUBLISHED, limit=100_000)
        found = select(EntryRow.id, EntryRow.created_at, EntryRow.valid_until).where(
            EntryRow.status == EntryStatus.PUBLISHED
        )
        async with self._database.reading(is_long=True) as conn:
            rows = {row.id: row for row in await conn.execute(found)}
        return [
            Kept(one, rows[one.id].created_at, rows[one.id].valid_until)
            for one in listed
            if one.id in rows
        ]

    async def said(self, since: datetime, until: datetime) -> Mapping[str, Said]:
        """Return what owners made of each entry that they were shown in a span, by key."""
        found = (
            select(QuestionRow.shown, QuestionRow.feedback, func.count())
            .where(
                QuestionRow.shown.is_not(None),
                QuestionRow.asked_at >= since,
                QuestionRow.asked_at < until,
            )
            .group_by(QuestionRow.shown, QuestionRow.feedback)
        )
        said: dict[str, dict[Feedback | None, int]] = defaultdict(dict)
        async with self._database.reading(is_long=True) as conn:
            for key, feedback, count in await conn.execute(found):
                said[str(key)][feedback] = count
        return {
            key: Said(
                asked=sum(counts.values()),
                helpful=counts.get(Feedback.HELPFUL, 0),
                not_helpful=counts.get(Feedback.NOT_HELPFUL, 0),
            )
            for key, counts in said.items()
        }

    async def curated(self, entry_id: int) -> Curated | None:
        """Return an entry as it stands."""
        return await self._one(EntryRow.id == entry_id)

    async def curated_by_key(self, key: str) -> Curated | None:
        """Return an entry by its key."""
        return await self._one(EntryRow.key == key)

    async def _one(self, which: ColumnElement[bool]) -> Curated | None:
        async with self._database.snapshot() as conn:
            found = await conn.execute(
                select(EntryRow.id, EntryRow.version, EntryRow.changed_at, RevisionRow.by)
                .join(
                    RevisionRow,
                    and_(
                        RevisionRow.entry_id == EntryRow.id,
                        RevisionRow.version == EntryRow.version,
                    ),
                    isouter=True,
                )
                .where(which)
            )
            row = found.one_or_none()
            entries = await load_entries(conn, which) if row else ()
        if row is None or not entries:
            return None
        return Curated(row.id, row.version, entries[0], row.changed_at, row.by)

    async def figures(self, key: str, since: datetime) -> EntryFigures:
        """Return what became of an entry since then."""
        shown = (QuestionRow.shown == key, QuestionRow.asked_at >= since)
        said = (
            select(QuestionRow.feedback, func.count()).where(*shown).group_by(QuestionRow.feedback)
        )
        latest = (
            select(QuestionRow.owner_id, QuestionRow.asked_at)
            .where(*shown)
            .order_by(QuestionRow.asked_at.desc())
            .limit(_MOST_LOOKED_AT)
        )
        theirs = latest.subquery()
        cases = select(CaseRow.id, CaseRow.owner_id, CaseRow.opened_at).where(
            CaseRow.owner_id.in_(select(theirs.c.owner_id)), CaseRow.opened_at >= since
        )
        async with self._database.snapshot(is_long=True) as conn:
            by_feedback = {row[0]: row[1] for row in await conn.execute(said)}
            asked_at: dict[int, list[datetime]] = defaultdict(list)
            for row in await conn.execute(latest):
                asked_at[row.owner_id].append(row.asked_at)
            handed_off = sum(
                any(
                    at <= case.opened_at <= at + HANDED_OFF_WITHIN for at in asked_at[case.owner_id]
                )
                for case in await conn.execute(cases)
            )
        return EntryFigures(
            asked=sum(by_feedback.values()),
            helpful=by_feedback.get(Feedback.HELPFUL, 0),
            not_helpful=by_feedback.get(Feedback.NOT_HELPFUL, 0),
            handed_off=handed_off,
        )

    async def revisions(self, entry_id: int, *, limit: int = 50) -> Sequence[Revision]:
        """Return an entry's revisions, newest first."""
        found = (
            select(RevisionRow.version, RevisionRow.at, RevisionRow.by, RevisionRow.entry)
            .where(RevisionRow.entry_id == entry_id)
            .order_by(RevisionRow.version.desc())
            .limit(limit)
        )
        async with self._database.reading() as conn:
            return [_revision(row) for row in await conn.execute(found)]

    async def revision(self, entry_id: int, version: int) -> Revision | None:
        """Return one revision; None for one from before revisions were kept."""
        found = select(
            RevisionRow.version, RevisionRow.at, RevisionRow.by, RevisionRow.entry
        ).where(RevisionRow.entry_id == entry_id, RevisionRow.version == version)
        async with self._database.reading() as conn:
            row = (await conn.execute(found)).one_or_none()
        return _revision(row) if row else None


def _revision(row: Row[*tuple[Any, ...]]) -> Revision:
    return Revision(row.version, row.at, row.by, entry_of(row.entry))


def _says(words: str) -> ColumnElement[bool]:
    """Whether an entry's key, a question, an answer or a variant holds the words."""
    in_text = select(TextRow.entry_id).where(
        or_(
            TextRow.question.icontains(words, autoescape=True),
            TextRow.answer.icontains(words, autoescape=True),
        )
    )
    in_variant = select(VariantRow.entry_id).where(
        VariantRow.words.icontains(words, autoescape=True)
    )
    return or_(
        EntryRow.key.icontains(words, autoescape=True),
        EntryRow.id.in_(in_text),
        EntryRow.id.in_(in_variant),
    )
