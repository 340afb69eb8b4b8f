"""Responses to surveys, and what owners said of themselves there."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import NEVER_AGAIN, Base
from storage.tables.types import BigId, Json, TZDateTime, Words

_SCORED = text("score IS NOT NULL")


class SurveyResponseRow(Base):
    """A response. `month` is the desk's month of `scored_at`, so that months are counted alike.

    `survey` is a key of a definition, which may be gone by now; `version` is the one answered.
    """

    __tablename__ = "survey_responses"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    survey: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    bot_id: Mapped[int] = mapped_column(BigInteger)
    owner_id: Mapped[int] = mapped_column(BigId, ForeignKey("owners.id", ondelete="CASCADE"))
    chat_id: Mapped[int] = mapped_column(BigInteger)
    locale: Mapped[str] = mapped_column(Text)
    desk: Mapped[str] = mapped_column(Text)
    trigger: Mapped[str] = mapped_column(Text)
    model: Mapped[str | None] = mapped_column(Text)
    tier: Mapped[str | None] = mapped_column(Text)
    begun_at: Mapped[datetime] = mapped_column(TZDateTime)
    answers: Mapped[dict[str, Any]] = mapped_column(Json)
    score: Mapped[int | None] = mapped_column(SmallInteger)
    first_score: Mapped[int | None] = mapped_column(SmallInteger)
    scored_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    month: Mapped[date | None]
    words: Mapped[str] = mapped_column(Words)
    completed_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    revision: Mapped[int]

    __table_args__ = (
        Index("ix_survey_responses_of_owner", "owner_id", "bot_id", "survey", "id"),
        Index(
            "ix_survey_responses_scores",
            *("survey", "month", "score", "desk", "model", "trigger", "tier"),
            postgresql_where=_SCORED,
            sqlite_where=_SCORED,
        ),
        NEVER_AGAIN,
    )


class OwnerFactRow(Base):
    """Something an owner said of themselves; the latest of a key is kept."""

    __tablename__ = "owner_facts"

    owner_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("owners.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[Any] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(TZDateTime)
    survey: Mapped[str] = mapped_column(Text)
