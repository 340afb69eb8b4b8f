"""Gaps inside a unit of work."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.faq_gaps import GapStatus, Member
from domain.ports import Clock
from storage.database.engine import Database
from storage.database.upserts import insert_new
from storage.tables import GapQuestionRow, GapRow


class SqlGapWrites:
    """Writes the tables `faq_gaps` and `faq_gap_questions`."""

    def __init__(self, conn: AsyncConnection, database: Database, clock: Clock) -> None:
        self._conn = conn
        self._database = database
        self._clock = clock

    async def gather(self, members: Sequence[Member]) -> None:
        """Keep a round of grouping; a question that belongs to a gap already stays there."""
        new: dict[int, int] = {}
        joined: dict[int, list[datetime]] = defaultdict(list)
        for member in members:
            gap_id = member.gap_id
            if member.new is not None:
                gap_id = new.get(member.new) or await self._new_gap(member.question.asked_at)
                new[member.new] = gap_id
            kept = await self._conn.execute(
                insert_new(self._database, GapQuestionRow).values(
                    question_id=member.question.question_id, gap_id=gap_id
                )
            )
            if kept.rowcount and gap_id is not None:
                joined[gap_id].append(member.question.asked_at)
        for gap_id, times in sorted(joined.items()):
            await self._grow(gap_id, times)

    async def _new_gap(self, at: datetime) -> int:
        """Make a gap with nothing asked yet."""
        gap_id = await self._conn.scalar(
            insert(GapRow)
            .values(status=GapStatus.OPEN, asked=0, first_at=at, last_at=at)
            .returning(GapRow.id)
        )
        return int(gap_id or 0)

    async def _grow(self, gap_id: int, times: Sequence[datetime]) -> None:
        newest = max(times)
        asked_again = (GapRow.status == GapStatus.WRITTEN) & (GapRow.settled_at < newest)
        await self._conn.execute(
            update(GapRow)
            .where(GapRow.id == gap_id)
            .values(
                asked=GapRow.asked + len(times),
                last_at=case((GapRow.last_at < newest, newest), else_=GapRow.last_at),
                # without an answer: what was written does not answer it
                status=case((asked_again, GapStatus.OPEN.value), else_=GapRow.status),
            )
        )

    async def settle(self, gap_id: int, status: GapStatus, *, by: str) -> bool:
        """Keep what was done about a gap; False if there is none."""
        settled = await self._conn.execute(
            update(GapRow)
            .where(GapRow.id == gap_id)
            .values(status=status, settled_at=self._clock.now(), settled_by=by)
        )
        return settled.rowcount == 1
