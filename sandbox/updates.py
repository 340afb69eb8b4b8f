"""What a bot has still to be told, and the long poll that asks for it.

Delivery is at least once: an update stays until a larger offset (or a webhook's 2xx) confirms it.
"""

import asyncio
import random
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from sandbox.errors import conflict

LIFE = {"callback_query": 150.0, "inline_query": 30.0}
DEFAULT_LIFE = 86_400.0
NOT_UNLESS_NAMED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
REMEMBERED = 5_000


@dataclass(slots=True)
class Update:
    """An update, written as JSON once, when it is made."""

    id: int
    kind: str
    chat_id: int
    body: bytes
    made_at: float
    delivered_at: float | None = None

    def expired(self, now: float) -> bool:
        """Whether it is too old to be given."""
        return now - self.made_at > LIFE.get(self.kind, DEFAULT_LIFE)


class UpdateQueue:
    """One bot's updates, oldest first."""

    def __init__(self) -> None:
        self.next_id = random.randrange(10**8, 9 * 10**8)  # noqa: S311  (a Telegram habit)
        self.made = 0
        self.allowed: frozenset[str] | None = None
        self.pending: OrderedDict[int, Update] = OrderedDict()
        self.confirmed: deque[Update] = deque(maxlen=REMEMBERED)
        self.again: list[Update] = []
        self.on_delivery: Callable[[Update, float], None] | None = None
        self._poll: asyncio.Future[None] | None = None
        self._idle: list[asyncio.Future[None]] = []
        self._polled: list[asyncio.Future[None]] = []

    def wants(self, kind: str) -> bool:
        """Whether allowed_updates, which is applied when an update is made, names this kind."""
        if self.allowed is None:
            return kind not in NOT_UNLESS_NAMED
        return kind in self.allowed

    def push(self, update: Update) -> None:
        """A new update, after all others."""
        self.pending[update.id] = update
        self.wake()

    def wake(self) -> None:
        """End the long poll, so that it looks again."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def interrupt(self, reason: str) -> None:
        """End the long poll that is under way with 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(conflict(reason))

    def confirm(self, update: Update) -> None:
        """The bot has it."""
        if self.pending.pop(update.id, None) is not None:
            self.confirmed.append(update)
        if not self.pending and not self.again:
            _release(self._idle)

    def confirm_below(self, offset: int) -> None:
        """An offset confirms all that came before it."""
        while self.pending:
            first = next(iter(self.pending.values()))
            if first.id >= offset:
                return
            self.confirm(first)

    def keep_tail(self, count: int) -> None:
        """A negative offset forgets all but the last updates."""
        for update in list(islice(self.pending.values(), max(len(self.pending) - count, 0))):
            self.confirm(update)

    def clear(self) -> None:
        """drop_pending_updates."""
        for update in list(self.pending.values()):
            self.confirm(update)

    def find(self, update_id: int) -> Update | None:
        """A pending or remembered update."""
        if update_id in self.pending:
            return self.pending[update_id]
        return next((update for update in self.confirmed if update.id == update_id), None)

    async def idle(self, seconds: float) -> None:
        """Wait until everything is confirmed, at most so long."""
        if not self.pending and not self.again:
            return
        await _join(self._idle, seconds)

    @property
    def polling(self) -> bool:
        """Whether a long poll is waiting."""
        return self._poll is not None

    async def polled(self, seconds: float) -> None:
        """Wait until a long poll is waiting, at most so long."""
        if not self.polling:
            await _join(self._polled, seconds)

    def batch(self, limit: int, now: float) -> list[Update]:
        """What to give now; also what was asked to be given twice."""
        repeated, self.again = self.again[:limit], self.again[limit:]
        found = repeated + list(islice(self.pending.values(), limit - len(repeated)))
        expired = [update for update in found if update.expired(now)]
        for update in expired:
            self.pending.pop(update.id, None)
        if expired:
            found = [update for update in found if update not in expired]
        for update in found:
            if update.delivered_at is None:
                self.delivered(update, now)
        return found

    def delivered(self, update: Update, now: float) -> None:
        """An update is handed out for the first time."""
        update.delivered_at = now
        if self.on_delivery is not None:
            self.on_delivery(update, now)

    async def poll(self, limit: int, seconds: float, now: Callable[[], float]) -> list[Update]:
        """The long poll of getUpdates; a second one ends the first with 409."""
        self.interrupt(
            "terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        found = self.batch(limit, now())
        if found or seconds <= 0:
            return found
        mine = asyncio.get_running_loop().create_future()
        self._poll = mine
        _release(self._polled)
        try:
            await asyncio.wait_for(mine, seconds)
        except TimeoutError:
            return []
        finally:
            if self._poll is mine:
                self._poll = None
        return self.batch(limit, now())


async def _join(waiters: list[asyncio.Future[None]], seconds: float) -> None:
    waiter = asyncio.get_running_loop().create_future()
    waiters.append(waiter)
    await asyncio.wait([waiter], timeout=seconds)


def _release(waiters: list[asyncio.Future[None]]) -> None:
    for waiter in waiters:
        if not waiter.done():
            waiter.set_result(None)
    waiters.clear()
