"""The outbox: calls that wait and what came of them, and the messages they became."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index, SmallInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import NEVER_AGAIN, Base
from storage.tables.types import BigId, Choice, Json, TZDateTime, Words


class CallState(StrEnum):
    """Where a call stands. `sending`: one that may not be repeated is on its way."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


_WAITING = text("state = 'waiting'")
_RETRYING = text("state = 'waiting' AND attempts > 0")
_TROUBLED = text("state IN ('sending', 'dead', 'unknown')")
_PRUNABLE = text("settled_at IS NOT NULL AND params IS NOT NULL")


class CallRow(Base):
    """A call. `update_id` is the update that caused it; `made_topic_id` came back with it.

    `topic` names a row of `topics`; `then_kind` the timer that is set once the outcome is known.
    """

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bot_id: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    topic_id: Mapped[int | None] = mapped_column(BigInteger)
    priority: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[CallState] = mapped_column(Choice(CallState))
    attempts: Mapped[int]
    at_most_once: Mapped[bool]
    method: Mapped[str] = mapped_column(Text)
    ref: Mapped[str | None] = mapped_column(Text)
    coalesce: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(TZDateTime)
    not_before: Mapped[datetime | None] = mapped_column(TZDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    reason: Mapped[str | None] = mapped_column(Words)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    made_topic_id: Mapped[int | None] = mapped_column(BigInteger)
    update_id: Mapped[int | None] = mapped_column(BigInteger)
    params: Mapped[dict[str, Any] | None] = mapped_column(Json)
    topic: Mapped[str | None] = mapped_column(Text)
    bundle: Mapped[str | None] = mapped_column(Text)
    then_kind: Mapped[str | None] = mapped_column(Text)
    then_data: Mapped[dict[str, Any] | None] = mapped_column(Json)

    __table_args__ = (
        Index(
            "ix_outbox_waiting",
            "bot_id",
            "priority",
            "id",
            postgresql_where=_WAITING,
            sqlite_where=_WAITING,
        ),
        Index(
            "ix_outbox_waiting_of_chat",
            "bot_id",
            "chat_id",
            "coalesce",
            postgresql_where=_WAITING,
            sqlite_where=_WAITING,
        ),
        Index(
            "ix_outbox_retrying",
            "bot_id",
            "priority",
            "chat_id",
            "id",
            postgresql_where=_RETRYING,
            sqlite_where=_RETRYING,
        ),
        Index(
            "ix_outbox_troubled",
            "state",
            "bot_id",
            postgresql_where=_TROUBLED,
            sqlite_where=_TROUBLED,
        ),
        Index(
            "ix_outbox_prunable",
            "settled_at",
            postgresql_where=_PRUNABLE,
            sqlite_where=_PRUNABLE,
        ),
        NEVER_AGAIN,
    )


class SentMessageRow(Base):
    """A message of ours as the channel knows it; `ref` is the name a later edit finds it by.

    Several calls may have gone out as one message (bundled text), each with a ref of its own; one
    call may have become several messages (an album).
    """

    __tablename__ = "sent_messages"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    message_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    outbox_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    ref: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index(
            "ix_sent_messages_ref",
            "bot_id",
            "chat_id",
            "ref",
            postgresql_where=text("ref IS NOT NULL"),
            sqlite_where=text("ref IS NOT NULL"),
        ),
    )
