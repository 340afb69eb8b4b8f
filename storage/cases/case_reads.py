"""Reading cases, what was said in them and what happened to them."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, false, func, select

from domain.case_messages import Author, CaseMessage, Twin
from domain.cases import ACTIVE, Case, CaseEvent, CaseStatus, case_of_topic
from storage.cases.case_rows import CASES, case_of, queue_of
from storage.cases.message_rows import MESSAGES, load_messages, load_twins
from storage.database.engine import Database
from storage.tables import CaseEventRow, CaseMessageRow, CaseRow, TopicRow, TwinRow


class SqlCaseReads:
    """Short reads, each of its own moment. Raises `Busy` as all of storage does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def case(self, case_id: int) -> Case | None:
        """Return a case by its id."""
        return await self._one(CASES.where(CaseRow.id == case_id))

    async def numbered(self, number: str) -> Case | None:
        """Return a case by its number, written in any case."""
        return await self._one(CASES.where(CaseRow.number == number.strip().upper()))

    async def in_topic(self, bot_id: int, chat_id: int, topic_id: int) -> Case | None:
        """Return the case a topic of a group belongs, or belonged, to."""
        name_of = select(TopicRow.name).where(
            TopicRow.bot_id == bot_id, TopicRow.chat_id == chat_id, TopicRow.topic_id == topic_id
        )
        async with self._database.reading() as conn:
            case_id = case_of_topic(await conn.scalar(name_of) or "")
        return await self.case(case_id) if case_id is not None else None

    async def of_owner(
        self, bot_id: int, owner_id: int, statuses: Collection[CaseStatus], *, limit: int = 20
    ) -> Sequence[Case]:
        """Return an owner's cases with one bot, newest first."""
        found = CASES.where(
            CaseRow.owner_id == owner_id, CaseRow.bot_id == bot_id, CaseRow.status.in_(statuses)
        )
        return await self._all(found.order_by(CaseRow.id.desc()).limit(limit))

    async def of_desk(
        self,
        desk: str,
        statuses: Collection[CaseStatus],
        *,
        assignee: int | None = None,
        unclaimed: bool = False,
        named_only: bool = False,
        limit: int = 50,
        offset: int = 0,
    ) -> Sequence[Case]:
        """Return a desk's cases: unclaimed first, then by the time their next answer is due."""
        if not statuses:
            return ()
        found = queue_of(
            desk,
            statuses,
            assignee=assignee,
            unclaimed=unclaimed,
            named_only=named_only,
            limit=limit,
            offset=offset,
        )
        return await self._all(found)

    async def count_of_desk(
        self,
        desk: str,
        statuses: Collection[CaseStatus],
        *,
        assignee: int | None = None,
        named_only: bool = False,
    ) -> int:
        """Return how many these are."""
        found = select(func.count()).where(CaseRow.desk == desk, CaseRow.status.in_(statuses))
        if assignee is not None:
            found = found.where(CaseRow.assignee == assignee)
        if named_only:
            found = found.where(CaseRow.is_anonymous == false())
        async with self._database.reading() as conn:
            return await conn.scalar(found) or 0

    async def without_card(
        self, bot_id: int, desk: str, chat_id: int, *, limit: int
    ) -> Sequence[Case]:
        """Return active cases of a desk that never had a card in that chat, oldest first."""
        card = select(CaseMessageRow.id).where(
            CaseMessageRow.case_id == CaseRow.id,
            CaseMessageRow.author == Author.BOT,
            CaseMessageRow.bot_id == bot_id,
            CaseMessageRow.chat_id == chat_id,
        )
        found = CASES.where(
            CaseRow.desk == desk,
            CaseRow.status.in_(ACTIVE),
            CaseRow.bot_id == bot_id,
            CaseRow.is_anonymous == false(),
            ~card.exists(),
        )
        return await self._all(found.order_by(CaseRow.id).limit(limit))

    async def messages(
        self, case_id: int, *, limit: int = 200, before: int | None = None
    ) -> Sequence[CaseMessage]:
        """Return the latest messages of a case, oldest first; `before` is a message's id."""
        found = MESSAGES.where(CaseMessageRow.case_id == case_id)
        if before is not None:
            found = found.where(CaseMessageRow.id < before)
        latest = await self._messages(found.order_by(CaseMessageRow.id.desc()).limit(limit))
        return tuple(reversed(latest))

    async def message(self, message_id: int) -> CaseMessage | None:
        """Return one message by our id."""
        found = await self._messages(MESSAGES.where(CaseMessageRow.id == message_id))
        return found[0] if found else None

    async def said_at(self, bot_id: int, chat_id: int, message_id: int) -> Sequence[CaseMessage]:
        """Return the case messages that a Telegram message is, or holds a copy of, in order."""
        here = select(TwinRow.case_message_id).where(
            TwinRow.bot_id == bot_id, TwinRow.chat_id == chat_id, TwinRow.message_id == message_id
        )
        found = MESSAGES.where(CaseMessageRow.id.in_(here)).order_by(CaseMessageRow.id)
        return await self._messages(found)

    async def album(self, bot_id: int, chat_id: int, album_id: str) -> Sequence[CaseMessage]:
        """Return the members of an album that were written in a chat, in order."""
        found = MESSAGES.where(
            CaseMessageRow.bot_id == bot_id,
            CaseMessageRow.chat_id == chat_id,
            CaseMessageRow.album_id == album_id,
        )
        return await self._messages(found.order_by(CaseMessageRow.id))

    async def twins(self, case_message_ids: Collection[int]) -> Sequence[Twin]:
        """Return where these messages stand, sources and copies, by message id."""
        async with self._database.reading() as conn:
            return await load_twins(conn, case_message_ids)

    async def timeline(self, case_id: int) -> Sequence[CaseEvent]:
        """Return what happened to a case, oldest first."""
        found = (
            select(
                CaseEventRow.case_id,
                CaseEventRow.kind,
                CaseEventRow.at,
                CaseEventRow.actor,
                CaseEventRow.data,
            )
            .where(CaseEventRow.case_id == case_id)
            .order_by(CaseEventRow.id)
        )
        async with self._database.reading() as conn:
            return [CaseEvent(*row) for row in await conn.execute(found)]

    async def _one(self, found: Select[*tuple[Any, ...]]) -> Case | None:
        cases = await self._all(found)
        return cases[0] if cases else None

    async def _all(self, found: Select[*tuple[Any, ...]]) -> Sequence[Case]:
        async with self._database.reading() as conn:
            return [case_of(row) for row in await conn.execute(found)]

    async def _messages(self, found: Select[*tuple[Any, ...]]) -> Sequence[CaseMessage]:
        async with self._database.snapshot() as conn:
            return await load_messages(conn, found)
