"""Open forms, inside a unit of work."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Conflict
from domain.incoming import Place
from domain.text import Text
from storage.database.engine import Database
from storage.database.upserts import upsert
from storage.tables import DialogRow


class SqlDialogs:
    """One form per person and chat, in the table `dialogs`."""

    def __init__(self, conn: AsyncConnection, database: Database) -> None:
        self._conn = conn
        self._database = database

    async def open(
        self,
        place: Place,
        person_id: int,
        flow: str,
        step: str,
        data: Mapping[str, object],
        *,
        expires_at: datetime,
    ) -> None:
        """Begin a form; one that was open before is replaced, and its version goes on rising."""
        form = {"flow": flow, "step": step, "data": dict(data), "expires_at": expires_at}
        insert = upsert(self._database, DialogRow).values(
            bot_id=place.bot_id, chat_id=place.chat_id, person_id=person_id, version=1, **form
        )
        await self._conn.execute(
            insert.on_conflict_do_update(
                index_elements=["bot_id", "chat_id", "person_id"],
                set_={**form, "version": DialogRow.version + 1},
            )
        )

    async def advance(
        self,
        place: Place,
        person_id: int,
        version: int,
        step: str,
        data: Mapping[str, object],
        *,
        expires_at: datetime,
    ) -> None:
        """Go to another step. Raises `Conflict` if the form is gone or at another version."""
        moved = await self._conn.execute(
            update(DialogRow)
            .where(_of(place, person_id), DialogRow.version == version)
            .values(step=step, data=dict(data), expires_at=expires_at, version=version + 1)
        )
        if moved.rowcount != 1:
            raise Conflict(Text("storage.changed_meanwhile"))

    async def close(self, place: Place, person_id: int) -> bool:
        """End the form; False if none was open."""
        closed = await self._conn.execute(delete(DialogRow).where(_of(place, person_id)))
        return closed.rowcount > 0


def _of(place: Place, person_id: int) -> ColumnElement[bool]:
    return and_(
        DialogRow.bot_id == place.bot_id,
        DialogRow.chat_id == place.chat_id,
        DialogRow.person_id == person_id,
    )
