"""Responses to surveys, and what owners said of themselves there."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.surveys.invitations import InvitationState
from domain.surveys.waves import WaveState
from storage.tables.base import NEVER_AGAIN, Base
from storage.tables.types import BigId, Choice, Json, TZDateTime, Words

_SCORED = text("score IS NOT NULL AND again_of IS NULL")
_AGAIN = text("again_of IS NOT NULL")
_OF_CASE = text("case_id IS NOT NULL")
_WORDS = text("words <> ''")
_UNMATCHED = text("owner_id IS NULL")
_TO_DO = text("next_at IS NOT NULL AND wave_id IS NULL")
_WAVES_DO = text("next_at IS NOT NULL AND wave_id IS NOT NULL")
_OF_WAVE = text("wave_id IS NOT NULL")
_SENT = text("sent_at IS NOT NULL")


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
    invitation_id: Mapped[int | None] = mapped_column(BigId)
    again_of: Mapped[int | None] = mapped_column(BigId)
    case_id: Mapped[int | None] = mapped_column(BigId)
    revision: Mapped[int]

    __table_args__ = (
        Index("ix_survey_responses_of_owner", "owner_id", "bot_id", "survey", "id"),
        Index(
            "ix_survey_responses_scores",
            *("survey", "month", "score", "desk", "model", "trigger", "tier"),
            postgresql_where=_SCORED,
            sqlite_where=_SCORED,
        ),
        Index(
            "ix_survey_responses_again",
            "again_of",
            postgresql_where=_AGAIN,
            sqlite_where=_AGAIN,
        ),
        Index(
            "ix_survey_responses_of_case",
            "case_id",
            postgresql_where=_OF_CASE,
            sqlite_where=_OF_CASE,
        ),
        Index(
            "ix_survey_responses_words",
            "desk",
            "id",
            postgresql_where=_WORDS,
            sqlite_where=_WORDS,
        ),
        Index(
            "ix_survey_responses_prunable",
            "begun_at",
            postgresql_where=_WORDS,
            sqlite_where=_WORDS,
        ),
        NEVER_AGAIN,
    )


class BallotRow(Base):
    """An answer to an anonymous survey. Nothing here, nor the order of the rows, leads to anybody.

    The key is random, and the rows of SQLite are kept in its order.
    """

    __tablename__ = "survey_ballots"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    survey: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[Any] = mapped_column(Json, nullable=True)
    score: Mapped[int | None] = mapped_column(SmallInteger)
    month: Mapped[date]
    desk: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index("ix_survey_ballots_scores", "survey", "month", "score", "desk"),
        {"sqlite_with_rowid": False},
    )


class ParticipantRow(Base):
    """That an owner took part in an anonymous survey; `since` is the last day they began to."""

    __tablename__ = "survey_participants"

    owner_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("owners.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    survey: Mapped[str] = mapped_column(Text, primary_key=True)
    since: Mapped[date]


class EventRow(Base):
    """Something that happened to an owner or a car; `owner_id` null: nobody we know yet.

    `names` are [by, name] pairs. `key` makes the same event twice one.
    """

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(Words, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    names: Mapped[list[list[str]]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(TZDateTime)
    owner_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("owners.id", ondelete="CASCADE"), index=True
    )
    desk: Mapped[str | None] = mapped_column(Text)
    amount: Mapped[float | None]
    case_id: Mapped[int | None] = mapped_column(BigId)
    received_at: Mapped[datetime] = mapped_column(TZDateTime)
    matched_at: Mapped[datetime | None] = mapped_column(TZDateTime)

    __table_args__ = (
        Index("ix_events_unmatched", "id", postgresql_where=_UNMATCHED, sqlite_where=_UNMATCHED),
        NEVER_AGAIN,
    )


class InvitationRow(Base):
    """A survey that is to be sent to an owner, or was. `next_at`: when it is looked at again.

    `cause` and `survey` together lead to one invitation per owner. `reason`: why it was skipped, or
    what Telegram said.
    """

    __tablename__ = "survey_invitations"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    survey: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[int] = mapped_column(BigId, ForeignKey("owners.id", ondelete="CASCADE"))
    trigger: Mapped[str] = mapped_column(Text)
    cause: Mapped[str] = mapped_column(Text)
    state: Mapped[InvitationState] = mapped_column(Choice(InvitationState))
    due_at: Mapped[datetime] = mapped_column(TZDateTime)
    next_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    desk: Mapped[str | None] = mapped_column(Text)
    model: Mapped[str | None] = mapped_column(Text)
    tier: Mapped[str | None] = mapped_column(Text)
    case_id: Mapped[int | None] = mapped_column(BigId)
    reason: Mapped[str | None] = mapped_column(Words)
    response_id: Mapped[int | None] = mapped_column(BigId)
    sent_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    month: Mapped[date | None]
    wave_id: Mapped[int | None] = mapped_column(BigId)

    __table_args__ = (
        UniqueConstraint("owner_id", "survey", "cause"),
        Index(
            "ix_survey_invitations_due",
            "next_at",
            "id",
            postgresql_where=_TO_DO,
            sqlite_where=_TO_DO,
        ),
        Index(
            "ix_survey_invitations_of_waves_due",
            "next_at",
            "id",
            postgresql_where=_WAVES_DO,
            sqlite_where=_WAVES_DO,
        ),
        Index(
            "ix_survey_invitations_of_wave",
            *("wave_id", "state", "reason"),
            postgresql_where=_OF_WAVE,
            sqlite_where=_OF_WAVE,
        ),
        Index(
            "ix_survey_invitations_sent",
            *("survey", "month", "state", "desk", "model", "trigger", "tier"),
            postgresql_where=_SENT,
            sqlite_where=_SENT,
        ),
        NEVER_AGAIN,
    )


class WaveRow(Base):
    """A survey sent by hand to a segment; what becomes of it is in `survey_invitations`."""

    __tablename__ = "survey_waves"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    survey: Mapped[str] = mapped_column(Text)
    desk: Mapped[str | None] = mapped_column(Text)
    model: Mapped[str | None] = mapped_column(Text)
    state: Mapped[WaveState] = mapped_column(Choice(WaveState))
    created_at: Mapped[datetime] = mapped_column(TZDateTime)
    planned_to: Mapped[int] = mapped_column(BigId)
    bot_id: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = (NEVER_AGAIN,)


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
