"""Reading complaints."""

from collections.abc import Sequence
from datetime import datetime

from domain.complaints.handling import Action, Remedy
from domain.complaints.record import Complaint, Filed
from storage.cases.case_rows import CASES, case_of
from storage.complaints.complaint_rows import ACTIONS, COMPLAINTS, REMEDIES, columns, complaint_of
from storage.database.engine import Database
from storage.tables import ActionRow, CaseRow, ComplaintRow, RemedyRow

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

    async def remedies(self, case_id: int) -> Sequence[Remedy]:
        """Return what was offered or proposed in a complaint, oldest first."""
        found = REMEDIES.where(RemedyRow.case_id == case_id).order_by(RemedyRow.id)
        async with self._database.reading() as conn:
            return [Remedy(*row) for row in await conn.execute(found)]

    async def actions(self, case_id: int) -> Sequence[Action]:
        """Return the corrective actions of a complaint, oldest first."""
        found = ACTIONS.where(ActionRow.case_id == case_id).order_by(ActionRow.id)
        async with self._database.reading() as conn:
            return [Action(*row) for row in await conn.execute(found)]

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
