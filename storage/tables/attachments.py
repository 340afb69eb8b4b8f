"""Files of cases."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.attachments import AttachmentState
from domain.incoming import MediaKind
from storage.tables.base import NEVER_AGAIN, Base
from storage.tables.types import BigId, Choice, TZDateTime, Words

_EXPIRED = text("state = 'expired'")


class AttachmentRow(Base):
    """A file that a case message has, or had before it was edited. `size` is in bytes.

    The content is elsewhere, under `key`. An expired row is empty but for that.
    """

    __tablename__ = "attachments"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_message_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("case_messages.id", ondelete="CASCADE")
    )
    kind: Mapped[MediaKind] = mapped_column(Choice(MediaKind))
    file_id: Mapped[str] = mapped_column(Text)
    unique_id: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Words)
    mime: Mapped[str] = mapped_column(Words)
    size: Mapped[int | None] = mapped_column(BigInteger)
    state: Mapped[AttachmentState] = mapped_column(Choice(AttachmentState))
    attempts: Mapped[int]
    reason: Mapped[str] = mapped_column(Words)
    key: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str | None] = mapped_column(Text)
    kept_at: Mapped[datetime | None] = mapped_column(TZDateTime)

    __table_args__ = (
        UniqueConstraint("case_message_id", "file_id"),
        Index("ix_attachments_expired", "id", postgresql_where=_EXPIRED, sqlite_where=_EXPIRED),
        NEVER_AGAIN,
    )
