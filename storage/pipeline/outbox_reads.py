"""Which calls are due: the sender's question to the outbox."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    Select,
    all_,
    and_,
    bindparam,
    exists,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import InstrumentedAttribute, aliased

from domain.incoming import Place
from domain.outgoing import Priority, Then
from domain.pipeline import QueuedCall
from storage.database.address import Dialect
from storage.database.lists import elements, listed
from storage.pipeline.outbox import WAITING
from storage.tables import CallRow, ChatRow
from storage.tables.types import TZDateTime

_EARLIER = aliased(CallRow)


def due_calls(dialect: Dialect) -> Select[*tuple[Any, ...]]:
    """Return the query for calls that are due, with parameters for `due_parameters`.

    The words of the query never change, however long the lists of what to skip are, so that it is
    prepared once. A call that waits for its retry holds up those behind it in its chat and
    priority; one that was put for a later time does not.
    """
    now = bindparam("now", type_=TZDateTime)
    held_up = exists().where(
        _EARLIER.state == literal_column("'waiting'"),
        _EARLIER.attempts > literal_column("0"),
        _EARLIER.bot_id == CallRow.bot_id,
        _EARLIER.priority == CallRow.priority,
        _EARLIER.chat_id == CallRow.chat_id,
        _EARLIER.id < CallRow.id,
        _EARLIER.not_before > now,
    )
    return (
        select(
            CallRow.id,
            CallRow.bot_id,
            CallRow.chat_id,
            CallRow.topic_id,
            CallRow.method,
            CallRow.params,
            CallRow.priority,
            CallRow.ref,
            CallRow.coalesce,
            CallRow.at_most_once,
            CallRow.attempts,
            CallRow.created_at,
            CallRow.topic,
            CallRow.bundle,
            CallRow.then_kind,
            CallRow.then_data,
            ChatRow.blocked_at.is_not(None).label("to_blocked"),
        )
        .join(
            ChatRow,
            and_(ChatRow.bot_id == CallRow.bot_id, ChatRow.chat_id == CallRow.chat_id),
            isouter=True,
        )
        .where(
            WAITING,
            CallRow.bot_id == bindparam("of_bot"),
            CallRow.priority == bindparam("of_priority"),
            or_(CallRow.not_before.is_(None), CallRow.not_before <= now),
            _not_among(dialect, CallRow.id, "skip_ids"),
            _not_among(dialect, CallRow.chat_id, "skip_chats"),
            ~held_up,
        )
        .order_by(CallRow.id)
        .limit(bindparam("at_most"))
    )


def due_parameters(
    dialect: Dialect,
    bot_id: int,
    priority: Priority,
    limit: int,
    now: datetime,
    skip_ids: Collection[int],
    skip_chats: Collection[int],
) -> dict[str, Any]:
    """Return the parameters of `due_calls`."""
    return {
        "of_bot": bot_id,
        "of_priority": int(priority),
        "at_most": limit,
        "now": now,
        "skip_ids": listed(dialect, skip_ids),
        "skip_chats": listed(dialect, skip_chats),
    }


def queued_call(row: Row[*tuple[Any, ...]]) -> QueuedCall:
    """Return the value for a row of `due_calls`."""
    return QueuedCall(
        id=row.id,
        place=Place(row.bot_id, row.chat_id, row.topic_id),
        method=row.method,
        params=row.params or {},
        priority=Priority(row.priority),
        ref=row.ref,
        coalesce=row.coalesce,
        at_most_once=row.at_most_once,
        attempts=row.attempts,
        created_at=row.created_at,
        to_blocked=bool(row.to_blocked),
        topic=row.topic,
        bundle=row.bundle,
        then=Then(row.then_kind, row.then_data or {}) if row.then_kind else None,
    )


def _not_among(
    dialect: Dialect, column: InstrumentedAttribute[int], name: str
) -> ColumnElement[bool]:
    if dialect is Dialect.POSTGRESQL:
        return column != all_(bindparam(name, type_=postgresql.ARRAY(BigInteger)))
    return column.not_in(select(elements(dialect, name, BigInteger)))
