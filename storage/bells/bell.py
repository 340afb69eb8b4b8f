"""The bell inside one process."""

import asyncio
from collections.abc import Iterable
from weakref import WeakSet

INBOX = "inbox"
OUTBOX = "outbox"
TIMERS = "timers"
FAQ = "faq"
TOPICS = frozenset({INBOX, OUTBOX, TIMERS, FAQ})


class EventListener:
    """Hears one topic."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake who waits, or let the next wait return at once."""
        self._rung.set()

    async def wait(self, seconds: float) -> bool:
        """Wait for a ring since the last wait, at most so long; True if it rang."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            return False
        self._rung.clear()
        return True


class LocalBell:
    """Rings for everybody in this process."""

    def __init__(self) -> None:
        self._listeners: WeakSet[EventListener] = WeakSet()

    def listener(self, topic: str) -> EventListener:
        """Return a listener; it hears every ring from now on."""
        if topic not in TOPICS:
            raise ValueError(f"no such topic: {topic}")
        listener = EventListener(topic)
        self._listeners.add(listener)
        return listener

    def ring(self, topics: Iterable[str]) -> None:
        """Ring for these topics."""
        for topic in topics:
            for listener in tuple(self._listeners):
                if listener.topic == topic:
                    listener.ring()
