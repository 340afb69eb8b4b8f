"""Gaps of the FAQ: questions without an answer, grouped by what they mean."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from domain.faq_gaps import GapStatus
from storage.tables.base import NEVER_AGAIN, Base
from storage.tables.types import BigId, Choice, TZDateTime, Words


class GapRow(Base):
    """A group. `asked` and the times are of its questions.

    Whose words they were is known by the questions only: what an owner erases is erased here.
    """

    __tablename__ = "faq_gaps"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    status: Mapped[GapStatus] = mapped_column(Choice(GapStatus))
    asked: Mapped[int]
    first_at: Mapped[datetime] = mapped_column(TZDateTime)
    last_at: Mapped[datetime] = mapped_column(TZDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    settled_by: Mapped[str | None] = mapped_column(Words)

    __table_args__ = (
        Index("ix_faq_gaps_frequent", "status", "asked", "last_at"),
        Index("ix_faq_gaps_newest", "status", "last_at"),
        NEVER_AGAIN,
    )


class GapQuestionRow(Base):
    """Which gap a question belongs to."""

    __tablename__ = "faq_gap_questions"

    question_id: Mapped[int] = mapped_column(
        BigId,
        ForeignKey("questions.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    gap_id: Mapped[int] = mapped_column(BigId, ForeignKey("faq_gaps.id", ondelete="CASCADE"))

    __table_args__ = (Index("ix_faq_gap_questions_of_gap", "gap_id", "question_id"),)
