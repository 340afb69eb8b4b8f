"""The groups in which desks work, and their topics."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base
from storage.tables.types import TZDateTime

_STANDS = text("lost_at IS NULL")
_MOVED = text("moved_from IS NOT NULL")


class RoomRow(Base):
    """A group, and the bot's rights in it. `moved_from`: its id before it became a supergroup."""

    __tablename__ = "rooms"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    has_topics: Mapped[bool]
    is_admin: Mapped[bool]
    can_manage_topics: Mapped[bool]
    can_pin: Mapped[bool]
    can_delete: Mapped[bool]
    moved_from: Mapped[int | None] = mapped_column(BigInteger)
    changed_at: Mapped[datetime] = mapped_column(TZDateTime)

    __table_args__ = (
        Index(
            "ix_rooms_moved_from",
            "moved_from",
            "chat_id",
            postgresql_where=_MOVED,
            sqlite_where=_MOVED,
        ),
    )


class TopicRow(Base):
    """A forum topic and the name it has here; at most one stands under a name in a group.

    `lost_at`: it vanished, or is the twin of one that stands.
    """

    __tablename__ = "topics"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    topic_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(TZDateTime)
    lost_at: Mapped[datetime | None] = mapped_column(TZDateTime)

    __table_args__ = (
        Index(
            "uq_topics_standing",
            "bot_id",
            "chat_id",
            "name",
            unique=True,
            postgresql_where=_STANDS,
            sqlite_where=_STANDS,
        ),
    )
