"""What is kept of complaints beside their cases."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.complaints.handling import RemedyKind, RemedyState, Responsible, Verdict
from domain.complaints.severity import Severity
from domain.complaints.signs import Wish
from storage.tables.base import NEVER_AGAIN, Base
from storage.tables.types import BigId, Choice, Json, TZDateTime, Words


class ComplaintRow(Base):
    """A complaint, under the id of its case; what it holds in words goes with the case's words.

    `category` is a key of the policy's tree, `model` one of its models; `reasons` are pairs of sign
    and number.
    """

    __tablename__ = "complaints"

    case_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    category: Mapped[str | None] = mapped_column(Text)
    model: Mapped[str | None] = mapped_column(Text)
    year: Mapped[int | None]
    car: Mapped[str] = mapped_column(Words)
    place: Mapped[str] = mapped_column(Words)
    wish: Mapped[Wish | None] = mapped_column(Choice(Wish))
    wish_words: Mapped[str] = mapped_column(Words)
    severity: Mapped[Severity] = mapped_column(Choice(Severity))
    reasons: Mapped[list[Any]] = mapped_column(Json)
    cause: Mapped[str | None] = mapped_column(Text)
    responsible: Mapped[Responsible | None] = mapped_column(Choice(Responsible))
    verdict: Mapped[Verdict | None] = mapped_column(Choice(Verdict))
    reason: Mapped[str] = mapped_column(Words, server_default=text("''"))
    decided_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    decided_by: Mapped[int | None] = mapped_column(BigInteger)
    closing: Mapped[str] = mapped_column(Words, server_default=text("''"))
    same_as: Mapped[int | None] = mapped_column(BigId)
    level: Mapped[int] = mapped_column(server_default=text("0"))
    level_due: Mapped[datetime | None] = mapped_column(TZDateTime)
    held: Mapped[bool | None]
    handling: Mapped[int | None] = mapped_column(SmallInteger)
    followed_up_at: Mapped[datetime | None] = mapped_column(TZDateTime)

    __table_args__ = (Index("ix_complaints_category", "category", "case_id"),)


class RemedyRow(Base):
    """What was offered in a complaint. Staff are named by Telegram id."""

    __tablename__ = "complaint_remedies"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(BigId, ForeignKey("cases.id", ondelete="CASCADE"))
    kind: Mapped[RemedyKind] = mapped_column(Choice(RemedyKind))
    amount: Mapped[int | None] = mapped_column(BigInteger)
    words: Mapped[str] = mapped_column(Words)
    state: Mapped[RemedyState] = mapped_column(Choice(RemedyState))
    by: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(TZDateTime)
    allowed_by: Mapped[int | None] = mapped_column(BigInteger)
    answered_at: Mapped[datetime | None] = mapped_column(TZDateTime)

    __table_args__ = (Index("ix_complaint_remedies_of_case", "case_id", "id"), NEVER_AGAIN)


class ActionRow(Base):
    """A corrective action. Staff are named by Telegram id, its owner by name besides."""

    __tablename__ = "complaint_actions"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(BigId, ForeignKey("cases.id", ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(Words)
    owner_id: Mapped[int] = mapped_column(BigInteger)
    owner_name: Mapped[str] = mapped_column(Words)
    due: Mapped[date]
    by: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(TZDateTime)
    done_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    done_by: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = (Index("ix_complaint_actions_of_case", "case_id", "id"), NEVER_AGAIN)
