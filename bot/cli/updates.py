"""`ownerline updates`: what was set aside, and one more try."""

import click

from bot.cli.session import asynchronous, parts
from bot.cli.speaking import say
from domain.errors import OwnerlineError
from domain.text import Text


@click.group()
def updates() -> None:
    """Look at updates that could not be handled."""


@updates.command()
@click.option("--traceback", is_flag=True, help="Show where each one failed.")
@asynchronous
async def failed(traceback: bool) -> None:
    """List what was set aside, newest first."""
    async with parts() as open_parts:
        found = await open_parts.storage.inbox.failed()
    if not found:
        say(Text("updates.none"))
    for update in found:
        last = update.error.strip().splitlines()[-1] if update.error.strip() else ""
        when = update.failed_at.strftime("%Y-%m-%d %H:%M:%S UTC")
        click.echo(f"{update.reference}  {when}  bot {update.bot_id}  {last}")
        if traceback:
            click.echo(update.error)


@updates.command()
@click.argument("reference")
@asynchronous
async def retry(reference: str) -> None:
    """Let a running bot handle the update with this REFERENCE once more."""
    async with parts() as open_parts:
        if not await open_parts.storage.inbox.retry(reference.strip().upper()):
            raise OwnerlineError(Text("updates.unknown", reference=reference))
    say(Text("updates.retried", reference=reference))
