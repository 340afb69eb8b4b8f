"""Telegram's limits on sending. The real ones are not published; these are the known figures."""

import math
from collections import OrderedDict, deque
from dataclasses import dataclass

from sandbox.errors import too_many

REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Rates:
    """Messages a second over all chats and in one chat, a minute in one group.

    `burst`: how many messages to one chat pass at once. `paid`: a second, with paid broadcast.
    """

    enabled: bool = True
    overall: float = 30.0
    chat: float = 1.0
    burst: int = 5
    group: int = 20
    paid: float = 1000.0


class Limiter:
    """Counts one bot's messages and refuses those over the rates.

    A refused call costs nothing, as far as is known.
    """

    def __init__(self) -> None:
        self._overall = 0.0
        self._chats: OrderedDict[int, float] = OrderedDict()
        self._groups: dict[int, deque[float]] = {}

    def take(
        self, rates: Rates, chat_id: int, cost: int, now: float, *, paid: bool = False
    ) -> None:
        """Raises 429 with retry_after, in whole seconds, where `cost` messages are too many."""
        per_second = rates.paid if paid else rates.overall
        overall = _bucket(self._overall, now, per_second, max(per_second, cost), cost)
        if chat_id < 0:
            sent = self._group(chat_id, now)
            if len(sent) + cost > rates.group:
                over = min(len(sent) + cost - rates.group, len(sent)) or 1
                raise too_many(math.ceil(max(sent[over - 1] + 60.0 - now, 1.0)) if sent else 60)
            sent.extend([now] * cost)
        else:
            burst = max(rates.burst, cost)
            self._chats[chat_id] = _bucket(
                self._chats.get(chat_id, 0.0), now, rates.chat, burst, cost
            )
            if len(self._chats) > REMEMBERED:
                self._chats.popitem(last=False)
        self._overall = overall

    def _group(self, chat_id: int, now: float) -> deque[float]:
        sent = self._groups.setdefault(chat_id, deque())
        while sent and sent[0] <= now - 60.0:
            sent.popleft()
        return sent


def _bucket(full_at: float, now: float, rate: float, burst: float, cost: int) -> float:
    """The time at which the bucket will be empty again, with this cost in it."""
    start = max(full_at, now)
    filled = start + cost / rate
    if filled - now > burst / rate + 1e-9:
        raise too_many(max(math.ceil(filled - now - burst / rate), 1))
    return filled
