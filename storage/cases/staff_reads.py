"""Reading who is staff, and what rooms and topics are like."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Integer, and_, bindparam, exists, false, literal_column, not_, or_, select

from domain.incoming import Person
from domain.rooms import Room
from domain.staff import StaffMember
from storage.cases.staff_rows import load_staff
from storage.cases.topics import STANDING, standing_parameters
from storage.database.engine import Database
from storage.people.searching import owners_found_by
from storage.tables import (
    ChatRow,
    GroupMemberRow,
    MutedOwnerRow,
    RoomRow,
    StaffRoleRow,
    StaffRow,
)

_PRIVATE = ChatRow.kind == literal_column("'private'")

# built once: building a statement costs as much as running it
_IS_KNOWN = select(literal_column("1", Integer)).where(StaffRow.user_id == bindparam("of_user"))


class SqlStaffReads:
    """Short reads. `admins` are those the settings name, `desk_chats` the policy's groups."""

    def __init__(
        self, database: Database, admins: frozenset[int], desk_chats: Mapping[str, int]
    ) -> None:
        self._database = database
        self._admins = admins
        self._desk_chats = desk_chats

    async def member(self, user_id: int) -> StaffMember | None:
        """Return somebody of staff, also with no membership left; None for strangers.

        Those named in ADMIN_IDS are admins whether or not the database knows them. Most who are
        asked about are owners, for whom one statement must do.
        """
        async with self._database.reading() as conn:
            is_known = await conn.scalar(_IS_KNOWN, {"of_user": user_id})
        if not is_known:
            return StaffMember(user_id, "", is_admin=True) if user_id in self._admins else None
        async with self._database.snapshot() as conn:
            found = await load_staff(
                conn, [user_id], admins=self._admins, desk_chats=self._desk_chats
            )
        return found.get(user_id)

    async def members(self, desk: str) -> Sequence[StaffMember]:
        """Return who works at a desk now, by name."""
        return [
            one
            for one in await self.appointed(desk)
            if any(each.desk == desk and each.present for each in one.memberships)
        ]

    async def appointed(self, desk: str) -> Sequence[StaffMember]:
        """Return everybody who has a role at a desk, by name, also who is not in its group."""
        there = select(StaffRoleRow.user_id).where(StaffRoleRow.desk == desk)
        async with self._database.snapshot() as conn:
            user_ids = (await conn.scalars(there)).all()
            found = await load_staff(
                conn, user_ids, admins=self._admins, desk_chats=self._desk_chats
            )
        return sorted(found.values(), key=lambda one: (one.name, one.user_id))

    async def seen(self, bot_id: int, chat_id: int, user_id: int) -> Person | None:
        """Return somebody who is or was in a group, confirmed or not, by name."""
        del bot_id  # a group is one and the same for every bot
        found = select(
            GroupMemberRow.user_id,
            GroupMemberRow.first_name,
            GroupMemberRow.last_name,
            GroupMemberRow.username,
            GroupMemberRow.language_code,
        ).where(GroupMemberRow.user_id == user_id, GroupMemberRow.chat_id == chat_id)
        async with self._database.reading() as conn:
            row = (await conn.execute(found)).one_or_none()
        return Person(*row) if row else None

    async def unconfirmed(self, chat_id: int, desk: str) -> Sequence[Person]:
        """Return who reads along in a desk's group without a role there, by name.

        Those of whom supervisors were told, as far as they are not known to have left.
        """
        has_role = exists().where(
            StaffRoleRow.user_id == GroupMemberRow.user_id, StaffRoleRow.desk == desk
        )
        found = (
            select(
                GroupMemberRow.user_id,
                GroupMemberRow.first_name,
                GroupMemberRow.last_name,
                GroupMemberRow.username,
                GroupMemberRow.language_code,
            )
            .where(
                GroupMemberRow.chat_id == chat_id,
                GroupMemberRow.announced_at.is_not(None),
                GroupMemberRow.is_present.is_not(false()),
                not_(has_role),
            )
            .order_by(GroupMemberRow.first_name, GroupMemberRow.user_id)
        )
        async with self._database.reading() as conn:
            people = [Person(*row) for row in await conn.execute(found)]
        return [one for one in people if one.id not in self._admins]

    async def known(self, user_id: int) -> Person | None:
        """Return somebody by what Telegram last said of them: as staff, in a group, as an owner.

        None for whom no bot has met, and for whom nothing is known but the id.
        """
        places: tuple[tuple[type[Any], Any], ...] = (
            (StaffRow, StaffRow.user_id == user_id),
            (GroupMemberRow, GroupMemberRow.user_id == user_id),
            # a private chat has its person's id
            (ChatRow, and_(ChatRow.chat_id == user_id, _PRIVATE)),
        )
        async with self._database.snapshot() as conn:
            for table, is_theirs in places:
                names = (
                    table.first_name,
                    table.last_name,
                    table.username,
                    table.language_code,
                )
                newest = select(*names).where(is_theirs).order_by(table.changed_at.desc())
                for row in await conn.execute(newest):
                    person = Person(user_id, *row)
                    if person.name or person.username:
                        return person
        return None

    async def owners(self, bot_id: int, words: str, *, limit: int = 10) -> Sequence[int]:
        """Return ids of owners with a private chat with the bot, found by what staff write.

        A Telegram id, an @username, a plate, a VIN (or its last six), or part of a name.
        """
        found = owners_found_by(bot_id, words, limit)
        if found is None:
            return ()
        async with self._database.reading(is_long=True) as conn:
            return (await conn.scalars(found)).all()

    async def room(self, bot_id: int, chat_id: int) -> Room:
        """Return what is known of a group; a plain one with no rights if nothing is.

        One that became a supergroup is found by its former id, too.
        """
        found = (
            select(
                RoomRow.bot_id,
                RoomRow.chat_id,
                RoomRow.has_topics,
                RoomRow.is_admin,
                RoomRow.can_manage_topics,
                RoomRow.can_pin,
                RoomRow.can_delete,
                RoomRow.moved_from,
            )
            .where(
                RoomRow.bot_id == bot_id,
                or_(RoomRow.chat_id == chat_id, RoomRow.moved_from == chat_id),
            )
            .order_by(RoomRow.moved_from == chat_id)
        )
        async with self._database.reading() as conn:
            rows = (await conn.execute(found)).all()
        return Room(*rows[-1]) if rows else Room(bot_id, chat_id)

    async def topic(self, bot_id: int, chat_id: int, name: str) -> int | None:
        """Return the id of the topic of that name (`Case.topic`), while it stands."""
        async with self._database.reading() as conn:
            return await conn.scalar(STANDING, standing_parameters(bot_id, chat_id, name))

    async def is_muted(self, owner_id: int) -> bool:
        """Whether staff marked what this owner writes as spam."""
        found = select(exists().where(MutedOwnerRow.owner_id == owner_id))
        async with self._database.reading() as conn:
            return bool(await conn.scalar(found))
