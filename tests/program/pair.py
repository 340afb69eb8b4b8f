"""Two processes on one PostgreSQL, behind one door."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.databases import TestDatabase
from tests.program.door import door
from tests.program.process import BotProcess, free_port
from tests.program.stage import BOT, UNLIMITED, environment


@dataclass(frozen=True)
class Pair:
    """The processes, and where each takes webhook calls itself."""

    bots: tuple[BotProcess, BotProcess]
    addresses: tuple[str, str]


@asynccontextmanager
async def paired(
    folder: Path, telegram: str, database: TestDatabase, **settings: str
) -> AsyncIterator[Pair]:
    """Start both, and let Telegram come in by turns; leaves no process behind."""
    ports, front = [free_port(), free_port()], free_port()
    bots = []
    async with door(ports, front):
        for number, port in enumerate(ports):
            own = folder / f"bot{number}"
            own.mkdir()
            environs = environment(
                own,
                telegram,
                database,
                "webhook",
                WEBHOOK_URL=f"http://127.0.0.1:{front}/telegram",
                WEBHOOK_LISTEN=f"127.0.0.1:{port}",
                **settings,
            )
            bots.append(BotProcess(own, environs | UNLIMITED))
        addresses = [f"http://127.0.0.1:{port}/telegram/{BOT}" for port in ports]
        try:
            await asyncio.gather(*(bot.start() for bot in bots))
            yield Pair((bots[0], bots[1]), (addresses[0], addresses[1]))
        finally:
            for bot in bots:
                bot.close()
