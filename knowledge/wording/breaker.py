"""A circuit breaker: a server that fails again and again is left alone for a while.

Nygard, "Release It!" (2007). Closed, it lets everything through; after `FAILURES` in a row it opens
and lets nothing through until its pause is over; then one call is tried, which closes it or opens
it for twice as long.
"""

from collections.abc import Callable

FAILURES = 3
FIRST_PAUSE = 30.0
LONGEST_PAUSE = 600.0
"""Seconds."""


class Breaker:
    """The state of one server. `now` is a clock in seconds that only goes forward."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._failures = 0
        self._pause = FIRST_PAUSE
        self._open_until: float | None = None
        self._is_trying = False

    def lets_through(self) -> bool:
        """Return whether to call; say afterwards how it went (`went`, or `abandoned`)."""
        if self._open_until is None:
            return True
        if self._is_trying or self._now() < self._open_until:
            return False
        self._is_trying = True
        return True

    def went(self, *, well: bool) -> None:
        """Take note of how a call went."""
        self._is_trying = False
        if well:
            self._failures, self._pause, self._open_until = 0, FIRST_PAUSE, None
            return
        self._failures += 1
        if self._open_until is not None:
            self._pause = min(LONGEST_PAUSE, self._pause * 2)
        if self._failures >= FAILURES:
            self._open_until = self._now() + self._pause

    def abandoned(self) -> None:
        """Take note that a call was given up before it said anything."""
        self._is_trying = False
