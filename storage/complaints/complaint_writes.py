"""Writing complaints, inside a unit of work."""

from dataclasses import fields, replace
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cases import Case
from domain.complaints.record import Complaint, NewComplaint
from storage.complaints.complaint_rows import COMPLAINTS, complaint_of, values_of
from storage.tables import ComplaintRow

_FIELDS = frozenset(one.name for one in fields(Complaint)) - {"case_id"}


class SqlComplaintWrites:
    """Writes what `SqlComplaintReads` reads."""

    def __init__(self, conn: AsyncConnection) -> None:
        self._conn = conn

    async def open(self, case: Case, new: NewComplaint) -> Complaint:
        """Keep a complaint with the case that was just opened for it."""
        assessed = new.assessment
        complaint = Complaint(
            case.id, new.details, severity=assessed.severity, reasons=assessed.reasons
        )
        values = values_of(complaint, _FIELDS)
        await self._conn.execute(insert(ComplaintRow).values(case_id=case.id, **values))
        return complaint

    async def of_case(self, case_id: int) -> Complaint | None:
        """Return the complaint of a case as it is in this unit."""
        found = await self._conn.execute(COMPLAINTS.where(ComplaintRow.case_id == case_id))
        row = found.one_or_none()
        return complaint_of(row) if row else None

    async def change(self, complaint: Complaint, **changes: Any) -> Complaint:
        """Write fields of a complaint; returns it as it is now. Raises `TypeError` for others."""
        changed = replace(complaint, **changes)
        values = values_of(changed, changes)
        await self._conn.execute(
            update(ComplaintRow).where(ComplaintRow.case_id == complaint.case_id).values(**values)
        )
        return changed
