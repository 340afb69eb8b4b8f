"""Files of cases: reads, and writes inside a unit of work."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Text, cast, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.attachments import Attachment, AttachmentState
from domain.case_messages import CaseMessage
from domain.incoming import FileRef, MediaKind
from storage.database.engine import Database
from storage.database.upserts import insert_new
from storage.tables import AttachmentRow, CaseMessageRow

_OF_MESSAGE = {"case_id", "bot_id"}
_KEPT = tuple(one.name for one in fields(Attachment))
_ATTACHMENTS: Select[*tuple[Any, ...]] = select(
    *(getattr(CaseMessageRow if name in _OF_MESSAGE else AttachmentRow, name) for name in _KEPT)
).join(CaseMessageRow, CaseMessageRow.id == AttachmentRow.case_message_id)
_MOST_REASON = 200


class SqlAttachmentReads:
    """Short reads of their own. Raises `Busy` as all of storage does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def attachment(self, attachment_id: int) -> Attachment | None:
        """Return one by its id."""
        found = await self._all(_ATTACHMENTS.where(AttachmentRow.id == attachment_id))
        return found[0] if found else None

    async def of_case(self, case_id: int) -> Sequence[Attachment]:
        """Return those of a case that are not expired, oldest first."""
        return await self._all(
            _ATTACHMENTS.where(
                CaseMessageRow.case_id == case_id, AttachmentRow.state != AttachmentState.EXPIRED
            ).order_by(AttachmentRow.id)
        )

    async def expired(self, *, limit: int = 100) -> Sequence[Attachment]:
        """Return some whose content is to be removed."""
        found = _ATTACHMENTS.where(AttachmentRow.state == AttachmentState.EXPIRED)
        return await self._all(found.order_by(AttachmentRow.id).limit(limit))

    async def _all(self, found: Select[*tuple[Any, ...]]) -> list[Attachment]:
        async with self._database.reading() as conn:
            return [_attachment_of(row) for row in await conn.execute(found)]


class SqlAttachmentWrites:
    """Writes what `SqlAttachmentReads` reads."""

    def __init__(self, conn: AsyncConnection, database: Database) -> None:
        self._conn = conn
        self._database = database

    async def expect(self, message: CaseMessage, kind: MediaKind, file: FileRef) -> int | None:
        """Note that a message has a file, to be fetched; returns its id, None if it was noted."""
        new = insert_new(self._database, AttachmentRow).values(
            case_message_id=message.id,
            kind=kind,
            file_id=file.file_id,
            unique_id=file.unique_id,
            name=file.name,
            mime=file.mime,
            size=file.size,
            state=AttachmentState.WAITING,
            attempts=0,
            reason="",
        )
        number: int | None = await self._conn.scalar(new.returning(AttachmentRow.id))
        return number

    async def keep(
        self, attachment_id: int, *, key: str, sha256: str, size: int, at: datetime
    ) -> None:
        """Note that the content is kept."""
        kept = {"key": key, "sha256": sha256, "size": size, "kept_at": at}
        await self._conn.execute(
            update(AttachmentRow)
            .where(AttachmentRow.id == attachment_id)
            .values(state=AttachmentState.KEPT, reason="", **kept)
        )

    async def failed(
        self, attachment_id: int, reason: str, state: AttachmentState = AttachmentState.WAITING
    ) -> None:
        """Note an attempt that failed; `state` says whether there will be another."""
        await self._conn.execute(
            update(AttachmentRow)
            .where(AttachmentRow.id == attachment_id)
            .values(state=state, attempts=AttachmentRow.attempts + 1, reason=reason[:_MOST_REASON])
        )

    async def expire(self, case_ids: Collection[int]) -> None:
        """Note that the files of these cases are kept no longer; only where they are stays."""
        await expire(self._conn, case_ids)

    async def forget(self, attachment_ids: Collection[int]) -> None:
        """Delete what is known of these, whose content is gone."""
        await self._conn.execute(delete(AttachmentRow).where(AttachmentRow.id.in_(attachment_ids)))


async def expire(conn: AsyncConnection, case_ids: Collection[int]) -> None:
    """Empty the rows of these cases' files; of one that was never kept nothing stays."""
    theirs = AttachmentRow.case_message_id.in_(
        select(CaseMessageRow.id).where(CaseMessageRow.case_id.in_(case_ids))
    )
    await conn.execute(delete(AttachmentRow).where(theirs, AttachmentRow.key.is_(None)))
    await conn.execute(
        update(AttachmentRow)
        .where(theirs)
        .values(
            state=AttachmentState.EXPIRED,
            file_id=cast(AttachmentRow.id, Text),
            unique_id="",
            name="",
            mime="",
            reason="",
        )
    )


def _attachment_of(row: Row[*tuple[Any, ...]]) -> Attachment:
    kept = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Attachment(**{name: kept[name] for name in _KEPT})
