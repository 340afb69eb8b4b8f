"""Telegram's budgets: over all chats, to one chat, to one group. Times are monotonic seconds."""

from collections import deque
from dataclasses import dataclass, field

from domain.pipeline import QueuedCall

_MOST_CHATS = 5000
"""Remembered before those of whom nothing is left to know are forgotten."""

_MINUTE = 61.0
"""Seconds. One more than Telegram's, as calls take unequally long on their way."""

_WORTH_IT = 0.005
"""Seconds of waiting that are not worth a thought how to shorten them."""

FREE = frozenset({"set_message_reaction", "delete_messages"})
"""What shows no message, so that it counts in no chat, only over all."""


def cost_of(call: QueuedCall) -> int:
    """Return how many messages a call counts for in its chat: an album is several."""
    if call.method == "send_media_group":
        return len(call.params["media"])
    return 0 if call.method in FREE else 1


@dataclass(slots=True)
class Bucket:
    """A token bucket: `rate` tokens a second, at most `burst` saved up.

    With `a_minute`, no more than that goes in any minute. A bucket alone that keeps to this leaves
    room for its burst in every minute, also where none comes; so one more may go whenever what the
    minute has left, spread evenly, allows it. A call that costs more than the burst waits until the
    bucket is full, and leaves a debt.
    """

    rate: float
    burst: float
    a_minute: float | None = None
    tokens: float = -1.0
    at: float = 0.0
    spent: deque[tuple[float, float]] = field(default_factory=deque)
    total: float = 0.0
    """What was spent in the last minute."""

    def __post_init__(self) -> None:
        if self.tokens < 0:
            self.tokens = self.burst

    def delay(self, now: float, cost: float = 1) -> float:
        """Return how long until a call of that cost may go."""
        self._fill(now)
        need = max(1.0, min(cost, self.burst))
        wait = 0.0 if self.tokens >= need else (need - self.tokens) / self.rate
        if self.a_minute is None:
            return wait
        self._forget(now)
        if wait > _WORTH_IT and cost <= 1:
            wait = min(wait, self._even_delay(now, self.a_minute))
        return max(wait, self._minute_delay(now, cost, self.a_minute))

    def spend(self, now: float, cost: float = 1) -> None:
        """Take tokens (the balance may go below zero)."""
        self._fill(now)
        self.tokens -= cost
        if self.a_minute is not None:
            if cost <= 1:
                self.tokens = max(0.0, self.tokens)
            self._forget(now)
            self.spent.append((now, cost))
            self.total += cost

    def is_full(self, now: float) -> bool:
        """Whether nothing was spent lately, so that forgetting it changes nothing."""
        self._fill(now)
        self._forget(now)
        return self.tokens >= self.burst and not self.spent

    def _minute_delay(self, now: float, cost: float, a_minute: float) -> float:
        """Return how long until the minute has room for it."""
        over = self.total + min(cost, a_minute) - a_minute
        wait = 0.0
        for at, spent in self.spent:
            if over <= 0:
                break
            over -= spent
            wait = at + _MINUTE - now
        return wait

    def _even_delay(self, now: float, a_minute: float) -> float:
        """Return how long to wait if all that may go in the next minute went at even distances.

        What was spent comes back a minute later; nobody must have to wait for it then for longer
        than between any two others.
        """
        if not self.spent:
            return 0.0
        last = self.spent[-1][0]
        possible = a_minute - self.total
        apart = _MINUTE / a_minute
        for at, spent in self.spent:
            apart = max(apart, (at + _MINUTE - last) / max(1.0, possible + 1))
            possible += spent
        return max(0.0, last + apart - now)

    def _forget(self, now: float) -> None:
        while self.spent and self.spent[0][0] <= now - _MINUTE:
            self.total -= self.spent.popleft()[1]

    def _fill(self, now: float) -> None:
        self.tokens = min(self.burst, self.tokens + max(0.0, now - self.at) * self.rate)
        self.at = now


@dataclass(frozen=True, slots=True)
class Rates:
    """`overall` and `chat`: a second; `group`: a minute, over all of its topics."""

    overall: float = 30
    chat: float = 1
    group: float = 20
    chat_burst: float = 4
    """Short bursts to one chat pass at Telegram, of five or so; an answer of several parts needs
    them. One is left for calls that take unequally long on their way."""
    group_burst: float = 5

    def bucket(self, chat_id: int) -> Bucket:
        """Return the bucket for a chat; groups have negative ids."""
        if chat_id < 0:
            # the burst and a minute's refill together stay within the rate
            burst = max(1.0, min(self.group_burst, self.group / 4))
            return Bucket(max(self.group - burst, self.group / 2) / 60, burst, self.group)
        return Bucket(self.chat, max(1.0, self.chat_burst * self.chat))


class Budget:
    """What may be sent now."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        # at most a thirtieth saved up: a full second never holds many more than `rate`
        self._overall = Bucket(rates.overall, max(1.0, rates.overall / 30))
        self._chats: dict[int, Bucket] = {}
        self._all_until = 0.0
        self._until: dict[int, float] = {}

    def delay(self, chat_id: int, now: float, cost: int = 1) -> float:
        """Return how many seconds a call to that chat must wait; 0: it may go now."""
        waits = [self._overall.delay(now), self._all_until - now, self._until.get(chat_id, 0) - now]
        bucket = self._chats.get(chat_id) if cost else None
        if bucket:
            waits.append(bucket.delay(now, cost))
        return max(0.0, *waits)

    def overall_delay(self, now: float) -> float:
        """Return how long until anything may go to anybody."""
        return max(0.0, self._overall.delay(now), self._all_until - now)

    def spend(self, chat_id: int, now: float, cost: int = 1) -> None:
        """Count a call that goes now."""
        self._overall.spend(now, max(cost, 1))
        if not cost:
            return
        bucket = self._chats.get(chat_id)
        if bucket is None:
            bucket = self._chats[chat_id] = self._rates.bucket(chat_id)
            bucket.at = now
        bucket.spend(now, cost)
        if max(len(self._chats), len(self._until)) > _MOST_CHATS:
            self._forget(now)

    def hold_chat(self, chat_id: int, until: float) -> None:
        """Send nothing to a chat before then."""
        self._until[chat_id] = max(until, self._until.get(chat_id, 0.0))

    def hold_all(self, until: float) -> None:
        """Send nothing at all before then."""
        self._all_until = max(until, self._all_until)

    def _forget(self, now: float) -> None:
        self._chats = {
            chat: bucket for chat, bucket in self._chats.items() if not bucket.is_full(now)
        }
        self._until = {chat: until for chat, until in self._until.items() if until > now}
