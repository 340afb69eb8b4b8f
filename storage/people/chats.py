"""Chats: their kind, who blocked a bot, groups that get another id."""

from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from domain.incoming import ChatKind
from storage.database.engine import Database
from storage.database.upserts import upsert
from storage.pipeline.outbox import WAITING
from storage.tables import CallRow, CallState, ChatRow, DialogRow

REASON = "the chat has blocked the bot"


def kind_of(chat_id: int) -> ChatKind:
    """Tell a chat's kind by its id: those of people are positive, of groups negative (Telegram)."""
    return ChatKind.PRIVATE if chat_id > 0 else ChatKind.GROUP


async def block(
    conn: AsyncConnection, database: Database, bot_id: int, chat_id: int, at: datetime
) -> None:
    """Mark the chat, known or not, and end everything that waits for it with that reason."""
    insert = upsert(database, ChatRow).values(
        bot_id=bot_id,
        chat_id=chat_id,
        kind=kind_of(chat_id),
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


async def move_chat(conn: AsyncConnection, bot_id: int, old: int, new: int) -> None:
    """Move what is still to happen in the chat: the chat itself, what waits for it, open forms.

    What was sent there stays under the old id: a supergroup numbers its messages anew (Telegram),
    so old message ids name nothing in it, or worse, something else.
    """
    await conn.execute(
        update(CallRow)
        .where(WAITING, CallRow.bot_id == bot_id, CallRow.chat_id == old)
        .values(chat_id=new)
    )
    tables: tuple[type[ChatRow | DialogRow], ...] = (ChatRow, DialogRow)
    for table in tables:
        there = aliased(table)
        known = exists(select(there.bot_id).where(there.bot_id == bot_id, there.chat_id == new))
        here = (table.bot_id == bot_id, table.chat_id == old)
        await conn.execute(update(table).where(*here, ~known).values(chat_id=new))
        await conn.execute(delete(table).where(*here))
