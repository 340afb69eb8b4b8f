"""Messages of cases as rows and as values."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.case_messages import CaseMessage, Twin
from storage.tables import CaseMessageEditRow, CaseMessageRow, TwinRow

_KEPT = tuple(one.name for one in fields(CaseMessage) if one.name != "earlier")

MESSAGES: Select[*tuple[Any, ...]] = select(*(getattr(CaseMessageRow, name) for name in _KEPT))
TWINS = select(
    TwinRow.bot_id,
    TwinRow.chat_id,
    TwinRow.message_id,
    TwinRow.case_message_id,
    TwinRow.is_source,
)


async def load_messages(
    conn: AsyncConnection, found: Select[*tuple[Any, ...]]
) -> Sequence[CaseMessage]:
    """Return the values for a query on `MESSAGES`, with the earlier texts of those edited."""
    rows = (await conn.execute(found)).all()
    earlier = await _earlier(conn, [row.id for row in rows if row.edited_at is not None])
    return [_message_of(row, earlier.get(row.id, ())) for row in rows]


async def load_twins(conn: AsyncConnection, case_message_ids: Collection[int]) -> Sequence[Twin]:
    """Return where these messages stand, by message id."""
    found = TWINS.where(TwinRow.case_message_id.in_(case_message_ids)).order_by(
        TwinRow.message_id, TwinRow.chat_id
    )
    return [Twin(*row) for row in await conn.execute(found)]


async def _earlier(conn: AsyncConnection, edited: Collection[int]) -> dict[int, tuple[str, ...]]:
    if not edited:
        return {}
    found = (
        select(CaseMessageEditRow.case_message_id, CaseMessageEditRow.text)
        .where(CaseMessageEditRow.case_message_id.in_(edited))
        .order_by(CaseMessageEditRow.id)
    )
    texts: dict[int, list[str]] = defaultdict(list)
    for message_id, text in await conn.execute(found):
        texts[message_id].append(text)
    return {message_id: tuple(one) for message_id, one in texts.items()}


def _message_of(row: Row[*tuple[Any, ...]], earlier: tuple[str, ...]) -> CaseMessage:
    kept = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return CaseMessage(**{name: kept[name] for name in _KEPT}, earlier=earlier)
