"""Which forum topic stands under which name: written by units of work and by the outbox."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.engine import Database
from storage.database.upserts import insert_new
from storage.tables import TopicRow

STANDING = select(TopicRow.topic_id).where(
    TopicRow.bot_id == bindparam("of_bot"),
    TopicRow.chat_id == bindparam("of_chat"),
    TopicRow.name == bindparam("of_name"),
    TopicRow.lost_at.is_(None),
)


def standing_parameters(bot_id: int, chat_id: int, name: str) -> dict[str, int | str]:
    """Return the parameters of `STANDING`."""
    return {"of_bot": bot_id, "of_chat": chat_id, "of_name": name}


async def keep_topic(
    conn: AsyncConnection,
    database: Database,
    bot_id: int,
    chat_id: int,
    name: str,
    topic_id: int,
    at: datetime,
) -> int:
    """Keep a topic's id; returns the id that stands under that name, which is another's for a twin.

    A twin is kept, too, as one that does not stand: what was written in it belongs to the case.
    """
    row = {
        "bot_id": bot_id,
        "chat_id": chat_id,
        "topic_id": topic_id,
        "name": name,
        "made_at": at,
    }
    await conn.execute(insert_new(database, TopicRow).values(**row))
    stands = await conn.scalar(STANDING, standing_parameters(bot_id, chat_id, name))
    if stands is None:  # it was known under another name, or lost
        await conn.execute(
            update(TopicRow)
            .where(
                TopicRow.bot_id == bot_id,
                TopicRow.chat_id == chat_id,
                TopicRow.topic_id == topic_id,
            )
            .values(name=name, lost_at=None)
        )
        return topic_id
    if stands != topic_id:
        await conn.execute(insert_new(database, TopicRow).values(**row, lost_at=at))
    return stands


async def lose_topic(
    conn: AsyncConnection, bot_id: int, chat_id: int, topic_id: int, at: datetime
) -> str | None:
    """Note that a topic vanished; returns the name it stood under, None if it did not stand."""
    lost = (
        update(TopicRow)
        .where(
            TopicRow.bot_id == bot_id,
            TopicRow.chat_id == chat_id,
            TopicRow.topic_id == topic_id,
            TopicRow.lost_at.is_(None),
        )
        .values(lost_at=at)
        .returning(TopicRow.name)
    )
    return await conn.scalar(lost)
