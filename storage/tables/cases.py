"""Cases, their numbers and their timelines."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.cases import CaseEnd, CaseEventKind, CaseKind, CaseOrigin, CasePriority, CaseStatus
from storage.tables.base import NEVER_AGAIN, Base
from storage.tables.types import BigId, Choice, Json, TZDateTime, Words

ONE_QUESTION = text("kind = 'question' AND status IN ('open', 'waiting')")
_ACTIVE = text("status IN ('open', 'waiting')")
_PRUNABLE = text("closed_at IS NOT NULL AND pruned_at IS NULL")


class CaseRow(Base):
    """A case. Staff are named by Telegram id; times of waiting are in seconds.

    `queued_until` is `Case.next_due`, the end of time when nothing is due, so that one index has
    the order of a desk's queue, of what is claimed and what is not. `assignee_name` is as it was
    when they got the case. `linked_to` and `merged_into` are cases, but no foreign keys: they may
    point forward, and a case is never deleted. `pruned_at`: its words were taken away.
    """

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    number: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[CaseKind] = mapped_column(Choice(CaseKind))
    origin: Mapped[CaseOrigin] = mapped_column(Choice(CaseOrigin))
    bot_id: Mapped[int] = mapped_column(BigInteger)
    owner_id: Mapped[int] = mapped_column(BigId, ForeignKey("owners.id"))
    owner_chat_id: Mapped[int] = mapped_column(BigInteger)
    desk: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Words)
    status: Mapped[CaseStatus] = mapped_column(Choice(CaseStatus))
    priority: Mapped[CasePriority] = mapped_column(Choice(CasePriority))
    opened_at: Mapped[datetime] = mapped_column(TZDateTime)
    asked: Mapped[str] = mapped_column(Words)
    said: Mapped[str] = mapped_column(Words)
    opened_by: Mapped[int | None] = mapped_column(BigInteger)
    assignee: Mapped[int | None] = mapped_column(BigInteger)
    assignee_name: Mapped[str] = mapped_column(Words)
    is_claimed: Mapped[bool]
    queued_until: Mapped[datetime] = mapped_column(TZDateTime)
    claimed_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    first_response_due: Mapped[datetime | None] = mapped_column(TZDateTime)
    first_response_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    resolution_due: Mapped[datetime | None] = mapped_column(TZDateTime)
    resolved_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    end: Mapped[CaseEnd | None] = mapped_column(Choice(CaseEnd))
    waiting_since: Mapped[datetime | None] = mapped_column(TZDateTime)
    waited_s: Mapped[float]
    called_off_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    reopened: Mapped[int]
    rating: Mapped[int | None] = mapped_column(SmallInteger)
    rating_words: Mapped[str] = mapped_column(Words)
    note_mode: Mapped[bool]
    breach_told: Mapped[bool]
    linked_to: Mapped[int | None] = mapped_column(BigId)
    merged_into: Mapped[int | None] = mapped_column(BigId)
    vehicle_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("vehicles.id", ondelete="SET NULL")
    )
    tier: Mapped[str | None] = mapped_column(Text)
    is_anonymous: Mapped[bool] = mapped_column(server_default=false())
    version: Mapped[int]
    pruned_at: Mapped[datetime | None] = mapped_column(TZDateTime)

    __table_args__ = (
        Index(
            "uq_cases_active_question",
            "bot_id",
            "owner_id",
            "desk",
            unique=True,
            postgresql_where=ONE_QUESTION,
            sqlite_where=ONE_QUESTION,
        ),
        Index("ix_cases_of_owner", "owner_id", "bot_id", "status", "id"),
        Index("ix_cases_queue", "desk", "status", "is_claimed", "queued_until", "id"),
        Index("ix_cases_of_assignee", "assignee", "desk", "status", "queued_until", "id"),
        Index("ix_cases_vehicle_id", "vehicle_id"),
        Index("ix_cases_opened", "opened_at", "desk"),
        Index("ix_cases_active", "desk", postgresql_where=_ACTIVE, sqlite_where=_ACTIVE),
        Index(
            "ix_cases_prunable",
            "closed_at",
            postgresql_where=_PRUNABLE,
            sqlite_where=_PRUNABLE,
        ),
        NEVER_AGAIN,
    )


class CaseNumberRow(Base):
    """The last number given of a letter and year."""

    __tablename__ = "case_numbers"

    letter: Mapped[str] = mapped_column(Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class CaseEventRow(Base):
    """An entry of a timeline; rows are only ever added."""

    __tablename__ = "case_events"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(BigId, ForeignKey("cases.id", ondelete="CASCADE"))
    kind: Mapped[CaseEventKind] = mapped_column(Choice(CaseEventKind))
    at: Mapped[datetime] = mapped_column(TZDateTime)
    actor: Mapped[int | None] = mapped_column(BigInteger)
    data: Mapped[dict[str, Any]] = mapped_column(Json)

    __table_args__ = (Index("ix_case_events_of_case", "case_id", "id"), NEVER_AGAIN)
