"""What owners asked, what was decided, and what they made of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.knowledge import DecisionKind, Feedback
from storage.tables.base import NEVER_AGAIN, Base
from storage.tables.types import BigId, Choice, Json, TZDateTime, Words

UNANSWERED = text("(decision = 'abstain' OR feedback IN ('none_fits', 'not_helpful'))")
"""What may be a gap of the FAQ; as a query says it, so that the index serves it."""


class QuestionRow(Base):
    """A question. `candidates` is a list of `{key, score}`, best first; `revision` is the FAQ's."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    owner_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("owners.id", ondelete="CASCADE"), index=True
    )
    bot_id: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    topic_id: Mapped[int | None] = mapped_column(BigInteger)
    update_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    text: Mapped[str] = mapped_column(Words)
    locale: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(TZDateTime)
    decision: Mapped[DecisionKind] = mapped_column(Choice(DecisionKind))
    score: Mapped[float]
    candidates: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    suggestions: Mapped[list[str]] = mapped_column(Json)
    evidence: Mapped[dict[str, Any]] = mapped_column(Json)
    revision: Mapped[int] = mapped_column(BigId)
    shown: Mapped[str | None] = mapped_column(Words)
    feedback: Mapped[Feedback | None] = mapped_column(Choice(Feedback))
    feedback_at: Mapped[datetime | None] = mapped_column(TZDateTime)

    __table_args__ = (
        Index("ix_questions_decision_asked_at", "decision", "asked_at"),
        Index("ix_questions_shown_asked_at", "shown", "asked_at"),
        Index(
            "ix_questions_unanswered", "id", sqlite_where=UNANSWERED, postgresql_where=UNANSWERED
        ),
        NEVER_AGAIN,
    )
