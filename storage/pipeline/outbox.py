"""The outbox inside a unit of work: rendered at once, written with the commit."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, insert, literal_column, or_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.outgoing import Action, MakeTopic, Outgoing, SendText
from domain.ports import Clock, Renderer
from storage.bells import notify
from storage.bells.bell import OUTBOX
from storage.tables import CallRow, CallState

WAITING = CallRow.state == literal_column("'waiting'")
"""Written out, not a parameter: only so does a partial index match."""

_SUPERSEDE = (
    update(CallRow)
    .where(
        WAITING,
        CallRow.bot_id == bindparam("of_bot"),
        CallRow.chat_id == bindparam("of_chat"),
        CallRow.coalesce == bindparam("of_key"),
        # what names a message that a later edit looks for goes out, unless it is named anew
        or_(CallRow.ref.is_(None), CallRow.ref == bindparam("of_ref")),
    )
    .values(state=CallState.SUPERSEDED, settled_at=bindparam("at"))
)
_INSERT = insert(CallRow)


class SqlOutbox:
    """Collects what a unit of work says; one INSERT writes it, in the order put."""

    def __init__(
        self, conn: AsyncConnection, renderer: Renderer, clock: Clock, cause: int | None
    ) -> None:
        self._conn = conn
        self._renderer = renderer
        self._clock = clock
        self._cause = cause
        self._rows: list[dict[str, Any]] = []

    async def put(self, *outgoing: Outgoing) -> None:
        """Render and queue; sent after the commit, in the order put, within chat and priority.

        What waits under the same `coalesce` key in that chat is superseded, except a message that
        carries a `ref` which this one does not carry: edits would not find it.
        """
        for one in outgoing:
            self._put(one)

    def _put(self, one: Outgoing) -> None:
        calls = self._renderer.render(one)
        if one.coalesce is not None:
            self._rows = [row for row in self._rows if not _superseded(row, one)]
        now = self._clock.now()
        topic = one.action.topic if isinstance(one.action, MakeTopic) else one.topic
        bundle = one.bundle if len(calls) == 1 and _is_plain_text(one.action) else None
        for number, call in enumerate(calls, start=1):
            is_last = number == len(calls)
            self._rows.append(
                {
                    "bot_id": one.to.bot_id,
                    "chat_id": one.to.chat_id,
                    "topic_id": one.to.topic_id,
                    "priority": int(one.priority),
                    "state": CallState.WAITING,
                    "attempts": 0,
                    "at_most_once": one.at_most_once,
                    "method": call.method,
                    "params": call.params,
                    "ref": one.ref if is_last else None,
                    "coalesce": one.coalesce,
                    "created_at": now,
                    "not_before": one.not_before,
                    "update_id": self._cause,
                    "topic": topic,
                    "bundle": bundle,
                    "then_kind": one.then.kind if one.then and is_last else None,
                    "then_data": dict(one.then.data) if one.then and is_last else None,
                }
            )

    async def write(self, sender: str) -> bool:
        """Write what was put and notify in the name of `sender`; False if nothing was put."""
        if not self._rows:
            return False
        replaced = [row for row in self._rows if row["coalesce"] is not None]
        if replaced:
            await self._conn.execute(_SUPERSEDE, _keys(replaced))
        if self._conn.dialect.name == "postgresql":
            await self._conn.execute(
                _INSERT.returning(notify.notification(OUTBOX, sender)), self._rows
            )
        else:
            await self._conn.execute(_INSERT, self._rows)
        self._rows = []
        return True


def _is_plain_text(action: Action) -> bool:
    return isinstance(action, SendText) and not action.buttons


def _superseded(row: dict[str, Any], by: Outgoing) -> bool:
    same = (row["bot_id"], row["chat_id"], row["coalesce"]) == (
        by.to.bot_id,
        by.to.chat_id,
        by.coalesce,
    )
    return same and row["ref"] in (None, by.ref)


def _keys(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    found = {
        (row["bot_id"], row["chat_id"], row["coalesce"]): {
            "of_bot": row["bot_id"],
            "of_chat": row["chat_id"],
            "of_key": row["coalesce"],
            "of_ref": row["ref"],
            "at": row["created_at"],
        }
        for row in rows
    }
    return list(found.values())
