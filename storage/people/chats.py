"""Chats: their kind, who blocked a bot, groups that get another id."""

from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from domain.incoming import ChatKind
from domain.outgoing import Gone
from domain.pipeline import Outcome
from storage.database.engine import Database
from storage.database.upserts import upsert
from storage.pipeline.following import FOLLOWED, follow_ended
from storage.pipeline.outbox import WAITING
from storage.tables import CallRow, CallState, ChatRow, DialogRow, GroupMemberRow, RoomRow

REASON = "the chat has blocked the bot"


def kind_of(chat_id: int) -> ChatKind:
    """Tell a chat's kind by its id: those of people are positive, of groups negative (Telegram)."""
    return ChatKind.PRIVATE if chat_id > 0 else ChatKind.GROUP


async def block(
    conn: AsyncConnection, database: Database, bot_id: int, chat_id: int, at: datetime
) -> bool:
    """Mark the chat, known or not, and end everything that waits for it with that reason.

    Returns whether timers were set for what follows these calls.
    """
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
    ended = await conn.execute(
        update(CallRow)
        .where(WAITING, CallRow.bot_id == bot_id, CallRow.chat_id == chat_id)
        .values(state=CallState.DEAD, settled_at=at, reason=REASON)
        .returning(*FOLLOWED)
    )
    return await follow_ended(
        conn, database, ended.all(), Outcome.DEAD, at, reason=REASON, gone=Gone.CHAT
    )


async def unblock(conn: AsyncConnection, bot_id: int, chat_id: int, at: datetime) -> None:
    """Take the mark back; what was ended stays ended."""
    await conn.execute(
        update(ChatRow)
        .where(ChatRow.bot_id == bot_id, ChatRow.chat_id == chat_id)
        .where(ChatRow.blocked_at.is_not(None))
        .values(blocked_at=None, changed_at=at)
    )


async def move_chat(
    conn: AsyncConnection, database: Database, bot_id: int, old: int, new: int, at: datetime
) -> None:
    """Move what is still to happen in the chat: the chat itself, what waits for it, open forms.

    Who is in the group goes with it, and the room remembers its former id, which the policy may
    name. What was sent and said there stays under the old id: a supergroup numbers its messages
    anew (Telegram), so old message ids name nothing in it, or worse, something else. Topics there
    were none, a group gets them only afterwards (Telegram).
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
    await _move_members(conn, old, new)
    await _move_room(conn, database, bot_id, old, new, at)


async def _move_members(conn: AsyncConnection, old: int, new: int) -> None:
    there = aliased(GroupMemberRow)
    known = exists(
        select(there.user_id).where(there.user_id == GroupMemberRow.user_id, there.chat_id == new)
    )
    here = GroupMemberRow.chat_id == old
    await conn.execute(update(GroupMemberRow).where(here, ~known).values(chat_id=new))
    await conn.execute(delete(GroupMemberRow).where(here))


async def _move_room(
    conn: AsyncConnection, database: Database, bot_id: int, old: int, new: int, at: datetime
) -> None:
    await conn.execute(delete(RoomRow).where(RoomRow.bot_id == bot_id, RoomRow.chat_id == old))
    moved = upsert(database, RoomRow).values(
        bot_id=bot_id,
        chat_id=new,
        has_topics=False,
        is_admin=False,
        can_manage_topics=False,
        can_pin=False,
        can_delete=False,
        moved_from=old,
        changed_at=at,
    )
    await conn.execute(
        moved.on_conflict_do_update(
            index_elements=["bot_id", "chat_id"], set_={"moved_from": old, "changed_at": at}
        )
    )
