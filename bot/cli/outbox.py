"""`ownerline outbox`: what did not reach anybody, and one more try."""

import click

from bot.cli.session import asynchronous, parts
from bot.cli.speaking import say
from domain.errors import OwnerlineError
from domain.text import Text

_SHOWN = 50


@click.group()
def outbox() -> None:
    """Look at messages that Telegram would not take."""


@outbox.command()
@click.option("--most", default=_SHOWN, show_default=True, type=click.IntRange(1, 10_000))
@asynchronous
async def failed(most: int) -> None:
    """List what was given up, newest first: number, time, chat, call, Telegram's reason."""
    async with parts() as open_parts:
        found = await open_parts.storage.undelivered.latest(most)
    if not found:
        say(Text("outbox.none"))
    for call in found:
        when = call.at.strftime("%Y-%m-%d %H:%M:%S UTC")
        state = "unknown" if call.is_unknown else "failed"
        place = f"bot {call.place.bot_id}  chat {call.place.chat_id}"
        click.echo(f"{call.id}  {when}  {place}  {call.method}  {state}  {call.reason}")


@outbox.command()
@click.argument("number", type=int)
@asynchronous
async def retry(number: int) -> None:
    """Let a running bot send the message with this NUMBER once more."""
    async with parts() as open_parts:
        if not await open_parts.storage.undelivered.retry(number):
            raise OwnerlineError(Text("outbox.not_retried", number=str(number)))
    say(Text("outbox.retried", number=str(number)))
