"""The sandbox as a running server."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from sandbox.accounts import Bot
from sandbox.app import App
from sandbox.client import SandboxClient
from sandbox.control.worlds import add_bot
from sandbox.rates import Rates
from sandbox.webhooks import close_webhook
from sandbox.world import World

_PATIENCE = 0.5


class _Protocol(HttpToolsProtocol):
    """Lets the application close a connection without an answer."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["sandbox.transport"] = self.transport  # type: ignore[typeddict-unknown-key]


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A running sandbox. `url` has no slash at its end."""

    url: str
    world: World
    client: SandboxClient

    @property
    def bot(self) -> Bot:
        """The first bot."""
        return self.world.bot()

    @staticmethod
    @contextlib.asynccontextmanager
    async def serve(
        tokens: Iterable[str] = ("123456:TEST",),
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        rates: Rates | None = None,
        history: int = 50_000,
    ) -> "AsyncIterator[Sandbox]":
        """Serve until the block ends. Port 0: any free port.

        The rates are Telegram's; `Rates(enabled=False)` switches them off.
        """
        world = World(history=history)
        world.rates = rates or Rates()
        for token in tokens:
            add_bot(world, token)
        sock = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((host, port))
        except OSError:
            sock.close()
            raise
        name = f"[{host}]" if ":" in host else host
        url = f"http://{name}:{sock.getsockname()[1]}"
        async with _listening(world, sock), SandboxClient(url) as client:
            yield Sandbox(url, world, client)


@contextlib.asynccontextmanager
async def _listening(world: World, sock: socket.socket) -> AsyncIterator[None]:
    config = Config(
        App(world),
        lifespan="off",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        timeout_keep_alive=75,
    )
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: _Protocol(config=config, server_state=state, app_state={}, _loop=loop),
        sock=sock,
        backlog=2048,
    )
    try:
        yield
    finally:
        server.close()
        await _stop(world, state)
        await server.wait_closed()


async def _stop(world: World, state: ServerState) -> None:
    """Let every long poll and stream end, close what is open."""
    world.hub.close()
    world.loads.close()
    for bot in world.bots.values():
        bot.queue.interrupt("terminated by the end of the sandbox")
        await close_webhook(bot)
    for connection in list(state.connections):
        transport = getattr(connection, "transport", None)
        if transport is not None:
            transport.abort()
    if not state.tasks:
        return
    _, late = await asyncio.wait(list(state.tasks), timeout=_PATIENCE)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
