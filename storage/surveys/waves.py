"""Waves: reads, and writes inside a unit of work."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, exists, func, insert, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cases import CaseKind, CaseStatus
from domain.owners import Purpose
from domain.surveys.invitations import InvitationState, NewInvitation
from domain.surveys.quarantine import Skip, Standing
from domain.surveys.waves import Candidate, Delivery, Segment, Wave, WaveState
from storage.database.engine import Database
from storage.database.upserts import insert_new
from storage.pipeline.outbox import WAITING
from storage.tables import (
    CallRow,
    CaseRow,
    ChatRow,
    ConsentRow,
    InvitationRow,
    MutedOwnerRow,
    OwnerRow,
    OwnershipRow,
    SurveyResponseRow,
    VehicleRow,
    WaveRow,
)

_WAVES = select(
    WaveRow.id, WaveRow.survey, WaveRow.desk, WaveRow.model, WaveRow.state, WaveRow.created_at,
    WaveRow.planned_to, WaveRow.bot_id,
)  # fmt: skip
_OVER = [state for state in WaveState if state.is_over]


class SqlWaveReads:
    """Reads of their own. Raises `Busy` as all of storage does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def wave(self, wave_id: int) -> Wave | None:
        """Return a wave by its id."""
        async with self._database.reading() as conn:
            row = (await conn.execute(_WAVES.where(WaveRow.id == wave_id))).one_or_none()
        return _wave_of(row) if row else None

    async def waves(self, *, is_over: bool | None = None, limit: int = 20) -> Sequence[Wave]:
        """Return waves, newest first."""
        found = _WAVES.order_by(WaveRow.id.desc()).limit(limit)
        if is_over is not None:
            over = WaveRow.state.in_(_OVER)
            found = found.where(over if is_over else ~over)
        async with self._database.reading() as conn:
            return [_wave_of(row) for row in await conn.execute(found)]

    async def candidates(
        self, survey: str, segment: Segment, default_desk: str, *, after: int, limit: int = 1000
    ) -> Sequence[Candidate]:
        """Return the next owners of a segment, by id: a page in a handful of statements."""
        async with self._database.reading(is_long=True) as conn:
            owners = (await conn.execute(_owners(segment, default_desk, after, limit))).all()
            ids = [row.id for row in owners]
            if not ids:
                return []
            known = await _Known.read(conn, ids, survey)
        return [known.candidate(row.id, row.desk) for row in owners]

    async def delivery(self, wave_id: int) -> Delivery:
        """Return what became of a wave's invitations so far."""
        found = (
            select(InvitationRow.state, InvitationRow.reason, func.count())
            .where(InvitationRow.wave_id == wave_id)
            .group_by(InvitationRow.state, InvitationRow.reason)
        )
        states: dict[InvitationState, int] = {}
        skipped: dict[str, int] = {}
        async with self._database.reading(is_long=True) as conn:
            for state, reason, number in await conn.execute(found):
                states[state] = states.get(state, 0) + number
                if state is InvitationState.SKIPPED:
                    skipped[reason or ""] = skipped.get(reason or "", 0) + number
        return Delivery(states, skipped)

    async def backlog(self, priority: int, *, most: int) -> int:
        """Return how many calls of a priority wait to be sent, counting no further than `most`."""
        waiting = select(CallRow.id).where(WAITING, CallRow.priority == priority).limit(most)
        async with self._database.reading() as conn:
            return int(await conn.scalar(select(func.count()).select_from(waiting.subquery())) or 0)


class SqlWaveWrites:
    """Writes the table `survey_waves`, and the invitations of a wave by the page."""

    def __init__(self, conn: AsyncConnection, database: Database) -> None:
        self._conn = conn
        self._database = database

    async def begin(self, survey: str, segment: Segment, at: datetime) -> Wave:
        """Keep a wave that is about to be planned."""
        row = insert(WaveRow).values(
            survey=survey, desk=segment.desk, model=segment.model, state=WaveState.PLANNING,
            created_at=at, planned_to=0,
        )  # fmt: skip
        wave_id = int(await self._conn.scalar(row.returning(WaveRow.id)) or 0)
        return Wave(wave_id, survey, segment, WaveState.PLANNING, at)

    async def plan(
        self, wave: Wave, planned: Sequence[tuple[NewInvitation, Skip | None]], planned_to: int
    ) -> None:
        """Keep a page of a wave's invitations; those known change nothing."""
        rows = [
            asdict(new)
            | {
                "wave_id": wave.id,
                "state": InvitationState.PLANNED if why is None else InvitationState.SKIPPED,
                "reason": None if why is None else why.value,
                "next_at": new.due_at if why is None else None,
            }
            for new, why in planned
        ]
        if rows:
            await self._conn.execute(insert_new(self._database, InvitationRow), rows)
        await self._conn.execute(
            update(WaveRow)
            .where(WaveRow.id == wave.id)
            .values(planned_to=planned_to, bot_id=wave.bot_id)
        )

    async def change(self, wave_id: int, state: WaveState, at: datetime) -> None:
        """Let a wave run, pause, stop or be done; what it has not sent yet follows."""
        await self._conn.execute(update(WaveRow).where(WaveRow.id == wave_id).values(state=state))
        unsent = update(InvitationRow).where(
            InvitationRow.wave_id == wave_id, InvitationRow.state == InvitationState.PLANNED
        )
        if state is WaveState.PAUSED:
            await self._conn.execute(unsent.values(next_at=None))
        elif state is WaveState.RUNNING:
            await self._conn.execute(
                unsent.where(InvitationRow.next_at.is_(None)).values(next_at=at, due_at=at)
            )
        elif state is WaveState.STOPPED:
            stopped = {"state": InvitationState.SKIPPED, "reason": Skip.STOPPED.value}
            await self._conn.execute(unsent.values(**stopped, next_at=None))


def _wave_of(row: Row[*tuple[Any, ...]]) -> Wave:
    segment = Segment(row.desk, row.model)
    return Wave(row.id, row.survey, segment, row.state, row.created_at, row.planned_to, row.bot_id)


def _owners(
    segment: Segment, default_desk: str, after: int, limit: int
) -> Select[*tuple[Any, ...]]:
    found = select(OwnerRow.id, OwnerRow.desk).where(OwnerRow.id > after)
    if segment.desk is not None:
        theirs = OwnerRow.desk == segment.desk
        if segment.desk == default_desk:
            theirs = or_(theirs, OwnerRow.desk.is_(None))
        found = found.where(theirs)
    if segment.model is not None:
        car = exists().where(
            OwnershipRow.owner_id == OwnerRow.id,
            OwnershipRow.until.is_(None),
            VehicleRow.id == OwnershipRow.vehicle_id,
            VehicleRow.model == segment.model,
        )
        found = found.where(car)
    return found.order_by(OwnerRow.id).limit(limit)


class _Known:
    """What is known of a page of owners."""

    def __init__(self) -> None:
        self.chats: dict[int, tuple[bool, int]] = {}
        self.agreed: dict[tuple[int, int], bool] = {}
        self.cases: dict[int, tuple[int, datetime | None]] = {}
        self.asked: dict[int, datetime] = {}
        self.answered: dict[int, datetime] = {}
        self.muted: set[int] = set()

    @classmethod
    async def read(cls, conn: AsyncConnection, ids: Collection[int], survey: str) -> "_Known":
        """Read it, in one statement a table."""
        known = cls()
        chats = (
            select(ChatRow.owner_id, ChatRow.bot_id, ChatRow.blocked_at.is_not(None))
            .where(ChatRow.owner_id.in_(ids), ChatRow.kind == literal_column("'private'"))
            .order_by(ChatRow.changed_at)
        )
        for owner_id, bot_id, blocked in await conn.execute(chats):
            if owner_id is None:
                continue
            before = known.chats.get(owner_id)
            if before is None or before[0] or not blocked:  # the last one that is not blocked
                known.chats[owner_id] = (bool(blocked), bot_id)
        consents = (
            select(ConsentRow.owner_id, ConsentRow.bot_id, ConsentRow.granted)
            .where(ConsentRow.owner_id.in_(ids), ConsentRow.purpose == Purpose.UNASKED)
            .order_by(ConsentRow.id)
        )
        for owner_id, bot_id, granted in await conn.execute(consents):
            known.agreed[owner_id, bot_id] = granted
        active = [one for one in CaseStatus if one.is_active]
        cases = (
            select(
                CaseRow.owner_id,
                func.count().filter(CaseRow.status.in_(active)),
                func.max(CaseRow.opened_at).filter(CaseRow.kind == CaseKind.COMPLAINT),
            )
            .where(CaseRow.owner_id.in_(ids))
            .group_by(CaseRow.owner_id)
        )
        for owner_id, number, complained in await conn.execute(cases):
            known.cases[owner_id] = (number, complained)
        asked = (
            select(InvitationRow.owner_id, func.max(InvitationRow.sent_at))
            .where(InvitationRow.owner_id.in_(ids), InvitationRow.sent_at.is_not(None))
            .group_by(InvitationRow.owner_id)
        )
        known.asked = {one: at for one, at in await conn.execute(asked) if at}
        answered = (
            select(SurveyResponseRow.owner_id, func.max(SurveyResponseRow.scored_at))
            .where(
                SurveyResponseRow.owner_id.in_(ids),
                SurveyResponseRow.survey == survey,
                SurveyResponseRow.scored_at.is_not(None),
            )
            .group_by(SurveyResponseRow.owner_id)
        )
        known.answered = {one: at for one, at in await conn.execute(answered) if at}
        muted = select(MutedOwnerRow.owner_id).where(MutedOwnerRow.owner_id.in_(ids))
        known.muted = set((await conn.scalars(muted)).all())
        return known

    def candidate(self, owner_id: int, desk: str | None) -> Candidate:
        """Return one of the owners."""
        blocked, bot_id = self.chats.get(owner_id, (False, None))
        cases, complained = self.cases.get(owner_id, (0, None))
        standing = Standing(
            agreed=bot_id is not None and self.agreed.get((owner_id, bot_id), False),
            is_blocked=blocked,
            is_muted=owner_id in self.muted,
            open_cases=cases,
            asked_at=self.asked.get(owner_id),
            complained_at=complained,
        )
        return Candidate(owner_id, desk, bot_id, standing, self.answered.get(owner_id))
