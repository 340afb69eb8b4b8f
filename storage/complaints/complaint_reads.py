"""Reading complaints."""

from collections.abc import Sequence
from datetime import datetime

from domain.complaints.record import Complaint, Filed
from storage.cases.case_rows import CASES, case_of
from storage.complaints.complaint_rows import COMPLAINTS, columns, complaint_of
from storage.database.engine import Database
from storage.tables import CaseRow, ComplaintRow

_FILED = CASES.add_columns(*columns()).join(ComplaintRow, ComplaintRow.case_id == CaseRow.id)
"""Every complaint with its case."""


class SqlComplaintReads:
    """Short reads, each of its own moment. Raises `Busy` as all of storage does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_case(self, case_id: int) -> Complaint | None:
        """Return the complaint of a case; None for a case of another kind."""
        async with self._database.reading() as conn:
            found = await conn.execute(COMPLAINTS.where(ComplaintRow.case_id == case_id))
            row = found.one_or_none()
        return complaint_of(row) if row else None

    async def of_owner(
        self, bot_id: int, owner_id: int, since: datetime, *, limit: int = 10
    ) -> Sequence[Filed]:
        """Return an owner's complaints with one bot that were opened since then, newest first."""
        found = (
            _FILED.where(
                CaseRow.owner_id == owner_id, CaseRow.bot_id == bot_id, CaseRow.opened_at >= since
            )
            .order_by(CaseRow.id.desc())
            .limit(limit)
        )
        async with self._database.reading() as conn:
            return [Filed(case_of(row), complaint_of(row)) for row in await conn.execute(found)]
