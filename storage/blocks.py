"""Chats that have blocked a bot."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.incoming import ChatKind
from storage.engine import Database
from storage.outbox import WAITING
from storage.tables import CallRow, CallState, ChatRow
from storage.upserts import upsert

REASON = "the chat has blocked the bot"


async def block(
    conn: AsyncConnection, database: Database, bot_id: int, chat_id: int, at: datetime
) -> None:
    """Mark the chat, known or not, and end everything that waits for it with that reason."""
    insert = upsert(database, ChatRow).values(
        bot_id=bot_id,
        chat_id=chat_id,
        # Telegram: ids of people are positive, of groups negative
        kind=ChatKind.PRIVATE if chat_id > 0 else ChatKind.GROUP,
        title="",
        first_name="",
        last_name="",
        blocked_at=at,
        first_seen_at=at,
        changed_at=at,
    )
    await conn.execute(
        insert.on_conflict_do_update(
            index_elements=["bot_id", "chat_id"],
            set_={"blocked_at": at, "changed_at": at},
            where=ChatRow.blocked_at.is_(None),
        )
    )
    await conn.execute(
        update(CallRow)
        .where(WAITING, CallRow.bot_id == bot_id, CallRow.chat_id == chat_id)
        .values(state=CallState.DEAD, settled_at=at, reason=REASON)
    )


async def unblock(conn: AsyncConnection, bot_id: int, chat_id: int, at: datetime) -> None:
    """Take the mark back; what was ended stays ended."""
    await conn.execute(
        update(ChatRow)
        .where(ChatRow.bot_id == bot_id, ChatRow.chat_id == chat_id)
        .where(ChatRow.blocked_at.is_not(None))
        .values(blocked_at=None, changed_at=at)
    )
