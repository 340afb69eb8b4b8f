"""Reading invitations, events, and how owners stand to what is sent unasked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, literal_column, select

from domain.cases import CaseKind, CaseStatus
from domain.incoming import Place
from domain.owners import Purpose
from domain.surveys.events import By, NewEvent
from domain.surveys.invitations import Invitation
from domain.surveys.quarantine import Standing
from storage.database.engine import Database
from storage.tables import (
    TELEGRAM,
    CaseRow,
    ChatRow,
    ConsentRow,
    EventRow,
    IdentityRow,
    InvitationRow,
    MutedOwnerRow,
    OwnershipRow,
    VehicleRow,
)

_KEPT = tuple(one.name for one in fields(Invitation))
INVITATIONS: Select[*tuple[Any, ...]] = select(*(getattr(InvitationRow, one) for one in _KEPT))
_PRIVATE = ChatRow.kind == literal_column("'private'")
_TO_DO = InvitationRow.next_at.is_not(None)
_CHANNELS = {By.TELEGRAM: TELEGRAM, By.PHONE: "phone"}


def invitation_of(row: Row[*tuple[Any, ...]]) -> Invitation:
    """Return the value for a row of `INVITATIONS`."""
    kept = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Invitation(**{name: kept[name] for name in _KEPT})


class SqlInvitationReads:
    """Short reads of their own. Raises `Busy` as all of storage does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def due(self, now: datetime, *, limit: int) -> Sequence[Invitation]:
        """Return invitations about which something is to be done, earliest first."""
        due = INVITATIONS.where(_TO_DO, InvitationRow.next_at <= now).order_by(
            InvitationRow.next_at, InvitationRow.id
        )
        of_waves = InvitationRow.wave_id.is_not(None)
        async with self._database.reading() as conn:
            own = (await conn.execute(due.where(~of_waves).limit(limit))).all()
            rest = (await conn.execute(due.where(of_waves).limit(limit - len(own)))).all()
        return [invitation_of(row) for row in (*own, *rest)]

    async def next_due(self) -> datetime | None:
        """Return when something is to be done about the next."""
        found = select(InvitationRow.next_at).where(_TO_DO).order_by(InvitationRow.next_at).limit(1)
        async with self._database.reading() as conn:
            return await conn.scalar(found)

    async def invitation(self, invitation_id: int) -> Invitation | None:
        """Return an invitation by its id."""
        found = INVITATIONS.where(InvitationRow.id == invitation_id)
        async with self._database.reading() as conn:
            row = (await conn.execute(found)).one_or_none()
        return invitation_of(row) if row else None

    async def standing(self, bot_id: int, owner_id: int) -> Standing:
        """Return how an owner stands to what one bot sends unasked; cases are those of any bot."""
        agreed = (
            select(ConsentRow.granted)
            .where(
                ConsentRow.owner_id == owner_id,
                ConsentRow.bot_id == bot_id,
                ConsentRow.purpose == Purpose.UNASKED,
            )
            .order_by(ConsentRow.id.desc())
            .limit(1)
        )
        blocked = select(ChatRow.blocked_at).where(
            ChatRow.owner_id == owner_id, ChatRow.bot_id == bot_id, _PRIVATE
        )
        muted = select(MutedOwnerRow.owner_id).where(MutedOwnerRow.owner_id == owner_id)
        active = [one for one in CaseStatus if one.is_active]
        cases = select(
            func.count().filter(CaseRow.status.in_(active)).label("active"),
            func.max(CaseRow.opened_at).filter(CaseRow.kind == CaseKind.COMPLAINT).label("last"),
        ).where(CaseRow.owner_id == owner_id)
        asked = select(func.max(InvitationRow.sent_at)).where(InvitationRow.owner_id == owner_id)
        async with self._database.snapshot() as conn:
            chats = (await conn.scalars(blocked)).all()
            counted = (await conn.execute(cases)).one()
            return Standing(
                agreed=bool(await conn.scalar(agreed)),
                is_blocked=bool(chats) and all(one is not None for one in chats),
                is_muted=await conn.scalar(muted) is not None,
                open_cases=counted.active,
                asked_at=await conn.scalar(asked),
                complained_at=counted.last,
            )

    async def place_of(self, owner_id: int) -> Place | None:
        """Return the private chat in which an owner was last heard of, one not blocked first."""
        found = (
            select(ChatRow.bot_id, ChatRow.chat_id)
            .where(ChatRow.owner_id == owner_id, _PRIVATE)
            .order_by(ChatRow.blocked_at.is_not(None), ChatRow.changed_at.desc())
            .limit(1)
        )
        async with self._database.reading() as conn:
            row = (await conn.execute(found)).one_or_none()
        return Place(row.bot_id, row.chat_id) if row else None

    async def unmatched(
        self, *, after: int = 0, limit: int = 500
    ) -> Sequence[tuple[int, NewEvent]]:
        """Return events whose owner is not known, by id, those after an id."""
        found = (
            select(EventRow)
            .with_only_columns(
                EventRow.id, EventRow.kind, EventRow.names, EventRow.at, EventRow.desk,
                EventRow.amount, EventRow.case_id,
            )
            .where(EventRow.owner_id.is_(None), EventRow.id > after)
            .order_by(EventRow.id)
            .limit(limit)
        )  # fmt: skip
        async with self._database.reading() as conn:
            rows = (await conn.execute(found)).all()
        return [(row.id, _event_of(row)) for row in rows]

    async def owners_named(
        self, names: Collection[tuple[By, str]]
    ) -> Mapping[tuple[By, str], Sequence[tuple[int, str | None]]]:
        """Return who is known by a Telegram id, a phone number or a VIN: owner and car's model."""
        known: dict[tuple[By, str], list[tuple[int, str | None]]] = {}
        async with self._database.reading() as conn:
            for by, channel in _CHANNELS.items():
                wanted = [name for which, name in names if which is by]
                if not wanted:
                    continue
                found = select(IdentityRow.external_id, IdentityRow.owner_id).where(
                    IdentityRow.channel == channel, IdentityRow.external_id.in_(wanted)
                )
                for name, owner_id in await conn.execute(found):
                    known.setdefault((by, name), []).append((owner_id, None))
            vins = [name for which, name in names if which is By.VIN]
            if vins:
                cars = (
                    select(VehicleRow.vin, OwnershipRow.owner_id, VehicleRow.model)
                    .join(OwnershipRow, OwnershipRow.vehicle_id == VehicleRow.id)
                    .where(VehicleRow.vin.in_(vins), OwnershipRow.until.is_(None))
                )
                for vin, owner_id, model in await conn.execute(cars):
                    known.setdefault((By.VIN, str(vin)), []).append((owner_id, model))
        return known

    async def owned_since(
        self, first: datetime, before: datetime, *, after: int = 0, limit: int = 500
    ) -> Sequence[tuple[int, int, str]]:
        """Return (ownership, owner, model) of cars that are owned since then, by id."""
        found = (
            select(OwnershipRow.id, OwnershipRow.owner_id, VehicleRow.model)
            .join(VehicleRow, VehicleRow.id == OwnershipRow.vehicle_id)
            .where(
                OwnershipRow.since >= first,
                OwnershipRow.since < before,
                OwnershipRow.until.is_(None),
                OwnershipRow.id > after,
            )
            .order_by(OwnershipRow.id)
            .limit(limit)
        )
        async with self._database.reading() as conn:
            return [(row.id, row.owner_id, row.model) for row in await conn.execute(found)]


def _event_of(row: Row[*tuple[Any, ...]]) -> NewEvent:
    names = tuple((By(by), name) for by, name in row.names)
    return NewEvent(row.kind, names, row.at, row.desk, row.amount, row.case_id)
