"""The inbox: every update, from the moment Telegram is told that we have it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base
from storage.tables.types import Choice, Json, TZDateTime, Words


class UpdateState(StrEnum):
    """Where an update stands; `failed` was set aside."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class UpdateRow(Base):
    """An update. `payload` is taken away when its time of keeping is over, later the row."""

    __tablename__ = "updates"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    lane: Mapped[str] = mapped_column(Text)
    state: Mapped[UpdateState] = mapped_column(Choice(UpdateState))
    attempts: Mapped[int]
    received_at: Mapped[datetime] = mapped_column(TZDateTime)
    not_before: Mapped[datetime | None] = mapped_column(TZDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    reference: Mapped[str | None] = mapped_column(Text)
    error: Mapped[str | None] = mapped_column(Words)
    payload: Mapped[dict[str, Any] | None] = mapped_column(Json)

    __table_args__ = (
        Index(
            "ix_updates_pending",
            "bot_id",
            "lane",
            "update_id",
            "not_before",
            postgresql_where=text("state = 'pending'"),
            sqlite_where=text("state = 'pending'"),
        ),
        Index(
            "ix_updates_failed",
            "reference",
            postgresql_where=text("state = 'failed'"),
            sqlite_where=text("state = 'failed'"),
        ),
        Index(
            "ix_updates_prunable",
            "finished_at",
            postgresql_where=text("state = 'done' AND payload IS NOT NULL"),
            sqlite_where=text("state = 'done' AND payload IS NOT NULL"),
        ),
        Index(
            "ix_updates_emptied",
            "finished_at",
            postgresql_where=text("state = 'done' AND payload IS NULL"),
            sqlite_where=text("state = 'done' AND payload IS NULL"),
        ),
    )
