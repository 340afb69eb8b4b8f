"""A door before several processes: each connection goes to the next one that is there."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from itertools import count


@contextlib.asynccontextmanager
async def door(ports: list[int], port: int) -> AsyncIterator[None]:
    """Listen on `port` and pass connections on."""
    turn = count()
    tasks: set[asyncio.Task[None]] = set()

    async def enter(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in ports:
            with contextlib.suppress(OSError):
                inside = await asyncio.open_connection("127.0.0.1", ports[next(turn) % len(ports)])
                ways = (_copy(reader, inside[1]), _copy(inside[0], writer))
                tasks.update(asyncio.create_task(way) for way in ways)
                return
        writer.close()

    server = await asyncio.start_server(enter, "127.0.0.1", port)
    try:
        yield
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
    finally:
        writer.close()
