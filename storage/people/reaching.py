"""How a bot reaches an owner who is not writing right now."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, bindparam, literal_column, select

from domain.incoming import Place
from domain.owners import Owner, Reach
from storage.people.callers import vehicle_of
from storage.tables import ChatRow, OwnerRow, OwnershipRow, VehicleRow

_PRIVATE = ChatRow.kind == literal_column("'private'")

REACH = (
    select(
        ChatRow.bot_id,
        ChatRow.chat_id,
        ChatRow.first_name,
        ChatRow.last_name,
        ChatRow.username,
        ChatRow.language_code,
        ChatRow.wrote_in,
        ChatRow.blocked_at,
        OwnerRow.id.label("owner_id"),
        OwnerRow.name,
        OwnerRow.locale,
        OwnerRow.time_zone,
        OwnerRow.desk,
        VehicleRow.id.label("vehicle_id"),
        VehicleRow.model,
        VehicleRow.year,
        VehicleRow.vin,
        VehicleRow.plate,
        VehicleRow.mileage_km,
        VehicleRow.mileage_at,
    )
    .join(OwnerRow, OwnerRow.id == ChatRow.owner_id)
    .join(
        OwnershipRow,
        and_(OwnershipRow.owner_id == OwnerRow.id, OwnershipRow.until.is_(None)),
        isouter=True,
    )
    .join(VehicleRow, VehicleRow.id == OwnershipRow.vehicle_id, isouter=True)
    .where(
        ChatRow.bot_id == bindparam("of_bot"),
        ChatRow.owner_id == bindparam("of_owner"),
        _PRIVATE,
    )
    .order_by(ChatRow.changed_at.desc(), ChatRow.chat_id, VehicleRow.id)
)
"""One row per chat and car, the chat last heard of first."""


def reach_of(rows: Sequence[Row[*tuple[Any, ...]]]) -> Reach | None:
    """Return the value for the rows of `REACH`; None for none."""
    if not rows:
        return None
    row = rows[0]
    cars = [one for one in rows if one.chat_id == row.chat_id and one.vehicle_id is not None]
    return Reach(
        owner=Owner(row.owner_id, row.name, row.locale, row.time_zone, row.desk),
        place=Place(row.bot_id, row.chat_id),
        name=f"{row.first_name} {row.last_name}".strip() or row.name,
        username=row.username,
        blocked=row.blocked_at is not None,
        wrote_in=row.wrote_in,
        language_code=row.language_code,
        vehicles=tuple(vehicle_of(one) for one in cars),
    )
