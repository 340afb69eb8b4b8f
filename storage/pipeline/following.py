"""What follows a call: the timer that `Then` asks for, set with the outcome in one transaction."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.outgoing import Gone, Then
from domain.pipeline import TOPIC_TWIN, Delivery, Outcome
from storage.cases.topics import STANDING, keep_topic, lose_topic, standing_parameters
from storage.database.engine import Database
from storage.database.upserts import upsert
from storage.tables import CallRow, CallState, TimerRow

MAKES_TOPIC = "create_forum_topic"
"""The method of a call that makes a topic, as the renderer names it."""

FINAL = (Outcome.SENT, Outcome.DEAD, Outcome.UNKNOWN)
FOLLOWED = (CallRow.id, CallRow.then_kind, CallRow.then_data)
"""To be returned by a statement that ends calls, for `follow_ended`."""


async def follow(conn: AsyncConnection, database: Database, deliveries: Sequence[Delivery]) -> bool:
    """Set the timers for calls about to be settled; False if there are none to set.

    Of what was settled the same way before nothing follows again. Topics that were made or that
    vanished are noted before, so that whoever follows reads them as they are.
    """
    final, timers = [], []
    for one in deliveries:
        if one.outcome not in FINAL:
            continue
        stands = await _note_topic(conn, database, one)
        if stands is not None and stands != one.topic_id:
            timers.append(_twin(one))
            final.append(replace(one, topic_id=stands))
        else:
            final.append(one)
    followed = [(one, one.call.then) for one in final if one.call.then is not None]
    fresh = await _not_settled(conn, [one for one, _ in followed])
    timers += [_timer_of(one, then) for one, then in followed if one.call.id in fresh]
    return await _set(conn, database, timers)


async def follow_ended(
    conn: AsyncConnection,
    database: Database,
    ended: Collection[Row[Any]],
    outcome: Outcome,
    at: datetime,
    *,
    reason: str,
    gone: Gone = Gone.NOTHING,
) -> bool:
    """Set the timers for calls that were ended all at once, as rows of `FOLLOWED`."""
    timers = [
        {
            "kind": row.then_kind,
            "key": _key(row.id),
            "due_at": at,
            "data": _data(row.then_data or {}, outcome, at, reason=reason, gone=gone),
        }
        for row in ended
        if row.then_kind is not None
    ]
    return await _set(conn, database, timers)


async def _note_topic(conn: AsyncConnection, database: Database, one: Delivery) -> int | None:
    """Note a topic made, or lost; returns the id that stands, of one that was made."""
    place = one.call.place
    if one.outcome is Outcome.SENT and one.call.method == MAKES_TOPIC:
        if one.call.topic is None or one.topic_id is None:
            return None
        return await keep_topic(
            conn, database, place.bot_id, place.chat_id, one.call.topic, one.topic_id, one.at
        )
    if one.gone is Gone.TOPIC:
        topic_id = one.topic_id or place.topic_id
        if topic_id is None and one.call.topic is not None:
            named = standing_parameters(place.bot_id, place.chat_id, one.call.topic)
            topic_id = await conn.scalar(STANDING, named)
        if topic_id is not None:
            await lose_topic(conn, place.bot_id, place.chat_id, topic_id, one.at)
    return None


async def _not_settled(conn: AsyncConnection, followed: Sequence[Delivery]) -> set[int]:
    if not followed:
        return set()
    open_states = (CallState.WAITING, CallState.SENDING)
    found = (
        select(CallRow.id, CallRow.state)
        .where(CallRow.id.in_([one.call.id for one in followed]))
        .with_for_update()
    )
    states = {row.id: row.state for row in await conn.execute(found)}
    return {
        one.call.id
        for one in followed
        if (
            states.get(one.call.id) is not CallState.SENT
            if one.outcome is Outcome.SENT
            else states.get(one.call.id) in open_states
        )
    }


def _timer_of(one: Delivery, then: Then) -> dict[str, Any]:
    return {
        "kind": then.kind,
        "key": _key(one.call.id),
        "due_at": one.at,
        "data": _data(
            then.data,
            one.outcome,
            one.at,
            message_ids=one.message_ids,
            topic_id=one.topic_id,
            reason=one.reason,
            gone=one.gone,
        ),
    }


def _twin(one: Delivery) -> dict[str, Any]:
    place = one.call.place
    return {
        "kind": TOPIC_TWIN,
        "key": f"{place.bot_id}:{place.chat_id}:{one.topic_id}",
        "due_at": one.at,
        "data": {
            "bot_id": place.bot_id,
            "chat_id": place.chat_id,
            "topic_id": one.topic_id,
            "name": one.call.topic,
        },
    }


def _key(call_id: int) -> str:
    return f"outbox:{call_id}"


def _data(
    data: Any,
    outcome: Outcome,
    at: datetime,
    *,
    reason: str,
    gone: Gone,
    message_ids: Sequence[int] = (),
    topic_id: int | None = None,
) -> dict[str, Any]:
    return {
        **data,
        "outcome": outcome.value,
        "message_ids": list(message_ids),
        "topic_id": topic_id,
        "reason": reason,
        "gone": gone.value,
        "at": at.isoformat(),
    }


async def _set(conn: AsyncConnection, database: Database, timers: list[dict[str, Any]]) -> bool:
    if not timers:
        return False
    insert = upsert(database, TimerRow)
    await conn.execute(
        insert.on_conflict_do_update(
            index_elements=["kind", "key"],
            set_={"due_at": insert.excluded.due_at, "data": insert.excluded.data},
        ),
        timers,
    )
    return True
