"""How long to leave a chat, or everybody, in peace after Telegram refused or failed."""

import time

from bot import metrics
from bot.sending.budget import Budget

_REFUSED_IN_A_ROW = 4
"""Chats that are told to wait, with no message accepted in between, before all wait. Telegram does
not say which limit was met; busy groups meet theirs often, several at a time."""


class Patience:
    """Holds chats back in the budget."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._refused: set[int] = set()
        self._faults: dict[int, int] = {}

    def told_to_wait(self, chat: int, seconds: float) -> None:
        """Telegram had too many requests."""
        metrics.HELD_BACK.labels("wait").inc()
        until = time.monotonic() + seconds
        self._budget.hold_chat(chat, until)
        self._refused.add(chat)
        if len(self._refused) >= _REFUSED_IN_A_ROW:
            # nobody was served in between: not some chats are busy, but the bot as a whole
            self._refused.clear()
            self._budget.hold_all(until)

    def failed(self, chat: int) -> None:
        """A call failed for a passing reason."""
        metrics.HELD_BACK.labels("again").inc()
        self._faults[chat] = faults = self._faults.get(chat, 0) + 1
        now = time.monotonic()
        self._budget.hold_chat(chat, now + min(30.0, 0.25 * 2 ** min(faults, 8)))
        if len(self._faults) > 2:
            # many chats fail: Telegram or the line is down, so ask more gently
            self._budget.hold_all(now + min(2.0, 0.1 * 2 ** min(faults, 5)))

    def unauthorised(self) -> None:
        """The token is refused: nothing will go before somebody has looked at it."""
        metrics.HELD_BACK.labels("unauthorised").inc()
        self._budget.hold_all(time.monotonic() + 30)

    def served(self) -> None:
        """A message was accepted."""
        self._refused.clear()

    def settled(self, chat: int) -> None:
        """Whatever failed for a chat is settled."""
        self._faults.pop(chat, None)
