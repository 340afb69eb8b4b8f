"""Conversation state: where somebody stands in a form."""

from datetime import datetime

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base
from storage.tables.types import Json, TZDateTime


class DialogRow(Base):
    """An open form: one per person and chat."""

    __tablename__ = "dialogs"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    flow: Mapped[str] = mapped_column(Text)
    step: Mapped[str] = mapped_column(Text)
    data: Mapped[dict[str, object]] = mapped_column(Json)
    version: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(TZDateTime, index=True)
