"""The local Telegram that every bot of a run talks to, as a process of its own."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from sandbox.client import SandboxClient
from tests.bench.child import Child, python

_START_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Server:
    """The server, the way to its control side, and its process."""

    url: str
    client: SandboxClient
    process: Child


@asynccontextmanager
async def serving(tokens: Sequence[str], folder: Path) -> AsyncIterator[Server]:
    """Serve bots with these tokens, without limits on sending."""
    address = f"127.0.0.1:{free_port()}"
    named = [part for token in tokens for part in ("--token", token)]
    command = python("-m", "sandbox", "--listen", address, "--no-rates", *named)
    with Child("the local server", command, folder / "server.log") as process:
        async with SandboxClient(f"http://{address}") as client:
            for _ in range(_START_SECONDS * 20):
                process.require_alive()
                try:
                    await client.get("/state")
                    break
                except httpx.TransportError:
                    await asyncio.sleep(0.05)
            yield Server(f"http://{address}", client, process)


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
