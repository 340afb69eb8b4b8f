"""Commits updates to the inbox; what arrives together is committed together."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot import metrics
from bot.telegram.lanes import lane_of
from domain.pipeline import Inbox, Lane, NewUpdate, PendingUpdate

MAX_BATCH = 100

HandOver = Callable[[Mapping[Lane, Sequence[PendingUpdate]]], None]
"""Takes what `Inbox.receive` returns on to be handled."""


class Malformed(ValueError):
    """What came is no update of Telegram's."""


def new_update(bot_id: int, payload: Any) -> NewUpdate:
    """Check what every update has. Raises `Malformed`."""
    if not isinstance(payload, dict):
        raise Malformed("an update is a JSON object")
    update_id = payload.get("update_id")
    if not isinstance(update_id, int) or isinstance(update_id, bool) or abs(update_id) >= 2**63:
        raise Malformed("an update has an integer update_id")
    return NewUpdate(lane_of(bot_id, payload), update_id, payload)


class Intake:
    """One door to the inbox for all bots and both modes."""

    def __init__(self, inbox: Inbox, hand_over: HandOver) -> None:
        self._inbox = inbox
        self._hand_over = hand_over
        self._waiting: list[tuple[NewUpdate, asyncio.Future[None]]] = []
        self._committing: asyncio.Task[None] | None = None

    async def commit(self, updates: list[NewUpdate]) -> None:
        """Commit a batch. Raises `Busy` when the database cannot take it now."""
        if not updates:
            return
        received = await self._inbox.receive(updates)
        metrics.RECEIVED.inc(len(updates))
        self._hand_over(received)

    async def receive(self, update: NewUpdate) -> None:
        """Commit one update along with those that arrive while another commit is under way."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((update, future))
        if self._committing is None or self._committing.done():
            self._committing = asyncio.create_task(self._commit_waiting())
        await future

    async def _commit_waiting(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MAX_BATCH], self._waiting[MAX_BATCH:]
            try:
                await self.commit([update for update, _ in batch])
            except Exception as error:  # noqa: BLE001 - each waiter is told
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
            else:
                for _, future in batch:
                    if not future.done():
                        future.set_result(None)
