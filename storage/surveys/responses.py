"""Responses to surveys: reads, and writes inside a unit of work."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, Select, delete, insert, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Conflict
from domain.surveys.ballots import Ballot
from domain.surveys.path import Answer
from domain.surveys.responses import Fact, NewResponse, Response
from domain.text import Text
from storage.database.engine import Database
from storage.database.upserts import upsert
from storage.tables import BallotRow, OwnerFactRow, ParticipantRow, SurveyResponseRow

_KEPT = tuple(one.name for one in fields(Response))
_FIXED = {
    "id",
    "survey",
    "bot_id",
    "owner_id",
    "chat_id",
    "begun_at",
    "invitation_id",
    "again_of",
    "revision",
}

RESPONSES: Select[*tuple[Any, ...]] = select(*(getattr(SurveyResponseRow, one) for one in _KEPT))


def response_of(row: Row[*tuple[Any, ...]]) -> Response:
    """Return the value for a row of `RESPONSES`."""
    kept = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Response(**{name: kept[name] for name in _KEPT})


class SqlSurveyReads:
    """Short reads of their own. Raises `Busy` as all of storage does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def response(self, response_id: int) -> Response | None:
        """Return a response by its id."""
        return await self._one(RESPONSES.where(SurveyResponseRow.id == response_id))

    async def latest(self, bot_id: int, owner_id: int, survey: str) -> Response | None:
        """Return the response to a survey that an owner began last with one bot."""
        found = RESPONSES.where(
            SurveyResponseRow.owner_id == owner_id,
            SurveyResponseRow.bot_id == bot_id,
            SurveyResponseRow.survey == survey,
        )
        return await self._one(found.order_by(SurveyResponseRow.id.desc()).limit(1))

    async def history(self, bot_id: int, owner_id: int, *, limit: int = 10) -> Sequence[Response]:
        """Return the last responses of an owner with one bot, newest first."""
        found = RESPONSES.where(
            SurveyResponseRow.owner_id == owner_id, SurveyResponseRow.bot_id == bot_id
        )
        return await self._all(found.order_by(SurveyResponseRow.id.desc()).limit(limit))

    async def with_words(
        self, desk: str, surveys: Collection[str], scores: Collection[int], *, limit: int = 20
    ) -> Sequence[Response]:
        """Return the last responses for a desk with these scores and with words, newest first."""
        found = RESPONSES.where(
            SurveyResponseRow.desk == desk,
            SurveyResponseRow.words != literal_column("''"),
            SurveyResponseRow.survey.in_(list(surveys)),
            SurveyResponseRow.score.in_(list(scores)),
        )
        return await self._all(found.order_by(SurveyResponseRow.id.desc()).limit(limit))

    async def took_part(self, owner_id: int, survey: str, since: date) -> bool:
        """Whether an owner took part in an anonymous survey since that day."""
        found = select(ParticipantRow.since).where(
            ParticipantRow.owner_id == owner_id,
            ParticipantRow.survey == survey,
            ParticipantRow.since > since,
        )
        async with self._database.reading() as conn:
            return await conn.scalar(found) is not None

    async def profile(self, owner_id: int) -> Mapping[str, Fact]:
        """Return what an owner said of themselves, by the question's key."""
        found = select(
            OwnerFactRow.key, OwnerFactRow.value, OwnerFactRow.at, OwnerFactRow.survey
        ).where(OwnerFactRow.owner_id == owner_id)
        async with self._database.reading() as conn:
            return {row.key: Fact(*row) for row in await conn.execute(found)}

    async def _all(self, found: Select[*tuple[Any, ...]]) -> Sequence[Response]:
        async with self._database.reading() as conn:
            return [response_of(row) for row in await conn.execute(found)]

    async def _one(self, found: Select[*tuple[Any, ...]]) -> Response | None:
        async with self._database.reading() as conn:
            row = (await conn.execute(found)).one_or_none()
        return response_of(row) if row else None


class SqlSurveyWrites:
    """Writes responses and facts inside a unit of work."""

    def __init__(self, conn: AsyncConnection, database: Database) -> None:
        self._conn = conn
        self._database = database

    async def begin(self, new: NewResponse) -> Response:
        """Keep a response that has no answers yet."""
        row = insert(SurveyResponseRow).values(**asdict(new), answers={}, words="", revision=1)
        response_id = await self._conn.scalar(row.returning(SurveyResponseRow.id))
        return Response(id=int(response_id or 0), **asdict(new))

    async def locked(self, response_id: int) -> Response | None:
        """Read a response so that nobody else changes it before this unit ends."""
        found = RESPONSES.where(SurveyResponseRow.id == response_id).with_for_update()
        row = (await self._conn.execute(found)).one_or_none()
        return response_of(row) if row else None

    async def of_case(self, case_id: int) -> Sequence[Response]:
        """Return the responses that a case was opened for, or that joined it."""
        found = RESPONSES.where(SurveyResponseRow.case_id == case_id)
        rows = await self._conn.execute(found.order_by(SurveyResponseRow.id))
        return [response_of(row) for row in rows]

    async def change(self, response: Response, **changes: Any) -> Response:
        """Write fields of a response. Raises `Conflict` if it is at another revision."""
        if refused := set(changes) & _FIXED:
            raise TypeError(f"not fields of a response to be written: {', '.join(sorted(refused))}")
        changed = replace(response, **changes, revision=response.revision + 1)
        written = await self._conn.execute(
            update(SurveyResponseRow)
            .where(
                SurveyResponseRow.id == response.id,
                SurveyResponseRow.revision == response.revision,
            )
            .values(**changes, revision=changed.revision)
        )
        if written.rowcount != 1:
            raise Conflict(Text("storage.changed_meanwhile"))
        return changed

    async def cast(self, ballot: Ballot) -> None:
        """Keep an anonymous answer, under a random key and in no order."""
        row = insert(BallotRow).values(id=uuid4().hex, **asdict(ballot))
        await self._conn.execute(row)

    async def note_part(self, owner_id: int, survey: str, day: date) -> None:
        """Note that an owner took part in an anonymous survey, and on which day."""
        row = upsert(self._database, ParticipantRow).values(
            owner_id=owner_id, survey=survey, since=day
        )
        await self._conn.execute(
            row.on_conflict_do_update(index_elements=["owner_id", "survey"], set_={"since": day})
        )

    async def keep_fact(
        self, owner_id: int, key: str, value: Answer, *, at: datetime, survey: str
    ) -> None:
        """Keep what an owner said of themselves; None takes it away."""
        if value is None:
            gone = delete(OwnerFactRow).where(
                OwnerFactRow.owner_id == owner_id, OwnerFactRow.key == key
            )
            await self._conn.execute(gone)
            return
        said = {"value": value, "at": at, "survey": survey}
        row = upsert(self._database, OwnerFactRow).values(owner_id=owner_id, key=key, **said)
        await self._conn.execute(
            row.on_conflict_do_update(index_elements=["owner_id", "key"], set_=said)
        )
