"""The FAQ, its revision, and vectors that were computed once."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    SmallInteger,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.faq_gate import LabelOrigin
from domain.knowledge import EntryStatus
from storage.tables.base import NEVER_AGAIN, Base
from storage.tables.types import BigId, Choice, Json, TZDateTime, Words


class EntryRow(Base):
    """An entry. `models` empty: all; the dates are inclusive, of the desk's calendar."""

    __tablename__ = "faq_entries"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(Words, unique=True)
    category: Mapped[str] = mapped_column(Words, index=True)
    status: Mapped[EntryStatus] = mapped_column(Choice(EntryStatus))
    brand: Mapped[str | None] = mapped_column(Words)
    models: Mapped[list[str]] = mapped_column(Json)
    year_from: Mapped[int | None]
    year_to: Mapped[int | None]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    version: Mapped[int] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(TZDateTime)
    changed_at: Mapped[datetime] = mapped_column(TZDateTime)

    __table_args__ = (NEVER_AGAIN,)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form


class TextRow(Base):
    """An entry in one language; `position` keeps the order in which languages were given."""

    __tablename__ = "faq_texts"

    entry_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("faq_entries.id", ondelete="CASCADE"), primary_key=True
    )
    locale: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    question: Mapped[str] = mapped_column(Words)
    answer: Mapped[str] = mapped_column(Words)
    image: Mapped[str | None] = mapped_column(Text)


class VariantRow(Base):
    """Another way to ask."""

    __tablename__ = "faq_variants"

    entry_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    locale: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(Words)

    __table_args__ = (
        ForeignKeyConstraint(
            ["entry_id", "locale"],
            ["faq_texts.entry_id", "faq_texts.locale"],
            ondelete="CASCADE",
        ),
    )


class RevisionRow(Base):
    """An entry as somebody left it (`domain.faq_data`); `by` is an actor as in the audit log.

    Entries from before revisions were kept get the state they were in when they are next changed.
    """

    __tablename__ = "faq_revisions"

    entry_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("faq_entries.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(TZDateTime)
    by: Mapped[str | None] = mapped_column(Words)
    entry: Mapped[dict[str, Any]] = mapped_column(Json)


class DraftRow(Base):
    """A change that is not published, by somebody's Telegram id. `gap_id`: what it is to answer."""

    __tablename__ = "faq_drafts"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    entry_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("faq_entries.id", ondelete="CASCADE"), index=True
    )
    base_version: Mapped[int]
    by: Mapped[int] = mapped_column(BigInteger)
    entry: Mapped[dict[str, Any]] = mapped_column(Json)
    gap_id: Mapped[int | None] = mapped_column(BigId)
    version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(TZDateTime)
    changed_at: Mapped[datetime] = mapped_column(TZDateTime)

    __table_args__ = (NEVER_AGAIN,)


class LabelRow(Base):
    """A question whose answer is known. `folded` is `words_of_label`: a question has one label."""

    __tablename__ = "faq_labels"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    folded: Mapped[str] = mapped_column(Words, unique=True)
    question: Mapped[str] = mapped_column(Words)
    expected: Mapped[list[str]] = mapped_column(Json)
    origin: Mapped[LabelOrigin] = mapped_column(Choice(LabelOrigin))
    question_id: Mapped[int | None] = mapped_column(BigId)
    at: Mapped[datetime] = mapped_column(TZDateTime)
    by: Mapped[str] = mapped_column(Words)

    __table_args__ = (NEVER_AGAIN,)


class FaqStateRow(Base):
    """One row, with id 1: the FAQ's revision, raised by every change."""

    __tablename__ = "faq_state"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(BigId)


class VectorRow(Base):
    """The vector of a text by a model: float32, little-endian."""

    __tablename__ = "faq_vectors"

    model: Mapped[str] = mapped_column(Text, primary_key=True)
    text_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)
