"""A group that became a supergroup has a new chat id."""

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from storage.outbox import WAITING
from storage.tables import CallRow, ChatRow, DialogRow


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
