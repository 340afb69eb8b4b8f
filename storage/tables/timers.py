"""Work that is due later."""

from datetime import datetime
from typing import Any

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import NEVER_AGAIN, Base
from storage.tables.types import BigId, Json, TZDateTime


class TimerRow(Base):
    """A timer; one per kind and key. It is deleted with its effect, in one transaction."""

    __tablename__ = "timers"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(TZDateTime, index=True)
    data: Mapped[dict[str, Any]] = mapped_column(Json)

    __table_args__ = (UniqueConstraint("kind", "key"), NEVER_AGAIN)
