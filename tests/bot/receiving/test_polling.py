"""Long polling: what is committed is confirmed, and nothing else is thrown away."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from aiohttp import web

from bot.receiving.intake import Intake
from bot.receiving.polling import Poller
from domain.errors import Busy
from domain.pipeline import Lane, NewUpdate, PendingUpdate

BOT = 7


class Server:
    """Gives out the batches it was given, then nothing; remembers the offsets."""

    def __init__(self, *batches: Sequence[int]) -> None:
        self._batches = list(batches)
        self.offsets: list[int | None] = []
        self.exhausted = asyncio.Event()
        self.released = asyncio.Event()

    async def updates(self, request: web.Request) -> web.Response:
        offset = request.query.get("offset")
        self.offsets.append(None if offset is None else int(offset))
        if not self._batches:
            self.exhausted.set()
            await self.released.wait()
        batch = self._batches.pop(0) if self._batches else ()
        result = [{"update_id": number} for number in batch]
        return web.json_response({"ok": True, "result": result})


class Inbox:
    """Takes updates, unless it is away so many times."""

    def __init__(self, *, away: int = 0) -> None:
        self._away = away
        self.taken: list[int] = []

    async def receive(self, updates: Sequence[NewUpdate]) -> Mapping[Lane, Sequence[PendingUpdate]]:
        if self._away:
            self._away -= 1
            raise Busy
        self.taken += [update.update_id for update in updates]
        return {}


async def polled(server: Server, inbox: Any) -> None:
    """Poll until the server has nothing left."""
    app = web.Application()
    app.router.add_post("/getUpdates", server.updates)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    intake = Intake(inbox, lambda received: None)
    polling = asyncio.create_task(Poller(BOT, f"http://127.0.0.1:{port}", intake).run())
    try:
        async with asyncio.timeout(20):
            await server.exhausted.wait()
    finally:
        server.released.set()
        polling.cancel()
        with suppress(asyncio.CancelledError):
            await polling
        await runner.cleanup()


async def test_what_is_committed_is_confirmed() -> None:
    server, inbox = Server([5, 6], [7]), Inbox()
    await polled(server, inbox)
    assert inbox.taken == [5, 6, 7]
    assert server.offsets == [None, 7, 8]


async def test_what_could_not_be_committed_is_asked_for_again() -> None:
    server, inbox = Server([5], [5], [6]), Inbox(away=1)
    await polled(server, inbox)
    assert inbox.taken == [5, 6]
    assert server.offsets == [None, None, 6, 7]


async def test_updates_numbered_anew_after_a_quiet_week_are_not_thrown_away() -> None:
    """An offset tells Telegram to forget every update with a smaller number."""
    server, inbox = Server([900], [], [], [3]), Inbox()
    await polled(server, inbox)
    assert inbox.taken == [900, 3]
    assert server.offsets == [None, 901, None, None, 4]
