"""Writing complaints, inside a unit of work."""

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cases import Case
from domain.complaints.handling import Action, NewAction, NewRemedy, Remedy, RemedyState
from domain.complaints.record import Complaint, NewComplaint
from storage.complaints.complaint_rows import (
    ACTIONS,
    COMPLAINTS,
    REMEDIES,
    complaint_of,
    values_of,
)
from storage.tables import ActionRow, ComplaintRow, RemedyRow

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

    async def offer(self, new: NewRemedy) -> Remedy:
        """Keep a remedy that is offered or proposed."""
        given = {one.name: getattr(new, one.name) for one in fields(NewRemedy)}
        number = await self._conn.scalar(insert(RemedyRow).values(**given).returning(RemedyRow.id))
        return Remedy(id=int(number or 0), **given)

    async def settle(
        self, remedy_id: int, state: RemedyState, *, was: RemedyState, **changes: Any
    ) -> Remedy | None:
        """Let a remedy come to another state; None if it is not, or no longer, at `was`."""
        if refused := set(changes) - {"allowed_by", "answered_at"}:
            raise TypeError(f"not to be written: {sorted(refused)}")
        settled = await self._conn.execute(
            update(RemedyRow)
            .where(RemedyRow.id == remedy_id, RemedyRow.state == was)
            .values(state=state, **changes)
        )
        if settled.rowcount != 1:
            return None
        row = (await self._conn.execute(REMEDIES.where(RemedyRow.id == remedy_id))).one()
        return Remedy(*row)

    async def plan(self, new: NewAction) -> Action:
        """Keep a corrective action."""
        given = {one.name: getattr(new, one.name) for one in fields(NewAction)}
        number = await self._conn.scalar(insert(ActionRow).values(**given).returning(ActionRow.id))
        return Action(id=int(number or 0), **given)

    async def done(self, action_id: int, *, by: int, at: datetime) -> Action | None:
        """Keep that a corrective action is done; None if it was, or is not there."""
        kept = await self._conn.execute(
            update(ActionRow)
            .where(ActionRow.id == action_id, ActionRow.done_at.is_(None))
            .values(done_at=at, done_by=by)
        )
        if kept.rowcount != 1:
            return None
        row = (await self._conn.execute(ACTIONS.where(ActionRow.id == action_id))).one()
        return Action(*row)
