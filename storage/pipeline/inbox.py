"""The inbox: updates come in, wait in their lane, are postponed or set aside."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import Select, Text, bindparam, func, literal_column, or_, select
from sqlalchemy import update as change
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.pipeline import FailedUpdate, Lane, NewUpdate, PendingUpdate
from domain.ports import Clock
from storage.bells import notify
from storage.bells.bell import INBOX, LocalBell
from storage.database.address import Dialect
from storage.database.engine import Database
from storage.database.lists import elements, listed
from storage.database.upserts import insert_new
from storage.tables import UpdateRow, UpdateState
from storage.tables.types import jsonified

PENDING = UpdateRow.state == literal_column("'pending'")
"""Written out, not a parameter: only so does a partial index match."""
FAILED = UpdateRow.state == literal_column("'failed'")

# built once: building a statement costs as much as running it
_HEADS = (
    select(
        UpdateRow.update_id,
        UpdateRow.payload,
        UpdateRow.received_at,
        UpdateRow.attempts,
        UpdateRow.not_before,
    )
    .where(PENDING, UpdateRow.bot_id == bindparam("of_bot"), UpdateRow.lane == bindparam("of_lane"))
    .order_by(UpdateRow.update_id)
    .limit(bindparam("at_most"))
)


class SqlInbox:
    """Keeps updates in the table `updates`. Raises `Busy` as all of storage does."""

    def __init__(self, database: Database, clock: Clock, bell: LocalBell) -> None:
        self._database = database
        self._clock = clock
        self._bell = bell
        self._first = _first_of_lanes(database.dialect)
        key = (UpdateRow.bot_id, UpdateRow.update_id)
        insert = insert_new(database, UpdateRow)
        if database.is_sqlite:
            self._insert = insert.returning(*key)
        else:
            self._insert = insert.returning(*key, notify.notification(INBOX, database.name))

    async def receive(self, updates: Sequence[NewUpdate]) -> Mapping[Lane, Sequence[PendingUpdate]]:
        """Commit updates; those known already change nothing.

        Returns the lanes with new work; for one in which nothing older waits, the work itself, in
        order.
        """
        if not updates:
            return {}
        now = self._clock.now()
        received = {
            (update.lane.bot_id, update.update_id): _received(update, now) for update in updates
        }
        rows = [row for row, _ in received.values()]
        async with self._database.writing_once() as conn:
            inserted = (await conn.execute(self._insert, rows)).all()
            new = sorted((row.bot_id, row.update_id) for row in inserted)
            return await self._by_lane(conn, [received[key][1] for key in new])

    async def _by_lane(
        self, conn: AsyncConnection, new: Sequence[PendingUpdate]
    ) -> Mapping[Lane, Sequence[PendingUpdate]]:
        lanes: dict[Lane, list[PendingUpdate]] = {}
        for update in new:
            lanes.setdefault(update.lane, []).append(update)
        for bot_id in {lane.bot_id for lane in lanes}:
            parameters = {
                "of_bot": bot_id,
                "lanes": listed(
                    self._database.dialect, [lane.key for lane in lanes if lane.bot_id == bot_id]
                ),
            }
            for row in await conn.execute(self._first, parameters):
                lane = Lane(bot_id, row.lane)
                if row.first != lanes[lane][0].update_id:
                    lanes[lane].clear()
        return lanes

    async def last_update_id(self, bot_id: int) -> int | None:
        """Return the highest id received for a bot, to poll on from."""
        async with self._database.reading() as conn:
            return await conn.scalar(
                select(func.max(UpdateRow.update_id)).where(UpdateRow.bot_id == bot_id)
            )

    async def lanes(self, bot_ids: Collection[int]) -> Collection[Lane]:
        """Return the lanes that have work due now; one whose head waits for a retry is left out."""
        if not bot_ids:
            return ()
        now = self._clock.now()
        waits_until = func.max(UpdateRow.not_before)
        found = (
            select(UpdateRow.bot_id, UpdateRow.lane)
            .where(PENDING, UpdateRow.bot_id.in_(bot_ids))
            .group_by(UpdateRow.bot_id, UpdateRow.lane)
            .having(or_(waits_until.is_(None), waits_until <= now))
        )
        async with self._database.reading() as conn:
            return [Lane(row.bot_id, row.lane) for row in await conn.execute(found)]

    async def heads(self, lane: Lane, limit: int) -> Sequence[PendingUpdate]:
        """Return the next updates of a lane in order; none while its head waits for a retry."""
        now = self._clock.now()
        of_lane = {"of_bot": lane.bot_id, "of_lane": lane.key, "at_most": limit}
        async with self._database.reading() as conn:
            rows = (await conn.execute(_HEADS, of_lane)).all()
        due = takewhile(lambda row: row.not_before is None or row.not_before <= now, rows)
        return [
            PendingUpdate(lane, row.update_id, row.payload or {}, row.received_at, row.attempts)
            for row in due
        ]

    async def postpone(self, update: PendingUpdate, until: datetime, error: str) -> None:
        """Count a failed try and let the lane wait until then."""
        late = (
            change(UpdateRow)
            .where(
                UpdateRow.bot_id == update.lane.bot_id,
                UpdateRow.update_id == update.update_id,
                PENDING,
            )
            .values(attempts=UpdateRow.attempts + 1, not_before=until, error=error)
        )
        async with self._database.writing_once() as conn:
            await conn.execute(late)

    async def failed(self) -> Sequence[FailedUpdate]:
        """Return what was set aside, newest first."""
        columns = (
            UpdateRow.bot_id,
            UpdateRow.update_id,
            UpdateRow.reference,
            UpdateRow.finished_at,
            UpdateRow.error,
        )
        found = (
            select(*columns)
            .where(FAILED)
            .order_by(UpdateRow.finished_at.desc(), UpdateRow.update_id.desc())
        )
        async with self._database.reading() as conn:
            rows = (await conn.execute(found)).all()
        return [
            FailedUpdate(bot_id, update_id, reference or "", at, error or "")
            for bot_id, update_id, reference, at, error in rows
            if at is not None
        ]

    async def retry(self, reference: str) -> bool:
        """Make an update that was set aside pending again; False if there is none."""
        again = (
            change(UpdateRow)
            .where(FAILED, UpdateRow.reference == reference)
            .values(
                state=UpdateState.PENDING,
                attempts=0,
                not_before=None,
                finished_at=None,
                reference=None,
                error=None,
            )
        )
        async with self._database.writing() as conn:
            found = (await conn.execute(again)).rowcount > 0
            if found and not self._database.is_sqlite:
                await notify.notify(conn, (INBOX,), self._database.name)
        if found:
            self._bell.ring((INBOX,))
        return found


def _received(update: NewUpdate, now: datetime) -> tuple[dict[str, Any], PendingUpdate]:
    """Return the row, and the update as it will be read from it."""
    text, is_same = jsonified(update.payload)
    row = {
        "bot_id": update.lane.bot_id,
        "update_id": update.update_id,
        "lane": update.lane.key,
        "state": UpdateState.PENDING,
        "attempts": 0,
        "received_at": now,
        "payload": text,
    }
    payload = update.payload if is_same else json.loads(text)
    return row, PendingUpdate(update.lane, update.update_id, payload, now, attempts=0)


def _first_of_lanes(dialect: Dialect) -> Select[str, int]:
    """Return the query for the first update that waits in each of some lanes of a bot."""
    among = elements(dialect, "lanes", Text)
    first = (
        select(func.min(UpdateRow.update_id))
        .where(PENDING, UpdateRow.bot_id == bindparam("of_bot"), UpdateRow.lane == among)
        .scalar_subquery()
    )
    return select(among.label("lane"), first.label("first"))
