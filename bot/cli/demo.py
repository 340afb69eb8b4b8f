"""`ownerline demo`: the whole thing on this machine, without a Telegram account."""

import asyncio
import shutil
import sys
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from pathlib import Path
from typing import TypeVar

import click

from bot.cli.session import begin
from bot.settings import Mode, Settings
from domain.errors import OwnerlineError
from domain.text import Text

SAMPLE = Path(__file__).parent.parent / "sample"


@click.command()
@click.option("--exit", "leave", is_flag=True, help="End after the tour; 0 if all went well.")
@click.option("--port", default=8081, show_default=True, help="Where the page is; 0: any port.")
def demo(leave: bool, port: int) -> None:
    """Show the bot of a made-up brand on a local Telegram, with a page to chat on."""
    good = asyncio.run(_demo(begin(), port, leave=leave))
    sys.exit(0 if good else 1)


def _settings(base: Settings) -> Settings:
    """Return settings that touch nothing of an installation that may live beside the demo."""
    data = base.data_dir / "demo"
    shutil.rmtree(data, ignore_errors=True)
    fields = {
        "data_dir": data,
        "database_url": "",
        "chroma_url": "",
        "policy": SAMPLE / "policy.yaml",
        "embeddings": "bundled",
        "chat_model": "",
        "ops_listen": "off",
        "mode": Mode.POLLING,
        "send_rate": 30,
        "chat_rate": 1,
        "group_rate": 20,
    }
    return base.model_copy(update=fields)


_Entered = TypeVar("_Entered")


async def _entered(
    stack: AsyncExitStack, serving: AbstractAsyncContextManager[_Entered], port: int
) -> _Entered:
    """Enter what listens on the port. Raises `OwnerlineError` when it is taken."""
    try:
        return await stack.enter_async_context(serving)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OwnerlineError(Text("error.demo_port", port=str(port), reason=reason)) from None


async def _demo(base: Settings, port: int, *, leave: bool) -> bool:
    from pydantic import SecretStr

    from bot.demo.tour import Tour
    from bot.demo.world import TOKEN, populate
    from bot.faq_files import import_files
    from bot.rendering.catalog import Catalog
    from bot.running.program import run, stop_on_signals
    from bot.wiring import opened
    from sandbox.server import Sandbox

    stop, ready = asyncio.Event(), asyncio.Event()
    async with AsyncExitStack() as stack:
        sandbox = await _entered(stack, Sandbox.serve([TOKEN], port=port), port)
        world = await populate(sandbox.client)
        update = {
            "telegram_token": (SecretStr(TOKEN),),
            "telegram_api_url": sandbox.url,
            "staff_chat_id": world.desk,
            "admin_ids": (world.wu.id,),
        }
        # only now: a demo that runs already has the port, and its data stays
        settings = _settings(base).model_copy(update=update)
        click.echo("Reading the sample FAQ …")
        async with opened(settings) as parts:
            await import_files(parts, SAMPLE / "faq", replace=False, by="demo")
        click.echo("Starting the bot …")
        stop_on_signals(stop)
        bot = asyncio.create_task(run(settings, stop, ready.set))
        starting = asyncio.create_task(ready.wait())
        await asyncio.wait([bot, starting], return_when=asyncio.FIRST_COMPLETED)
        if bot.done():
            starting.cancel()
            await bot
            return False
        good = await Tour(world, Catalog.load()).play()
        if not leave and not stop.is_set():
            click.secho(f"\nChat with it yourself: {sandbox.url}", bold=True)
            click.echo("Ctrl-C ends the demo.")
            await asyncio.wait([bot, asyncio.create_task(stop.wait())])
        stop.set()
        await bot
    return good
