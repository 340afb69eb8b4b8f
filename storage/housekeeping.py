"""Retention, inside a unit of work."""

from datetime import datetime

from sqlalchemy import delete, literal_column, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.ports import Clock
from storage.cases.attachments import expire
from storage.tables import (
    CallRow,
    CaseMessageEditRow,
    CaseMessageRow,
    CaseRow,
    ComplaintRow,
    DialogRow,
    RemedyRow,
    SurveyResponseRow,
    UpdateRow,
)

BATCH = {"sqlite": 10_000, "postgresql": 200_000}
"""How many rows one call takes. On SQLite nothing else is written meanwhile, so it stays well under
a second; hourly, either is more than a bot of that size can say in an hour."""

CASE_BATCH = 1_000
"""How many cases one call takes, with all that was said in them; as many responses to surveys."""


class SqlHousekeeping:
    """Takes away what its time is over for: at most `BATCH` rows a call, the rest the next time."""

    def __init__(self, conn: AsyncConnection, clock: Clock) -> None:
        self._conn = conn
        self._clock = clock
        self._batch = BATCH[conn.dialect.name]

    async def prune_payloads(self, before: datetime) -> int:
        """Empty the payloads of updates done before then; returns how many."""
        key = (UpdateRow.bot_id, UpdateRow.update_id)
        old = (
            select(*key)
            .where(
                UpdateRow.state == literal_column("'done'"),
                UpdateRow.payload.is_not(None),
                UpdateRow.finished_at < before,
            )
            .limit(self._batch)
        )
        emptied = await self._conn.execute(
            update(UpdateRow).where(tuple_(*key).in_(old)).values(payload=None)
        )
        return emptied.rowcount

    async def forget_updates(self, before: datetime) -> int:
        """Delete updates that were done before then and emptied since; returns how many."""
        key = (UpdateRow.bot_id, UpdateRow.update_id)
        old = (
            select(*key)
            .where(
                UpdateRow.state == literal_column("'done'"),
                UpdateRow.payload.is_(None),
                UpdateRow.finished_at < before,
            )
            .limit(self._batch)
        )
        gone = await self._conn.execute(delete(UpdateRow).where(tuple_(*key).in_(old)))
        return gone.rowcount

    async def prune_outbox(self, before: datetime) -> int:
        """Empty the texts of messages settled before then; returns how many."""
        old = (
            select(CallRow.id)
            .where(CallRow.params.is_not(None), CallRow.settled_at < before)
            .limit(self._batch)
        )
        emptied = await self._conn.execute(
            update(CallRow).where(CallRow.id.in_(old)).values(params=None)
        )
        return emptied.rowcount

    async def prune_cases(self, before: datetime) -> int:
        """Empty the words and files of cases closed before then; returns how many cases."""
        old = (
            select(CaseRow.id)
            .where(
                CaseRow.closed_at.is_not(None),
                CaseRow.pruned_at.is_(None),
                CaseRow.closed_at < before,
            )
            .order_by(CaseRow.closed_at)
            .limit(CASE_BATCH)
        )
        over = (await self._conn.scalars(old)).all()
        if not over:
            return 0
        said = CaseMessageRow.case_id.in_(over)
        await self._conn.execute(
            delete(CaseMessageEditRow).where(
                CaseMessageEditRow.case_message_id.in_(select(CaseMessageRow.id).where(said))
            )
        )
        await expire(self._conn, over)
        await self._conn.execute(
            update(CaseMessageRow).where(said).values(text="", html="", file_id=None, origin="")
        )
        await self._conn.execute(
            update(CaseRow)
            .where(CaseRow.id.in_(over))
            .values(subject="", asked="", said="", rating_words="", pruned_at=self._clock.now())
        )
        await self._conn.execute(
            update(ComplaintRow)
            .where(ComplaintRow.case_id.in_(over))
            .values(car="", place="", wish_words="", reason="", closing="")
        )
        await self._conn.execute(
            update(RemedyRow).where(RemedyRow.case_id.in_(over)).values(words="")
        )
        return len(over)

    async def prune_surveys(self, before: datetime) -> int:
        """Empty what was written in responses to surveys begun before then; returns how many."""
        old = (
            select(SurveyResponseRow.id)
            .where(
                SurveyResponseRow.words != literal_column("''"),
                SurveyResponseRow.begun_at < before,
            )
            .order_by(SurveyResponseRow.begun_at)
            .limit(CASE_BATCH)
        )
        emptied = await self._conn.execute(
            update(SurveyResponseRow)
            .where(SurveyResponseRow.id.in_(old))
            .values(words="", answers={}, revision=SurveyResponseRow.revision + 1)
        )
        return emptied.rowcount

    async def prune_dialogs(self, now: datetime) -> int:
        """Delete forms that expired; returns how many."""
        gone = await self._conn.execute(delete(DialogRow).where(DialogRow.expires_at <= now))
        return gone.rowcount
