"""The lead of a bot over all processes: a session advisory lock on a connection of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from storage.database.address import Address
from storage.database.pg_connections import CONNECTION_ERRORS, close, connect
from storage.locks.lock_keys import lock_key

_TRY = "SELECT pg_try_advisory_lock($1)"
TRY_EVERY_S = 1.0
PING_EVERY_S = 1.5
PING_ANSWER_S = 2.0
"""Together less than the server needs to give up on us (`tcp_keepalives_idle`, 4 s): a leader that
was cut off stops before another one can begin."""


class SessionLead:
    """A lead that lasts as long as its connection."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._lost = asyncio.Event()
        connection.add_termination_listener(self._on_end)

    async def lost(self) -> None:
        """Return when the lead is lost; whoever holds it must stop at once."""
        await self._lost.wait()

    async def watch(self) -> None:
        """Ask the server again and again whether we are still there; ends when we are not.

        Whatever ends it, the lead is lost then: nobody would notice the loss any more.
        """
        try:
            while not self._lost.is_set():
                await asyncio.sleep(PING_EVERY_S)
                await self._connection.execute("SELECT 1", timeout=PING_ANSWER_S)
        except CONNECTION_ERRORS:
            self._connection.terminate()
        finally:
            self._lost.set()

    def _on_end(self, connection: Any) -> None:
        del connection
        self._lost.set()


class AdvisoryLeadership:
    """One leader per bot. Another takes over about a second after the lock is free."""

    def __init__(self, address: Address) -> None:
        self._address = address

    @asynccontextmanager
    async def campaign(self, bot_id: int) -> AsyncIterator[SessionLead]:
        """Wait until this process leads, also while the database is gone; hold the lead inside."""
        connection = await self._win(lock_key("lead", bot_id))
        lead = SessionLead(connection)
        watching = asyncio.create_task(lead.watch())
        try:
            yield lead
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
            await close(connection)

    async def _win(self, key: int) -> Any:
        """Try, rather than wait inside the database: a waiting statement would hold up VACUUM."""
        while True:
            connection = None
            won = False
            try:
                connection = await connect(self._address, statement_s=PING_ANSWER_S)
                while not (won := await connection.fetchval(_TRY, key)):  # noqa: ASYNC110
                    await asyncio.sleep(TRY_EVERY_S)
            except CONNECTION_ERRORS:
                await asyncio.sleep(TRY_EVERY_S)
            else:
                return connection
            finally:
                if connection is not None and not won:
                    connection.terminate()
