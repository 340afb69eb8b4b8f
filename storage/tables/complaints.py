"""What is kept of complaints beside their cases."""

from typing import Any

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.complaints.severity import Severity
from domain.complaints.signs import Wish
from storage.tables.base import Base
from storage.tables.types import BigId, Choice, Json, Words


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

    __table_args__ = (Index("ix_complaints_category", "category", "case_id"),)
