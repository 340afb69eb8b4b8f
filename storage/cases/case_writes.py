"""Writing cases and their timelines, inside a unit of work."""

from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exc, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.case_messages import Author, CaseMessage, NewMessage, Relay, Twin
from domain.cases import Case, CaseEvent, CaseStatus, NewCase
from domain.errors import Busy, Conflict
from domain.text import Text
from storage.cases.case_rows import CASES, case_of, columns_of
from storage.cases.message_rows import MESSAGES, load_messages
from storage.database.engine import Database
from storage.database.errors import translation
from storage.database.upserts import insert_new, upsert
from storage.tables import (
    CaseEventRow,
    CaseMessageEditRow,
    CaseMessageRow,
    CaseNumberRow,
    CaseRow,
    TwinRow,
)
from storage.tables.cases import ONE_QUESTION

_LOCKED = CASES.where(CaseRow.id == bindparam("of_id")).with_for_update(of=CaseRow)
_GIVEN = tuple(one.name for one in fields(NewCase) if one.name != "year")
_SAID = tuple(one.name for one in fields(NewMessage))
_SOURCE_AT = select(TwinRow.case_message_id).where(
    TwinRow.bot_id == bindparam("of_bot"),
    TwinRow.chat_id == bindparam("of_chat"),
    TwinRow.message_id == bindparam("of_message"),
    TwinRow.is_source,
)

_HEARD_AFTER = (
    select(CaseMessageRow.id)
    .where(
        CaseMessageRow.case_id == bindparam("of_case"),
        CaseMessageRow.id > bindparam("after"),
        CaseMessageRow.author == Author.OWNER,
        CaseMessageRow.relay.not_in((Relay.NONE, Relay.HELD, Relay.MUTED)),
    )
    .limit(1)
)


class SqlCaseWrites:
    """Writes what `SqlCaseReads` reads."""

    def __init__(self, conn: AsyncConnection, database: Database) -> None:
        self._conn = conn
        self._database = database

    async def open(self, new: NewCase) -> Case:
        """Open a case under the next number of its kind and year.

        Raises `Conflict` when the owner has an open question at that desk already: reading anew
        finds it.
        """
        given = {name: getattr(new, name) for name in _GIVEN}
        case = Case(
            id=0,
            number=await self._next_number(new),
            owner_name="",
            status=CaseStatus.OPEN,
            **given,
        )
        row = columns_of(
            case, [one.name for one in fields(Case) if one.name not in _SET_BY_STORAGE]
        )
        only_one = (
            upsert(self._database, CaseRow)
            .values(number=case.number, version=case.version, **row)
            .on_conflict_do_nothing(
                index_elements=["bot_id", "owner_id", "desk"], index_where=ONE_QUESTION
            )
            .returning(CaseRow.id)
        )
        case_id = await self._conn.scalar(only_one)
        opened = await self.locked(case_id) if case_id is not None else None
        if opened is None:
            raise _conflict()
        return opened

    async def _next_number(self, new: NewCase) -> str:
        """Raise the counter of a letter and year; who comes second waits for the first's commit."""
        letter = new.kind.letter
        counted = (
            upsert(self._database, CaseNumberRow)
            .values(letter=letter, year=new.year, last=1)
            .on_conflict_do_update(
                index_elements=["letter", "year"], set_={"last": CaseNumberRow.last + 1}
            )
            .returning(CaseNumberRow.last)
        )
        number = await self._conn.scalar(counted)
        return f"{letter}-{new.year}-{number:06d}"

    async def locked(self, case_id: int) -> Case | None:
        """Read a case so that nobody else changes it before this unit ends.

        (On SQLite a unit of work is the only one that writes.)
        """
        row = (await self._conn.execute(_LOCKED, {"of_id": case_id})).one_or_none()
        return case_of(row) if row else None

    async def change(self, case: Case, **changes: Any) -> Case:
        """Write fields of a case that `locked` or `open` returned; returns it as it is now.

        Raises `Conflict` if it is at another version, or would become the owner's second active
        question at a desk.
        """
        changed = replace(case, **changes, version=case.version + 1)
        written = (
            update(CaseRow)
            .where(CaseRow.id == case.id, CaseRow.version == case.version)
            .values(version=changed.version, **columns_of(changed, changes))
        )
        try:
            done = await self._conn.execute(written)
        except exc.IntegrityError as error:
            if isinstance(translation(error), Busy):  # a second active question
                raise _conflict() from error
            raise
        if done.rowcount != 1:
            raise _conflict()
        return changed

    async def note(self, event: CaseEvent) -> None:
        """Append to the timeline."""
        await self._conn.execute(
            insert(CaseEventRow).values(
                case_id=event.case_id,
                kind=event.kind,
                at=event.at,
                actor=event.actor,
                data=dict(event.data),
            )
        )

    async def say(self, message: NewMessage) -> CaseMessage:
        """Keep a message with its source twin.

        The same Telegram message again changes nothing: what was kept of it is returned. Raises
        `Busy` when somebody else keeps it at the same moment.
        """
        known = await self._known(message)
        if known is not None:
            return known
        said = {name: getattr(message, name) for name in _SAID}
        number = await self._conn.scalar(
            insert(CaseMessageRow).values(**said).returning(CaseMessageRow.id)
        )
        kept = CaseMessage(id=int(number or 0), **said)
        if message.message_id is not None:
            await self._conn.execute(
                insert(TwinRow).values(
                    bot_id=message.bot_id,
                    chat_id=message.chat_id,
                    message_id=message.message_id,
                    case_message_id=kept.id,
                    is_source=True,
                )
            )
        return kept

    async def _known(self, message: NewMessage) -> CaseMessage | None:
        if message.message_id is None:
            return None
        here = {
            "of_bot": message.bot_id,
            "of_chat": message.chat_id,
            "of_message": message.message_id,
        }
        number = await self._conn.scalar(_SOURCE_AT, here)
        if number is None:
            return None
        return (await load_messages(self._conn, MESSAGES.where(CaseMessageRow.id == number)))[0]

    async def heard_after(self, message: CaseMessage) -> bool:
        """Whether the owner has written in the message's case since; to be asked under its lock.

        What is not shown to staff yet, or is kept back, does not count; members of an album that
        is not whole yet do.
        """
        later = {"of_case": message.case_id, "after": message.id}
        return await self._conn.scalar(_HEARD_AFTER, later) is not None

    async def edit_message(
        self, message_id: int, text: str, html: str, at: datetime, *, file_id: str | None = None
    ) -> bool:
        """Keep a new text, and the old one among `earlier`; False if nothing changed."""
        now = (
            select(CaseMessageRow.text, CaseMessageRow.html, CaseMessageRow.file_id)
            .where(CaseMessageRow.id == message_id)
            .with_for_update()
        )
        was = (await self._conn.execute(now)).one_or_none()
        if was is None or tuple(was) == (text, html, file_id or was.file_id):
            return False
        await self._conn.execute(
            insert(CaseMessageEditRow).values(
                case_message_id=message_id,
                text=was.text,
                html=was.html,
                file_id=was.file_id,
                until=at,
            )
        )
        await self._conn.execute(
            update(CaseMessageRow)
            .where(CaseMessageRow.id == message_id)
            .values(text=text, html=html, file_id=file_id or was.file_id, edited_at=at)
        )
        return True

    async def set_relay(
        self, message_ids: Collection[int], relay: Relay, *, was: Relay | None = None
    ) -> Collection[int]:
        """Keep whether messages reached the other side; returns of which it was kept.

        What was taken back (`DELETED`) stays so. `was`: only of those that are at it.
        """
        these = CaseMessageRow.id.in_(message_ids), CaseMessageRow.relay != Relay.DELETED
        change = update(CaseMessageRow).where(*these).values(relay=relay)
        if was is not None:
            change = change.where(CaseMessageRow.relay == was)
        return set(await self._conn.scalars(change.returning(CaseMessageRow.id)))

    async def set_author(self, message_id: int, author: Author, *, was: Author) -> bool:
        """Settle what a message that was asked about is; False if it is not `was` any more."""
        settled = await self._conn.execute(
            update(CaseMessageRow)
            .where(CaseMessageRow.id == message_id, CaseMessageRow.author == was)
            .values(author=author)
        )
        return settled.rowcount == 1

    async def twin(self, twins: Sequence[Twin]) -> None:
        """Keep where copies stand; a known one changes nothing."""
        if twins:
            rows = [{one.name: getattr(twin, one.name) for one in fields(Twin)} for twin in twins]
            await self._conn.execute(insert_new(self._database, TwinRow), rows)

    async def move_messages(self, message_ids: Collection[int], to_case: int) -> None:
        """Let messages belong to another case."""
        await self._conn.execute(
            update(CaseMessageRow).where(CaseMessageRow.id.in_(message_ids)).values(case_id=to_case)
        )


_SET_BY_STORAGE = {"id", "number", "owner_name", "version"}


def _conflict() -> Conflict:
    return Conflict(Text("storage.changed_meanwhile"))
