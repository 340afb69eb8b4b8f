"""NOTIFY inside a transaction: other processes hear of it when, and only when, it commits."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

CHANNEL = "ownerline"


def notification(topic: str, sender: str) -> ColumnElement[object]:
    """Return an expression that notifies; for a RETURNING clause, where it costs no round trip."""
    return func.pg_notify(CHANNEL, f"{topic}:{sender}")


async def notify(conn: AsyncConnection, topics: Collection[str], sender: str) -> None:
    """Notify in a statement of its own."""
    await conn.execute(select(*(notification(topic, sender) for topic in sorted(topics))))


def heard(payload: str, listener: str) -> str | None:
    """Return the topic another sender rings; None for one's own, since that bell rang already."""
    topic, _, sender = payload.partition(":")
    return None if sender == listener else topic
