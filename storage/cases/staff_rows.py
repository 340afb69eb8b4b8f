"""Staff as rows and as values."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.staff import Membership, Role, StaffMember
from storage.tables import GroupMemberRow, RoomRow, StaffRoleRow, StaffRow

_STAFF = select(
    StaffRow.user_id,
    StaffRow.first_name,
    StaffRow.last_name,
    StaffRow.username,
    StaffRow.language_code,
    StaffRow.on_duty,
    StaffRoleRow.desk,
    StaffRoleRow.role,
).join(StaffRoleRow, StaffRoleRow.user_id == StaffRow.user_id, isouter=True)
"""One row per role; one without for who has none left."""

_IN_GROUPS = select(
    GroupMemberRow.user_id,
    GroupMemberRow.chat_id,
    GroupMemberRow.is_present,
    RoomRow.moved_from,
).join(
    RoomRow,
    and_(RoomRow.moved_from.is_not(None), RoomRow.chat_id == GroupMemberRow.chat_id),
    isouter=True,
)


async def load_staff(
    conn: AsyncConnection,
    user_ids: Collection[int],
    *,
    admins: frozenset[int],
    desk_chats: Mapping[str, int],
) -> dict[int, StaffMember]:
    """Return those of these people who are or were staff, by Telegram id.

    Present at a desk is who Telegram has not said to be out of its group; that group may have
    become a supergroup since the policy named it.
    """
    members = _STAFF.where(StaffRow.user_id.in_(user_ids)).order_by(StaffRoleRow.desk)
    rows: dict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in await conn.execute(members):
        rows[row.user_id].append(row)
    present = await _presence(conn, rows)

    def membership(user_id: int, desk: str, role: Role) -> Membership:
        here = present.get((user_id, desk_chats.get(desk, 0)))
        return Membership(desk, role, here is not False)

    return {
        user_id: _member(
            roles[0],
            tuple(membership(user_id, one.desk, one.role) for one in roles if one.desk),
            is_named=user_id in admins,
        )
        for user_id, roles in rows.items()
    }


async def _presence(
    conn: AsyncConnection, user_ids: Collection[int]
) -> dict[tuple[int, int], bool | None]:
    if not user_ids:
        return {}
    found = await conn.execute(_IN_GROUPS.where(GroupMemberRow.user_id.in_(user_ids)))
    present: dict[tuple[int, int], bool | None] = {}
    for row in found:
        present[row.user_id, row.chat_id] = row.is_present
        if row.moved_from is not None:
            present[row.user_id, row.moved_from] = row.is_present
    return present


def _member(
    row: Row[*tuple[Any, ...]], memberships: tuple[Membership, ...], *, is_named: bool
) -> StaffMember:
    appointed = any(one.role is Role.ADMIN and one.present for one in memberships)
    return StaffMember(
        user_id=row.user_id,
        name=f"{row.first_name} {row.last_name}".strip() or row.username or "",
        username=row.username,
        locale=row.language_code,
        on_duty=row.on_duty,
        is_admin=is_named or appointed,
        memberships=memberships,
    )
