"""The sender's side of the outbox: what waits, and what came of it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.outgoing import Priority
from domain.pipeline import Delivery, Outcome, QueuedCall
from domain.ports import Clock
from storage.bells.bell import TIMERS, LocalBell
from storage.cases.topics import STANDING, standing_parameters
from storage.database.engine import Database
from storage.database.upserts import insert_new
from storage.people.chats import block, move_chat
from storage.pipeline.following import FOLLOWED, follow, follow_ended
from storage.pipeline.outbox import WAITING
from storage.pipeline.outbox_reads import due_calls, due_parameters, queued_call
from storage.tables import CallRow, CallState, SentMessageRow

_OPEN = CallRow.state.in_([literal_column(f"'{s}'") for s in ("waiting", "sending")])
_ENDS = {
    Outcome.DEAD: CallState.DEAD,
    Outcome.SUPERSEDED: CallState.SUPERSEDED,
    Outcome.UNKNOWN: CallState.UNKNOWN,
}

_SENT = (
    update(CallRow)
    # being sent is true whatever we made of it meanwhile (superseded, blocked)
    .where(CallRow.id == bindparam("of_id"), CallRow.state != CallState.SENT)
    .values(
        state=CallState.SENT,
        settled_at=bindparam("at"),
        attempts=CallRow.attempts + 1,
        message_id=bindparam("message"),
        made_topic_id=bindparam("made_topic"),
    )
)
_ENDED = (
    update(CallRow)
    .where(CallRow.id == bindparam("of_id"), _OPEN)
    .values(
        state=bindparam("ended_as"),
        settled_at=bindparam("at"),
        attempts=CallRow.attempts + 1,
        reason=bindparam("why"),
    )
)
_AGAIN = (
    update(CallRow)
    .where(CallRow.id == bindparam("of_id"), _OPEN)
    .values(
        state=CallState.WAITING,
        not_before=bindparam("until"),
        attempts=CallRow.attempts + 1,
        reason=bindparam("why"),
    )
)
_TROUBLED = CallRow.state.in_([literal_column(f"'{s}'") for s in ("sending", "dead", "unknown")])


class SqlOutboxQueue:
    """Reads and settles rows of `outbox`. Used by the process that leads only."""

    def __init__(self, database: Database, clock: Clock, bell: LocalBell) -> None:
        self._database = database
        self._clock = clock
        self._bell = bell
        self._due = due_calls(database.dialect)

    async def waiting(
        self,
        bot_id: int,
        priority: Priority,
        *,
        limit: int,
        now: datetime,
        skip_ids: Collection[int] = (),
        skip_chats: Collection[int] = (),
    ) -> Sequence[QueuedCall]:
        """Return calls that are due, oldest first."""
        parameters = due_parameters(
            self._database.dialect, bot_id, priority, limit, now, skip_ids, skip_chats
        )
        async with self._database.reading() as conn:
            return [queued_call(row) for row in await conn.execute(self._due, parameters)]

    async def starting(self, calls: Sequence[QueuedCall]) -> None:
        """Commit that at-most-once calls are being sent, before they are; others need no mark."""
        ids = [call.id for call in calls if call.at_most_once]
        if not ids:
            return
        async with self._database.writing_once() as conn:
            await conn.execute(
                update(CallRow).where(CallRow.id.in_(ids), WAITING).values(state=CallState.SENDING)
            )

    async def record(self, deliveries: Sequence[Delivery]) -> None:
        """Commit outcomes, with message ids and refs of what was sent, in one transaction.

        With them goes what follows: timers, topics made or lost. Recording twice changes nothing;
        a retry does not wake what was superseded meanwhile.
        """
        if not deliveries:
            return
        # a crash before it is committed sends them again
        async with self._database.writing(is_urgent=True) as conn:
            followed = await follow(conn, self._database, deliveries)
            await self._record_sent(conn, deliveries)
            if ended := [_end(one) for one in deliveries if one.outcome in _ENDS]:
                await conn.execute(_ENDED, ended)
            if again := [_retry(one) for one in deliveries if one.outcome is Outcome.RETRY]:
                await conn.execute(_AGAIN, again)
        self._ring(followed)

    def _ring(self, followed: bool) -> None:  # noqa: FBT001
        """Wake the clock of this process: the one that leads has both."""
        if followed:
            self._bell.ring((TIMERS,))

    async def _record_sent(self, conn: AsyncConnection, deliveries: Sequence[Delivery]) -> None:
        sent = [one for one in deliveries if one.outcome is Outcome.SENT]
        if not sent:
            return
        await conn.execute(_SENT, [_sent(one) for one in sent])
        messages = [row for one in sent for row in _messages(one)]
        if messages:
            await conn.execute(insert_new(self._database, SentMessageRow), messages)

    async def recover(self, bot_id: int) -> int:
        """At the begin of a lead: at-most-once calls left in flight become unknown; returns n."""
        now, reason = self._clock.now(), "the process ended before the outcome was known"
        left = (
            update(CallRow)
            .where(CallRow.state == literal_column("'sending'"), CallRow.bot_id == bot_id)
            .values(
                state=CallState.UNKNOWN,
                settled_at=now,
                attempts=CallRow.attempts + 1,
                reason=reason,
            )
            .returning(*FOLLOWED)
        )
        async with self._database.writing() as conn:
            ended = (await conn.execute(left)).all()
            followed = await follow_ended(
                conn, self._database, ended, Outcome.UNKNOWN, now, reason=reason
            )
        self._ring(followed)
        return len(ended)

    async def find_ref(self, bot_id: int, chat_id: int, ref: str) -> int | None:
        """Return the message id that a ref was sent as; the latest, if it was more than once."""
        async with self._database.reading() as conn:
            return await conn.scalar(
                select(SentMessageRow.message_id)
                .where(
                    SentMessageRow.bot_id == bot_id,
                    SentMessageRow.chat_id == chat_id,
                    SentMessageRow.ref == ref,
                )
                .order_by(SentMessageRow.outbox_id.desc(), SentMessageRow.message_id.desc())
                .limit(1)
            )

    async def find_topic(self, bot_id: int, chat_id: int, name: str) -> int | None:
        """Return the id of the topic that stands under a name."""
        async with self._database.reading() as conn:
            return await conn.scalar(STANDING, standing_parameters(bot_id, chat_id, name))

    async def mark_blocked(self, bot_id: int, chat_id: int) -> None:
        """The chat refuses us: mark it, and end everything that waits for it with that reason."""
        async with self._database.writing() as conn:
            now = self._clock.now()
            followed = await block(conn, self._database, bot_id, chat_id, now)
        self._ring(followed)

    async def migrate(self, bot_id: int, chat_id: int, new_chat_id: int) -> None:
        """A group became a supergroup: see `move_chat`."""
        async with self._database.writing() as conn:
            await move_chat(conn, self._database, bot_id, chat_id, new_chat_id, self._clock.now())

    async def depth(self) -> dict[str, int]:
        """Return how many calls are `waiting`, `sending`, `dead` and `unknown`."""
        found = dict.fromkeys(("waiting", "sending", "dead", "unknown"), 0)
        waiting = select(func.count()).where(WAITING)
        troubled = select(CallRow.state, func.count()).where(_TROUBLED).group_by(CallRow.state)
        async with self._database.reading() as conn:
            found["waiting"] = await conn.scalar(waiting) or 0
            for state, number in (await conn.execute(troubled)).all():
                found[str(state)] = number
        return found


def _sent(one: Delivery) -> dict[str, Any]:
    return {
        "of_id": one.call.id,
        "at": one.at,
        "message": one.message_id,
        "made_topic": one.topic_id,
    }


def _end(one: Delivery) -> dict[str, Any]:
    return {
        "of_id": one.call.id,
        "ended_as": _ENDS[one.outcome],
        "at": one.at,
        "why": one.reason,
    }


def _retry(one: Delivery) -> dict[str, Any]:
    return {"of_id": one.call.id, "until": one.until or one.at, "why": one.reason}


def _messages(one: Delivery) -> Iterator[dict[str, Any]]:
    """Of an album the first message has the ref: replies and captions belong there."""
    for number, message_id in enumerate(one.message_ids):
        yield {
            "bot_id": one.call.place.bot_id,
            "chat_id": one.call.place.chat_id,
            "message_id": message_id,
            "outbox_id": one.call.id,
            "ref": one.call.ref if number == 0 else None,
        }
