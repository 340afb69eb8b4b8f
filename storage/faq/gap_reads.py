"""Reading gaps, and the questions that belong to none yet."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, Row, Select, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.faq_gaps import Gap, GapOrder, GapStatus, KnownGap, Unanswered
from storage.database.engine import Database
from storage.tables import GapQuestionRow, GapRow, QuestionRow
from storage.tables.questions import UNANSWERED

_EXAMPLES_LISTED = 3


class SqlGapReads:
    """Reads the tables `faq_gaps`, `faq_gap_questions` and `questions`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def unanswered(self, *, limit: int) -> Sequence[Unanswered]:
        """Return questions that got no answer and belong to no gap yet, oldest first."""
        grouped = select(GapQuestionRow.question_id).where(
            GapQuestionRow.question_id == QuestionRow.id
        )
        # it waits for the owner to say which car it is about, and is not decided on yet
        waits = func.coalesce(QuestionRow.evidence["waits"].as_boolean(), False)
        found = (
            select(QuestionRow.id, QuestionRow.text, QuestionRow.asked_at)
            .where(literal_column(str(UNANSWERED), Boolean), ~waits, ~grouped.exists())
            .order_by(QuestionRow.id)
            .limit(limit)
        )
        async with self._database.reading(is_long=True) as conn:
            rows = (await conn.execute(found)).all()
        return [Unanswered(row.id, row.text, row.asked_at) for row in rows]

    async def known(self, *, limit: int, examples: int) -> Sequence[KnownGap]:
        """Return the gaps that were asked for last, whatever was done about them."""
        latest = select(GapRow.id).order_by(GapRow.last_at.desc()).limit(limit).subquery()
        place = func.row_number().over(
            partition_by=GapQuestionRow.gap_id, order_by=GapQuestionRow.question_id.desc()
        )
        members = (
            select(GapQuestionRow.gap_id, GapQuestionRow.question_id, place.label("place"))
            .where(GapQuestionRow.gap_id.in_(select(latest.c.id)))
            .subquery()
        )
        found = (
            select(members.c.gap_id, QuestionRow.text)
            .join(QuestionRow, QuestionRow.id == members.c.question_id)
            .where(members.c.place <= examples)
            .order_by(members.c.gap_id, members.c.question_id)
        )
        words: dict[int, list[str]] = defaultdict(list)
        async with self._database.reading(is_long=True) as conn:
            for row in await conn.execute(found):
                words[row.gap_id].append(row.text)
        return [KnownGap(gap_id, tuple(texts)) for gap_id, texts in words.items()]

    async def gaps(
        self, order: GapOrder, *, limit: int, offset: int = 0, status: GapStatus = GapStatus.OPEN
    ) -> Sequence[Gap]:
        """Return a page of gaps, each with its last examples."""
        by = (GapRow.last_at.desc(),)
        if order is GapOrder.FREQUENT:
            by = (GapRow.asked.desc(), GapRow.last_at.desc())  # type: ignore[assignment]
        found = _GAPS.where(GapRow.status == status).order_by(*by).limit(limit).offset(offset)
        async with self._database.snapshot() as conn:
            rows = (await conn.execute(found)).all()
            return [await _gap(conn, row, _EXAMPLES_LISTED) for row in rows]

    async def gap_count(self, status: GapStatus = GapStatus.OPEN) -> int:
        """Return how many there are."""
        found = select(func.count()).select_from(GapRow).where(GapRow.status == status)
        async with self._database.reading() as conn:
            return int(await conn.scalar(found) or 0)

    async def gap(self, gap_id: int, *, examples: int = 20) -> Gap | None:
        """Return a gap with its last examples."""
        async with self._database.snapshot() as conn:
            row = (await conn.execute(_GAPS.where(GapRow.id == gap_id))).one_or_none()
            return await _gap(conn, row, examples) if row else None


_GAPS: Select[*tuple[Any, ...]] = select(
    GapRow.id, GapRow.status, GapRow.asked, GapRow.first_at, GapRow.last_at
)


async def _gap(conn: AsyncConnection, row: Row[*tuple[Any, ...]], examples: int) -> Gap:
    found = (
        select(QuestionRow.text)
        .join(GapQuestionRow, GapQuestionRow.question_id == QuestionRow.id)
        .where(GapQuestionRow.gap_id == row.id)
        .order_by(GapQuestionRow.question_id.desc())
        .limit(examples)
    )
    words = (await conn.scalars(found)).all()
    return Gap(row.id, row.status, row.asked, row.first_at, row.last_at, tuple(words))
