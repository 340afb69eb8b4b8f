"""`ownerline run`."""

import asyncio

import click

from bot.cli.session import begin


@click.command()
def run() -> None:
    """Run the bot until it is told to stop (SIGTERM or Ctrl-C)."""
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
