"""What did not reach anybody: read by an operator, and tried once more when they say so."""

from collections.abc import Sequence

from sqlalchemy import literal_column, select, update

from domain.incoming import Place
from domain.pipeline import Undelivered
from storage.bells import notify
from storage.bells.bell import OUTBOX, LocalBell
from storage.database.engine import Database
from storage.tables import CallRow, CallState

_GIVEN_UP = CallRow.state.in_([literal_column(f"'{state}'") for state in ("dead", "unknown")])
"""As the index of troubled calls has it."""


class SqlUndelivered:
    """The calls that were given up, and those whose outcome nobody knows."""

    def __init__(self, database: Database, bell: LocalBell) -> None:
        self._database = database
        self._bell = bell

    async def latest(self, limit: int) -> Sequence[Undelivered]:
        """Return the newest of them first, without their words."""
        found = (
            select(
                CallRow.id, CallRow.bot_id, CallRow.chat_id, CallRow.topic_id, CallRow.method,
                CallRow.state, CallRow.reason, CallRow.settled_at, CallRow.created_at,
            )
            .where(_GIVEN_UP)
            .order_by(CallRow.id.desc())
            .limit(limit)
        )  # fmt: skip
        async with self._database.reading() as conn:
            rows = (await conn.execute(found)).all()
        return [
            Undelivered(
                row.id,
                Place(row.bot_id, row.chat_id, row.topic_id),
                row.method,
                row.settled_at or row.created_at,
                row.reason or "",
                is_unknown=row.state == CallState.UNKNOWN,
            )
            for row in rows
        ]

    async def retry(self, number: int) -> bool:
        """Let a call that was given up wait again; False if there is none, or its text has gone.

        What was sent to that chat since then stays before it. A call whose outcome is unknown may
        have arrived, so it is never sent again.
        """
        again = (
            update(CallRow)
            .where(
                CallRow.id == number, CallRow.state == CallState.DEAD, CallRow.params.is_not(None)
            )
            .values(
                state=CallState.WAITING, attempts=0, not_before=None, settled_at=None, reason=None
            )
        )
        async with self._database.writing() as conn:
            found = (await conn.execute(again)).rowcount > 0
            if found and not self._database.is_sqlite:
                await notify.notify(conn, (OUTBOX,), self._database.name)
        if found:
            self._bell.ring((OUTBOX,))
        return found
