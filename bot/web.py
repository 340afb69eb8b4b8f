"""Serves HTTP beside the bot: the webhook, and what an operator asks (health, metrics)."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.settings import listen_address
from domain.errors import OwnerlineError
from domain.text import Text


class _Server(uvicorn.Server):
    """uvicorn without its own signal handling: the program has one, for all it runs."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def serving(address: str, routes: Sequence[BaseRoute]) -> AsyncIterator[int]:
    """Serve while inside; yields the port. Requests under way are finished at the end.

    Raises `OwnerlineError` when the address cannot be listened on.
    """
    host, port = listen_address(address)
    config = uvicorn.Config(
        Starlette(routes=list(routes)),
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    server = _Server(config)
    listening = _bound(host, port, address)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        while not server.started and not task.done():  # noqa: ASYNC110 - it has no event
            await asyncio.sleep(0.01)
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        await task
        listening.close()


def _bound(host: str, port: int, address: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        reason = error.strerror or type(error).__name__
        raise OwnerlineError(Text("error.listen", address=address, reason=reason)) from None
    listening.setblocking(False)  # noqa: FBT003 - the socket's own signature
    return listening
