"""What is said in cases, and where each message stands on Telegram."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.case_messages import Author, Relay
from domain.incoming import MediaKind
from storage.tables.base import NEVER_AGAIN, Base
from storage.tables.types import BigId, Choice, TZDateTime, Words

_OF_ALBUM = text("album_id IS NOT NULL")
_SOURCE = text("is_source")
_EMPTY = text("''")


class CaseMessageRow(Base):
    """A message of a case; what it said before it was edited is in `case_message_edits`."""

    __tablename__ = "case_messages"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(BigId, ForeignKey("cases.id", ondelete="CASCADE"))
    author: Mapped[Author] = mapped_column(Choice(Author))
    author_id: Mapped[int | None] = mapped_column(BigInteger)
    author_name: Mapped[str] = mapped_column(Words)
    bot_id: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    written_at: Mapped[datetime] = mapped_column(TZDateTime)
    text: Mapped[str] = mapped_column(Words)
    html: Mapped[str] = mapped_column(Words)
    kind: Mapped[MediaKind | None] = mapped_column(Choice(MediaKind))
    file_id: Mapped[str | None] = mapped_column(Text)
    album_id: Mapped[str | None] = mapped_column(Text)
    reply_to: Mapped[int | None] = mapped_column(BigId)
    origin: Mapped[str] = mapped_column(Words, server_default=_EMPTY)
    relay: Mapped[Relay] = mapped_column(Choice(Relay))
    edited_at: Mapped[datetime | None] = mapped_column(TZDateTime)

    __table_args__ = (
        Index("ix_case_messages_of_case", "case_id", "id"),
        Index(
            "ix_case_messages_of_album",
            "bot_id",
            "chat_id",
            "album_id",
            postgresql_where=_OF_ALBUM,
            sqlite_where=_OF_ALBUM,
        ),
        NEVER_AGAIN,
    )


class CaseMessageEditRow(Base):
    """A text that a message had until `until`."""

    __tablename__ = "case_message_edits"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_message_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("case_messages.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(Words)
    html: Mapped[str] = mapped_column(Words)
    file_id: Mapped[str | None] = mapped_column(Text)
    until: Mapped[datetime] = mapped_column(TZDateTime)

    __table_args__ = (NEVER_AGAIN,)


class TwinRow(Base):
    """That a message on Telegram is, or holds, a message of a case. A source is one's only."""

    __tablename__ = "message_twins"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    message_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    case_message_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("case_messages.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    is_source: Mapped[bool]

    __table_args__ = (
        Index(
            "uq_message_twins_source",
            "bot_id",
            "chat_id",
            "message_id",
            unique=True,
            postgresql_where=_SOURCE,
            sqlite_where=_SOURCE,
        ),
    )
