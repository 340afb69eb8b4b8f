"""Finding owners by what staff write of them."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select

from storage.tables import ChatRow, OwnershipRow, VehicleRow

_LAST_OF_VIN = 6
_LONGEST_ID = 18


def owners_found_by(bot_id: int, words: str, limit: int) -> Select[Any] | None:
    """Return the query for the ids of owners that fit; None when there are no words.

    By part of a name or a username it reads every chat of the bot: staff ask so now and then, and
    neither database has an index for parts of words without an extension.
    """
    wanted = words.strip()
    if not wanted:
        return None
    return (
        select(ChatRow.owner_id)
        .where(
            ChatRow.bot_id == bot_id,
            ChatRow.kind == literal_column("'private'"),
            ChatRow.owner_id.is_not(None),
            _fits(wanted),
        )
        .distinct()
        .order_by(ChatRow.owner_id)
        .limit(limit)
    )


def _fits(wanted: str) -> ColumnElement[bool]:
    if wanted.startswith("@"):
        return func.lower(ChatRow.username) == wanted[1:].lower()
    name = func.lower(ChatRow.first_name + " " + ChatRow.last_name)
    fits = [name.contains(wanted.lower(), autoescape=True), ChatRow.owner_id.in_(_drivers(wanted))]
    if wanted.isascii() and wanted.isdecimal() and len(wanted) <= _LONGEST_ID:
        fits.append(ChatRow.chat_id == int(wanted))  # a private chat has its person's id
    return or_(*fits)


def _drivers(wanted: str) -> Select[Any]:
    """Return the query for who has a car of that plate or VIN."""
    bare = "".join(sign for sign in wanted.upper() if sign.isalnum())
    plate = func.replace(func.replace(func.upper(VehicleRow.plate), " ", ""), "-", "")
    of_car = [VehicleRow.vin == bare, plate == bare]
    if len(bare) == _LAST_OF_VIN:
        of_car.append(VehicleRow.vin.endswith(bare, autoescape=True))
    return (
        select(OwnershipRow.owner_id)
        .join(VehicleRow, VehicleRow.id == OwnershipRow.vehicle_id)
        .where(OwnershipRow.until.is_(None), or_(*of_car))
    )
