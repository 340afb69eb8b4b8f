"""Staff: who they are, what they are at which desk, and who is in the groups."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.staff import Role
from storage.tables.base import Base
from storage.tables.types import Choice, TZDateTime, Words


class StaffRow(Base):
    """Somebody who is or was staff, by Telegram id, the same for every bot."""

    __tablename__ = "staff"

    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    first_name: Mapped[str] = mapped_column(Words)
    last_name: Mapped[str] = mapped_column(Words)
    username: Mapped[str | None] = mapped_column(Words)
    language_code: Mapped[str | None] = mapped_column(Words)
    on_duty: Mapped[bool]
    changed_at: Mapped[datetime] = mapped_column(TZDateTime)


class StaffRoleRow(Base):
    """A role at a desk, confirmed by `granted_by`."""

    __tablename__ = "staff_roles"

    desk: Mapped[str] = mapped_column(Text, primary_key=True)
    user_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("staff.user_id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[Role] = mapped_column(Choice(Role))
    granted_by: Mapped[int] = mapped_column(BigInteger)
    granted_at: Mapped[datetime] = mapped_column(TZDateTime)


class GroupMemberRow(Base):
    """Whether somebody is in a group, as Telegram last said to whichever bot.

    `announced_at`: when supervisors were told that nobody has confirmed them.
    """

    __tablename__ = "group_members"

    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    first_name: Mapped[str] = mapped_column(Words)
    last_name: Mapped[str] = mapped_column(Words)
    username: Mapped[str | None] = mapped_column(Words)
    language_code: Mapped[str | None] = mapped_column(Words)
    is_present: Mapped[bool | None]
    announced_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    changed_at: Mapped[datetime] = mapped_column(TZDateTime)


class MutedOwnerRow(Base):
    """That staff marked what an owner writes as spam; gone when the mark is taken back."""

    __tablename__ = "muted_owners"

    owner_id: Mapped[int] = mapped_column(
        ForeignKey("owners.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    muted_by: Mapped[int | None] = mapped_column(BigInteger)
    muted_at: Mapped[datetime] = mapped_column(TZDateTime)
