"""`ownerline run`."""

import asyncio
import signal
import sys
from typing import NoReturn

import click

from bot.cli.session import begin
from knowledge.memory import share_memory


def _end_at_once(number: int, frame: object) -> NoReturn:
    del number, frame
    sys.exit(0)


@click.command()
def run() -> None:
    """Run the bot until it is told to stop (SIGTERM or Ctrl-C)."""
    # until the loop listens there is nothing to finish, and a second of imports
    signal.signal(signal.SIGTERM, _end_at_once)
    share_memory()
    from bot.running.program import run as run_bot
    from bot.running.program import stop_on_signals

    settings = begin(quiet=False)

    async def running() -> None:
        stop = asyncio.Event()
        stop_on_signals(stop)
        await run_bot(settings, stop)

    try:
        import uvloop
    except ImportError:  # where it has no wheel
        asyncio.run(running())
    else:
        uvloop.run(running())
