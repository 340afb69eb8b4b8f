"""Reads outside any unit of work."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, func, or_, select

from domain.incoming import Place
from domain.knowledge import Candidate, EntryStatus, FaqEntry, Question
from domain.owners import Caller, Reach
from domain.ports import Clock
from storage.database.engine import Database
from storage.faq.faq_entries import load_entries
from storage.faq.known_entries import KnownEntries
from storage.people.callers import CALLER, caller_of, caller_parameters
from storage.people.reaching import REACH, reach_of
from storage.tables import EntryRow, QuestionRow
from storage.tables.types import TZDateTime

_ABOUT = QuestionRow.evidence["about"].as_string()

_QUESTION = (
    QuestionRow.id,
    QuestionRow.owner_id,
    QuestionRow.text,
    QuestionRow.locale,
    QuestionRow.asked_at,
    QuestionRow.decision,
    QuestionRow.candidates,
    QuestionRow.shown,
    QuestionRow.feedback,
    QuestionRow.message_id,
    # not all of the evidence, which is long
    _ABOUT.label("about"),
    QuestionRow.evidence["waits"].as_boolean().label("waits"),
    QuestionRow.evidence["sent"].as_json().label("sent"),
)

# built once: building a statement costs as much as running it
_ASKED_ABOUT = (
    select(QuestionRow.asked_at, _ABOUT.label("about"))
    .where(
        QuestionRow.owner_id == bindparam("of_owner"),
        QuestionRow.bot_id == bindparam("of_bot"),
        QuestionRow.asked_at >= bindparam("since", type_=TZDateTime),
    )
    .order_by(QuestionRow.id.desc())
    .limit(bindparam("at_most"))
)


class SqlReads:
    """Short reads, each of its own moment. Raises `Busy` as all of storage does."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._entries = KnownEntries(database)

    async def caller(self, place: Place, person_id: int) -> Caller:
        """Return who is writing; an empty `Caller` for somebody new. Expired forms are left out."""
        parameters = caller_parameters(place, person_id, self._clock.now())
        async with self._database.reading() as conn:
            return caller_of((await conn.execute(CALLER, parameters)).all())

    async def reach(self, bot_id: int, owner_id: int) -> Reach | None:
        """Return how a bot reaches an owner; None if they never wrote to it."""
        parameters = {"of_bot": bot_id, "of_owner": owner_id}
        async with self._database.reading() as conn:
            return reach_of((await conn.execute(REACH, parameters)).all())

    async def question(self, question_id: int, owner_id: int) -> Question | None:
        """Return a logged question of that owner; None if there is none or it is another's."""
        found = select(*_QUESTION).where(
            QuestionRow.id == question_id, QuestionRow.owner_id == owner_id
        )
        async with self._database.reading() as conn:
            row = (await conn.execute(found)).one_or_none()
        return _question(row) if row else None

    async def questions_since(
        self, bot_id: int, owner_id: int, since: datetime, *, limit: int = 10
    ) -> Sequence[Question]:
        """Return the last questions an owner asked one bot since then, oldest first."""
        found = (
            select(*_QUESTION)
            .where(
                QuestionRow.owner_id == owner_id,
                QuestionRow.bot_id == bot_id,
                QuestionRow.asked_at >= since,
            )
            .order_by(QuestionRow.id.desc())
            .limit(limit)
        )
        async with self._database.reading() as conn:
            rows = (await conn.execute(found)).all()
        return [_question(row) for row in reversed(rows)]

    async def asked_about(
        self, bot_id: int, owner_id: int, since: datetime, *, limit: int
    ) -> Sequence[tuple[datetime, str]]:
        """Return when, and for which car, the last questions of `questions_since` were answered.

        Newest first; only those for a car (`Question.about`).
        """
        asked = {"of_owner": owner_id, "of_bot": bot_id, "since": since, "at_most": limit}
        async with self._database.reading() as conn:
            rows = (await conn.execute(_ASKED_ABOUT, asked)).all()
        return [(row.asked_at, row.about) for row in rows if row.about]

    async def entry(self, key: str) -> FaqEntry | None:
        """Return an entry by its key, whatever its status."""
        found = await self._entries.of((key,))
        return found[0] if found else None

    async def entries(self, keys: Sequence[str]) -> Sequence[FaqEntry]:
        """Return entries in the order of their keys, whatever their status; there may be fewer."""
        return await self._entries.of(keys)

    async def categories(self, today: date) -> Sequence[tuple[str, int]]:
        """Return (category, number of live entries), by category key."""
        found = (
            select(EntryRow.category, func.count())
            .where(_live(today))
            .group_by(EntryRow.category)
            .order_by(EntryRow.category)
        )
        async with self._database.reading() as conn:
            return [(category, number) for category, number in await conn.execute(found)]

    async def entries_in(self, category: str, today: date) -> Sequence[FaqEntry]:
        """Return the live entries of a category, by key."""
        async with self._database.snapshot() as conn:
            return await load_entries(conn, EntryRow.category == category, _live(today))


def _question(row: Row[Any]) -> Question:
    return Question(
        id=row.id,
        owner_id=row.owner_id,
        text=row.text,
        locale=row.locale,
        asked_at=row.asked_at,
        decision=row.decision,
        candidates=tuple(Candidate(one["key"], one["score"]) for one in row.candidates),
        shown=row.shown,
        feedback=row.feedback,
        about=row.about,
        waits=bool(row.waits),
        message_id=row.message_id,
        sent=row.sent or None,
    )


def _live(today: date) -> ColumnElement[bool]:
    """The rule of `FaqEntry.is_live`."""
    return and_(
        EntryRow.status == EntryStatus.PUBLISHED,
        or_(EntryRow.valid_from.is_(None), EntryRow.valid_from <= today),
        or_(EntryRow.valid_until.is_(None), EntryRow.valid_until >= today),
    )
