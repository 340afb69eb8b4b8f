"""Writing staff, rooms and topics, inside a unit of work."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.incoming import Person, Place
from domain.ports import Clock
from domain.rooms import Room
from domain.staff import Role
from storage.cases.topics import keep_topic, lose_topic
from storage.database.engine import Database
from storage.database.upserts import insert_new, upsert
from storage.tables import (
    AuditRow,
    GroupMemberRow,
    MutedOwnerRow,
    RoomRow,
    StaffRoleRow,
    StaffRow,
)


class SqlStaffWrites:
    """Writes what `SqlStaffReads` reads."""

    def __init__(
        self, conn: AsyncConnection, database: Database, clock: Clock, admins: frozenset[int]
    ) -> None:
        self._conn = conn
        self._database = database
        self._clock = clock
        self._admins = admins

    async def meet(self, person: Person) -> None:
        """Keep the name of somebody of staff as Telegram has it; strangers are not kept."""
        if person.id in self._admins:
            await self._keep(person)
            return
        await self._conn.execute(
            update(StaffRow)
            .where(StaffRow.user_id == person.id)
            .values(**_names(person), changed_at=self._clock.now())
        )

    async def _keep(self, person: Person) -> None:
        seen = {**_names(person), "changed_at": self._clock.now()}
        kept = upsert(self._database, StaffRow).values(user_id=person.id, on_duty=True, **seen)
        if not person.name and not person.username:  # an id alone takes no name away
            await self._conn.execute(kept.on_conflict_do_nothing())
            return
        await self._conn.execute(kept.on_conflict_do_update(index_elements=["user_id"], set_=seen))

    async def grant(self, person: Person, desk: str, role: Role, *, by: int) -> None:
        """Give somebody a role at a desk; one they had before is replaced."""
        await self._keep(person)
        given = {"role": role, "granted_by": by, "granted_at": self._clock.now()}
        granted = upsert(self._database, StaffRoleRow).values(desk=desk, user_id=person.id, **given)
        await self._conn.execute(
            granted.on_conflict_do_update(index_elements=["desk", "user_id"], set_=given)
        )

    async def revoke(self, user_id: int, desk: str, *, by: int | None) -> bool:
        """End a role at a desk; False if there was none. Who did it is for the audit log."""
        del by
        ended = await self._conn.execute(
            delete(StaffRoleRow).where(StaffRoleRow.desk == desk, StaffRoleRow.user_id == user_id)
        )
        return ended.rowcount == 1

    async def set_present(
        self, bot_id: int, chat_id: int, person: Person, *, present: bool
    ) -> None:
        """Keep whether somebody is in a group, and their name.

        Who left is announced again when they come back.
        """
        del bot_id  # a group is one and the same for every bot
        changes: dict[str, Any] = {"is_present": present}
        if not present:
            changes["announced_at"] = None
        await self._see(chat_id, person, changes)

    async def announce(self, bot_id: int, chat_id: int, person: Person) -> bool:
        """Note that supervisors are told of an unconfirmed member; False if they were before."""
        del bot_id
        return await self._see(
            chat_id,
            person,
            {"announced_at": self._clock.now()},
            GroupMemberRow.announced_at.is_(None),
        )

    async def _see(
        self, chat_id: int, person: Person, changes: dict[str, Any], only_if: Any = None
    ) -> bool:
        now = self._clock.now()
        seen = {**_names(person), "changed_at": now, **changes}
        kept = upsert(self._database, GroupMemberRow).values(
            user_id=person.id, chat_id=chat_id, **seen
        )
        done = await self._conn.execute(
            kept.on_conflict_do_update(
                index_elements=["user_id", "chat_id"], set_=seen, where=only_if
            )
        )
        return done.rowcount == 1

    async def set_on_duty(self, user_id: int, *, on_duty: bool) -> None:
        """Keep whether somebody takes cases now."""
        await self._conn.execute(
            update(StaffRow).where(StaffRow.user_id == user_id).values(on_duty=on_duty)
        )

    async def keep_room(self, room: Room) -> None:
        """Keep what a group is like; the id it had before stays known."""
        like = {
            "has_topics": room.has_topics,
            "is_admin": room.is_admin,
            "can_manage_topics": room.can_manage_topics,
            "can_pin": room.can_pin,
            "can_delete": room.can_delete,
            "changed_at": self._clock.now(),
        }
        if room.moved_from is not None:
            like["moved_from"] = room.moved_from
        kept = upsert(self._database, RoomRow).values(
            bot_id=room.bot_id, chat_id=room.chat_id, **like
        )
        await self._conn.execute(
            kept.on_conflict_do_update(index_elements=["bot_id", "chat_id"], set_=like)
        )

    async def topic_made(self, bot_id: int, chat_id: int, name: str, topic_id: int) -> bool:
        """Keep a topic's id; False if another one stands under that name: this is its twin."""
        stands = await keep_topic(
            self._conn, self._database, bot_id, chat_id, name, topic_id, self._clock.now()
        )
        return stands == topic_id

    async def topic_lost(self, bot_id: int, chat_id: int, topic_id: int) -> str | None:
        """Note that a topic vanished; returns the name it stood under, None if it did not stand."""
        return await lose_topic(self._conn, bot_id, chat_id, topic_id, self._clock.now())

    async def mute(self, owner_id: int, *, by: int | None, muted: bool) -> None:
        """Mark, or no longer mark, what an owner writes as spam."""
        if muted:
            marked = insert_new(self._database, MutedOwnerRow).values(
                owner_id=owner_id, muted_by=by, muted_at=self._clock.now()
            )
            await self._conn.execute(marked)
            return
        await self._conn.execute(delete(MutedOwnerRow).where(MutedOwnerRow.owner_id == owner_id))

    async def audit(
        self, actor: int, action: str, subject: str, data: Mapping[str, Any], place: Place | None
    ) -> None:
        """Append to the audit log."""
        await self._conn.execute(
            insert(AuditRow).values(
                at=self._clock.now(),
                bot_id=place.bot_id if place else None,
                actor=f"telegram:{actor}",
                action=action,
                subject=subject,
                data=dict(data),
            )
        )


def _names(person: Person) -> dict[str, str | None]:
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "username": person.username,
        "language_code": person.language_code,
    }
