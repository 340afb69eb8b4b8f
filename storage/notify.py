"""NOTIFY inside a transaction: other processes hear of it when, and only when, it commits."""

import uuid
from collections.abc import Collection

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

CHANNEL = "ownerline"
PROCESS = uuid.uuid4().hex[:12]
"""Marks our own notifications: this process has rung its bell already."""


def notification(topic: str) -> ColumnElement[object]:
    """Return an expression that notifies; for a RETURNING clause, where it costs no round trip."""
    return func.pg_notify(CHANNEL, f"{topic}:{PROCESS}")


async def notify(conn: AsyncConnection, topics: Collection[str]) -> None:
    """Notify in a statement of its own."""
    await conn.execute(select(*(notification(topic) for topic in sorted(topics))))


def heard(payload: str) -> str | None:
    """Return the topic another process rings; None for our own notifications."""
    topic, _, process = payload.partition(":")
    return None if process == PROCESS else topic
