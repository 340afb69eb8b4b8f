"""Who is writing: everything a conversation needs of them, in one statement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, literal_column, select
from sqlalchemy.sql.expression import ScalarSelect

from domain.cases import CaseStatus
from domain.incoming import Place
from domain.owners import Caller, Dialog, Owner, Purpose, Vehicle
from storage.tables import (
    TELEGRAM,
    CaseRow,
    ChatRow,
    ConsentRow,
    DialogRow,
    IdentityRow,
    NoticeRow,
    OwnerRow,
    OwnershipRow,
    VehicleRow,
)
from storage.tables.types import TZDateTime


def _latest(purpose: Purpose) -> ScalarSelect[bool]:
    return (
        select(ConsentRow.granted)
        .where(
            ConsentRow.owner_id == OwnerRow.id,
            ConsentRow.bot_id == bindparam("of_bot"),
            ConsentRow.purpose == purpose,
        )
        .order_by(ConsentRow.id.desc())
        .limit(1)
        .correlate(OwnerRow)
        .scalar_subquery()
    )


_NOTICE = (
    select(NoticeRow.version)
    .where(NoticeRow.owner_id == OwnerRow.id, NoticeRow.bot_id == bindparam("of_bot"))
    .order_by(NoticeRow.id.desc())
    .limit(1)
    .correlate(OwnerRow)
    .scalar_subquery()
)


_ACTIVE_CASES = (
    select(func.count())
    .select_from(CaseRow)
    .where(
        CaseRow.owner_id == OwnerRow.id,
        CaseRow.bot_id == bindparam("of_bot"),
        CaseRow.status.in_([literal_column(f"'{one}'") for one in CaseStatus if one.is_active]),
    )
    .correlate(OwnerRow)
    .scalar_subquery()
)
"""Read from an index alone."""


def _query() -> Select[*tuple[Any, ...]]:
    one = select(literal_column("1").label("one")).subquery("one")
    known = and_(
        IdentityRow.channel == TELEGRAM, IdentityRow.external_id == bindparam("external_id")
    )
    here = and_(ChatRow.bot_id == bindparam("of_bot"), ChatRow.chat_id == bindparam("of_chat"))
    form = and_(
        DialogRow.bot_id == bindparam("of_bot"),
        DialogRow.chat_id == bindparam("of_chat"),
        DialogRow.person_id == bindparam("of_person"),
        DialogRow.expires_at > bindparam("now", type_=TZDateTime),
    )
    theirs = and_(OwnershipRow.owner_id == OwnerRow.id, OwnershipRow.until.is_(None))
    return (
        select(
            OwnerRow.id.label("owner_id"),
            OwnerRow.name,
            OwnerRow.locale,
            OwnerRow.time_zone,
            OwnerRow.desk,
            ChatRow.chat_id,
            ChatRow.first_name,
            ChatRow.last_name,
            ChatRow.username,
            ChatRow.language_code,
            ChatRow.wrote_in,
            ChatRow.blocked_at,
            DialogRow.flow,
            DialogRow.step,
            DialogRow.data,
            DialogRow.version,
            DialogRow.expires_at,
            VehicleRow.id.label("vehicle_id"),
            VehicleRow.model,
            VehicleRow.year,
            VehicleRow.vin,
            VehicleRow.plate,
            VehicleRow.mileage_km,
            VehicleRow.mileage_at,
            _NOTICE.label("notice_version"),
            _ACTIVE_CASES.label("active_cases"),
            *(_latest(purpose).label(f"consent_{purpose.value}") for purpose in Purpose),
        )
        .select_from(one)
        .join(IdentityRow, known, isouter=True)
        .join(OwnerRow, OwnerRow.id == IdentityRow.owner_id, isouter=True)
        .join(ChatRow, here, isouter=True)
        .join(DialogRow, form, isouter=True)
        .join(OwnershipRow, theirs, isouter=True)
        .join(VehicleRow, VehicleRow.id == OwnershipRow.vehicle_id, isouter=True)
        .order_by(VehicleRow.id)
    )


CALLER = _query()
"""One row per car; at least one row, of nothing but nulls for somebody new."""


def caller_parameters(place: Place, person_id: int, now: datetime) -> dict[str, Any]:
    """Return the parameters of `CALLER`."""
    return {
        "of_bot": place.bot_id,
        "of_chat": place.chat_id,
        "of_person": person_id,
        "external_id": str(person_id),
        "now": now,
    }


def caller_of(rows: Sequence[Row[*tuple[Any, ...]]]) -> Caller:
    """Return the value for the rows of `CALLER`."""
    row = rows[0]
    owner = dialog = known_as = None
    if row.owner_id is not None:
        owner = Owner(row.owner_id, row.name, row.locale, row.time_zone, row.desk)
    if row.flow is not None:
        dialog = Dialog(row.flow, row.step, row.data, row.version, row.expires_at)
    if row.chat_id is not None:
        name = f"{row.first_name} {row.last_name}".strip()
        known_as = (name, row.username, row.language_code)
    return Caller(
        owner=owner,
        wrote_in=row.wrote_in,
        known_as=known_as,
        blocked=row.blocked_at is not None,
        dialog=dialog,
        vehicles=tuple(vehicle_of(row) for row in rows if row.vehicle_id is not None),
        notice_version=row.notice_version,
        active_cases=row.active_cases,
        consents=frozenset(
            purpose for purpose in Purpose if getattr(row, f"consent_{purpose.value}")
        ),
    )


def vehicle_of(row: Row[*tuple[Any, ...]]) -> Vehicle:
    """Return a car out of a row that has it joined, its id as `vehicle_id`."""
    return Vehicle(
        id=row.vehicle_id,
        model=row.model,
        year=row.year,
        vin=row.vin,
        plate=row.plate,
        mileage_km=row.mileage_km,
        mileage_at=row.mileage_at,
    )
