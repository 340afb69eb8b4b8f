"""The bell over all processes: LISTEN on a connection of its own."""

import asyncio
from contextlib import suppress
from typing import Any

from storage.bells.bell import TOPICS, EventListener, LocalBell
from storage.bells.notify import CHANNEL, heard
from storage.database.address import Address
from storage.database.pg_connections import CONNECTION_ERRORS, close, connect

RECONNECT_S = 1.0
PING_EVERY_S = 15.0
PING_ANSWER_S = 5.0


class NotifyBell(LocalBell):
    """Rings also for what other processes commit.

    Listens from the first listener on, and reconnects when the connection is lost; then it rings
    for everything, since what was rung meanwhile is not known.
    """

    def __init__(self, address: Address, name: str) -> None:
        super().__init__()
        self._name = name
        self._address = address
        self._listening: asyncio.Task[None] | None = None
        self.connected = asyncio.Event()
        """Set while notifications arrive."""

    def listener(self, topic: str) -> EventListener:
        """Return a listener; it hears every ring from now on."""
        listener = super().listener(topic)
        if self._listening is None:
            self._listening = asyncio.create_task(self._listen())
        return listener

    async def close(self) -> None:
        """Stop listening."""
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    async def _listen(self) -> None:
        while True:
            connection = None
            try:
                connection = await connect(self._address, statement_s=PING_ANSWER_S)
                await connection.add_listener(CHANNEL, self._on_notification)
                self.connected.set()
                self.ring(TOPICS)
                await self._until_lost(connection)
            except CONNECTION_ERRORS:
                await asyncio.sleep(RECONNECT_S)
            finally:
                self.connected.clear()
                if connection is not None:
                    await close(connection)

    async def _until_lost(self, connection: Any) -> None:
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        while not connection.is_closed():
            with suppress(TimeoutError):
                # not wait_for: on Python 3.11 it can swallow the cancelling that `close` does
                async with asyncio.timeout(PING_EVERY_S):
                    await lost.wait()
                return
            await connection.execute("SELECT 1")

    def _on_notification(self, connection: Any, pid: int, channel: str, payload: object) -> None:
        del connection, pid, channel
        topic = heard(str(payload), self._name)
        if topic is not None:
            self.ring((topic,))
