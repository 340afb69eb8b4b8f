"""Writing owners, their chats, cars and consents, inside a unit of work."""

from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.incoming import Person, Place
from domain.owners import Caller, Owner, Purpose, Vehicle
from domain.ports import Clock
from storage.database.address import Dialect
from storage.database.engine import Database
from storage.people.chats import block, kind_of, unblock
from storage.pipeline.timers import SqlTimers
from storage.tables import (
    TELEGRAM,
    ChatRow,
    ConsentRow,
    IdentityRow,
    NoticeRow,
    OwnerRow,
    OwnershipRow,
    VehicleRow,
)

_SEEN = (
    "owner_id",
    "first_name",
    "last_name",
    "username",
    "language_code",
    "wrote_in",
    "blocked_at",
    "changed_at",
)
"""What is written anew of a chat that is known."""


def _keeping_chat(insert_chat: Any) -> Any:
    seen = {name: insert_chat.excluded[name] for name in _SEEN}
    return insert_chat.on_conflict_do_update(index_elements=["bot_id", "chat_id"], set_=seen)


# built once: building a statement costs as much as running it
_KEEP_CHAT = {
    Dialect.SQLITE: _keeping_chat(sqlite.insert(ChatRow)),
    Dialect.POSTGRESQL: _keeping_chat(postgresql.insert(ChatRow)),
}


class SqlOwnerRecords:
    """Writes what `Reads.caller` reads."""

    def __init__(
        self, conn: AsyncConnection, database: Database, clock: Clock, timers: SqlTimers
    ) -> None:
        self._conn = conn
        self._database = database
        self._clock = clock
        self._timers = timers

    async def meet(
        self, place: Place, person: Person, caller: Caller, *, wrote_in: str | None
    ) -> Owner:
        """Return the owner, made on first sight; refresh name and language where they changed.

        `caller` is what the reads said, so that nothing is written when nothing changed. Also
        takes back a `blocked` mark. Raises `Busy` when somebody else met them at the same moment.
        """
        owner = caller.owner or await self._make_owner(person)
        language = wrote_in or caller.wrote_in
        known_as = (person.name, person.username, person.language_code)
        unchanged = (
            caller.owner is not None
            and caller.known_as == known_as
            and caller.wrote_in == language
            and not caller.blocked
        )
        if not unchanged:
            await self._keep_chat(place, person, owner.id, language)
        return owner

    async def _make_owner(self, person: Person) -> Owner:
        now = self._clock.now()
        name = person.name or person.username or ""
        owner_id = await self._conn.scalar(
            insert(OwnerRow).values(name=name, created_at=now).returning(OwnerRow.id)
        )
        await self._conn.execute(
            insert(IdentityRow).values(
                channel=TELEGRAM, external_id=str(person.id), owner_id=owner_id, created_at=now
            )
        )
        return Owner(id=int(owner_id or 0), name=name)

    async def _keep_chat(
        self, place: Place, person: Person, owner_id: int, wrote_in: str | None
    ) -> None:
        now = self._clock.now()
        row = {
            "bot_id": place.bot_id,
            "chat_id": place.chat_id,
            "kind": kind_of(place.chat_id),
            "title": "",
            "first_seen_at": now,
            "owner_id": owner_id,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "username": person.username,
            "language_code": person.language_code,
            "wrote_in": wrote_in,
            "blocked_at": None,
            "changed_at": now,
        }
        await self._conn.execute(_KEEP_CHAT[self._database.dialect], row)

    async def set_locale(self, owner_id: int, locale: str) -> None:
        """Keep the language an owner chose."""
        await self._conn.execute(
            update(OwnerRow).where(OwnerRow.id == owner_id).values(locale=locale)
        )

    async def set_desk(self, owner_id: int, desk: str | None) -> None:
        """Keep the desk that looks after an owner; None: the default one."""
        await self._conn.execute(update(OwnerRow).where(OwnerRow.id == owner_id).values(desk=desk))

    async def set_time_zone(self, owner_id: int, zone: str | None) -> None:
        """Keep an owner's time zone (IANA name); None: their desk's."""
        await self._conn.execute(
            update(OwnerRow).where(OwnerRow.id == owner_id).values(time_zone=zone)
        )

    async def set_blocked(self, place: Place, *, blocked: bool) -> None:
        """Keep whether this chat can be written to; cancels what waits for it when blocked."""
        now = self._clock.now()
        if blocked:
            if await block(self._conn, self._database, place.bot_id, place.chat_id, now):
                self._timers.touched = True
        else:
            await unblock(self._conn, place.bot_id, place.chat_id, now)

    async def add_vehicle(self, owner_id: int, model: str, year: int | None) -> Vehicle:
        """Add a car to an owner."""
        now = self._clock.now()
        vehicle_id = await self._conn.scalar(
            insert(VehicleRow)
            .values(model=model, year=year, created_at=now)
            .returning(VehicleRow.id)
        )
        await self._conn.execute(
            insert(OwnershipRow).values(owner_id=owner_id, vehicle_id=vehicle_id, since=now)
        )
        return Vehicle(id=int(vehicle_id or 0), model=model, year=year)

    async def change_vehicle(self, owner_id: int, vehicle: Vehicle) -> bool:
        """Keep the car's fields as given; False if it is not (or no longer) that owner's."""
        theirs = select(OwnershipRow.vehicle_id).where(
            OwnershipRow.owner_id == owner_id, OwnershipRow.until.is_(None)
        )
        changed = await self._conn.execute(
            update(VehicleRow)
            .where(VehicleRow.id == vehicle.id, VehicleRow.id.in_(theirs))
            .values(
                model=vehicle.model,
                year=vehicle.year,
                vin=vehicle.vin,
                plate=vehicle.plate,
                mileage_km=vehicle.mileage_km,
                mileage_at=vehicle.mileage_at,
            )
        )
        return changed.rowcount == 1

    async def remove_vehicle(self, owner_id: int, vehicle_id: int) -> bool:
        """End the ownership (the car's record stays); False if it is not that owner's."""
        ended = await self._conn.execute(
            update(OwnershipRow)
            .where(
                OwnershipRow.owner_id == owner_id,
                OwnershipRow.vehicle_id == vehicle_id,
                OwnershipRow.until.is_(None),
            )
            .values(until=self._clock.now())
        )
        return ended.rowcount == 1

    async def record_consent(
        self, owner_id: int, bot_id: int, purpose: Purpose, *, granted: bool, text_version: str
    ) -> None:
        """Append what was agreed to or refused, with the version of the text that was shown."""
        await self._conn.execute(
            insert(ConsentRow).values(
                owner_id=owner_id,
                bot_id=bot_id,
                purpose=purpose,
                granted=granted,
                text_version=text_version,
                at=self._clock.now(),
            )
        )

    async def record_notice(self, owner_id: int, bot_id: int, version: str) -> None:
        """Keep which version of the privacy notice the owner was shown by that bot."""
        await self._conn.execute(
            insert(NoticeRow).values(
                owner_id=owner_id, bot_id=bot_id, version=version, at=self._clock.now()
            )
        )
