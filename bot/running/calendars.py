"""Looks ahead in the desks' calendars, and says in the log of which days off nothing is known."""

import asyncio
from collections.abc import Callable, Sequence

import structlog

from bot.checks.desks import coming_days_off
from domain.desks import Desk
from domain.ports import Clock
from domain.text import Text

_EVERY_SECONDS = 24 * 3600.0
_log = structlog.get_logger(__name__)


class Calendars:
    """Tells once a day, as long as nobody has done anything about it."""

    def __init__(
        self, desks: Sequence[Desk], clock: Clock, in_words: Callable[[Text], str]
    ) -> None:
        self._desks = desks
        self._clock = clock
        self._in_words = in_words

    async def run(self) -> None:
        """Look now and once a day, until cancelled."""
        while True:
            self.look()
            await asyncio.sleep(_EVERY_SECONDS)

    def look(self) -> None:
        """Look once."""
        for desk in self._desks:
            for finding in coming_days_off(desk, self._clock.now()):
                _log.warning(self._in_words(finding.text), desk=desk.key)
