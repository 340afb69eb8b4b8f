"""Writing invitations and events inside a unit of work."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.ports import Clock
from domain.surveys.events import NewEvent
from domain.surveys.invitations import OPEN, Invitation, InvitationState, NewInvitation
from storage.database.engine import Database
from storage.database.upserts import insert_new
from storage.tables import EventRow, InvitationRow


class SqlInvitationWrites:
    """Writes the tables `events` and `survey_invitations`."""

    def __init__(self, conn: AsyncConnection, database: Database, clock: Clock) -> None:
        self._conn = conn
        self._database = database
        self._clock = clock

    async def happened(self, event: NewEvent, owner_id: int | None) -> int | None:
        """Keep an event; returns its id, None if it is known already."""
        now = self._clock.now()
        row = insert_new(self._database, EventRow).values(
            key=event.key,
            kind=event.kind,
            names=[[by.value, name] for by, name in event.names],
            at=event.at,
            owner_id=owner_id,
            desk=event.desk,
            amount=event.amount,
            case_id=event.case_id,
            received_at=now,
            matched_at=now if owner_id is not None else None,
        )
        kept = await self._conn.scalar(row.returning(EventRow.id))
        return int(kept) if kept is not None else None

    async def matched(self, event_id: int, owner_id: int) -> bool:
        """Keep whose event it is; False if that was known already."""
        written = await self._conn.execute(
            update(EventRow)
            .where(EventRow.id == event_id, EventRow.owner_id.is_(None))
            .values(owner_id=owner_id, matched_at=self._clock.now())
        )
        return written.rowcount == 1

    async def plan(self, new: NewInvitation) -> bool:
        """Plan an invitation; False if its cause led to one of that survey already."""
        row = insert_new(self._database, InvitationRow).values(
            **asdict(new), state=InvitationState.PLANNED, next_at=new.due_at
        )
        return await self._conn.scalar(row.returning(InvitationRow.id)) is not None

    async def move(self, invitation: Invitation, **changes: Any) -> bool:
        """Write fields of an invitation; False if its state is another by now."""
        written = await self._conn.execute(
            update(InvitationRow)
            .where(InvitationRow.id == invitation.id, InvitationRow.state == invitation.state)
            .values(**changes)
        )
        return written.rowcount == 1

    async def settle(
        self, invitation_id: int, state: InvitationState, *, reason: str | None = None
    ) -> bool:
        """Keep what came of an invitation that can still be answered; False if it cannot."""
        written = await self._conn.execute(
            update(InvitationRow)
            .where(InvitationRow.id == invitation_id, InvitationRow.state.in_(OPEN))
            .values(state=state, reason=reason, next_at=None)
        )
        return written.rowcount == 1
