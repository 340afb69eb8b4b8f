"""Who did what: rows are only ever added."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import NEVER_AGAIN, Base
from storage.tables.types import BigId, Json, TZDateTime, Words


class AuditRow(Base):
    """An action. `actor`: `telegram:ID`, `command`, `clock` …; `subject`: `faq`, `case:ID` …."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(TZDateTime)
    bot_id: Mapped[int | None] = mapped_column(BigInteger)
    actor: Mapped[str] = mapped_column(Words)
    action: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Words)
    data: Mapped[dict[str, Any]] = mapped_column(Json)

    __table_args__ = (Index("ix_audit_subject", "subject", "id"), NEVER_AGAIN)
