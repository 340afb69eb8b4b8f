"""Timers: set inside a unit of work, found by the clock."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import AlreadyDone
from domain.pipeline import DueTimer
from storage.database.engine import Database
from storage.database.upserts import upsert
from storage.tables import TimerRow


class SqlTimers:
    """Writes the table `timers` inside a unit of work."""

    def __init__(self, conn: AsyncConnection, database: Database) -> None:
        self._conn = conn
        self._database = database
        self.touched = False

    async def set(self, kind: str, key: str, due_at: datetime, data: Mapping[str, Any]) -> None:
        """Set or move the timer of that kind and key."""
        self.touched = True
        timer = {"due_at": due_at, "data": dict(data)}
        insert = upsert(self._database, TimerRow).values(kind=kind, key=key, **timer)
        await self._conn.execute(
            insert.on_conflict_do_update(index_elements=["kind", "key"], set_=timer)
        )

    async def cancel(self, kind: str, key: str) -> bool:
        """Take a timer back; False if there was none."""
        gone = await self._conn.execute(
            delete(TimerRow).where(TimerRow.kind == kind, TimerRow.key == key)
        )
        return gone.rowcount > 0

    async def work_off(self, timer: DueTimer, next_at: datetime | None) -> None:
        """Take a due timer away, or move it. Raises `AlreadyDone` if it was moved or is gone."""
        same = (TimerRow.id == timer.id, TimerRow.due_at == timer.due_at)
        if next_at is None:
            done = await self._conn.execute(delete(TimerRow).where(*same))
        else:
            self.touched = True
            done = await self._conn.execute(update(TimerRow).where(*same).values(due_at=next_at))
        if done.rowcount != 1:
            raise AlreadyDone


class SqlTimerQueue:
    """What is due, for the clock."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def due(
        self,
        now: datetime,
        limit: int,
        *,
        only: Collection[str] = (),
        without: Collection[str] = (),
    ) -> Sequence[DueTimer]:
        """Return timers due at or before `now`, earliest first."""
        columns = (TimerRow.id, TimerRow.kind, TimerRow.key, TimerRow.due_at, TimerRow.data)
        found = (
            select(*columns)
            .where(TimerRow.due_at <= now, *_of_kinds(only, without))
            .order_by(TimerRow.due_at, TimerRow.id)
            .limit(limit)
        )
        async with self._database.reading() as conn:
            return [DueTimer(*row) for row in await conn.execute(found)]

    async def next_due(
        self, *, only: Collection[str] = (), without: Collection[str] = ()
    ) -> datetime | None:
        """Return when the next timer is due."""
        found = (
            select(TimerRow.due_at)
            .where(*_of_kinds(only, without))
            .order_by(TimerRow.due_at)
            .limit(1)
        )
        async with self._database.reading() as conn:
            return await conn.scalar(found)


def _of_kinds(only: Collection[str], without: Collection[str]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if only:
        conditions.append(TimerRow.kind.in_(only))
    if without:
        conditions.append(TimerRow.kind.not_in(without))
    return conditions
