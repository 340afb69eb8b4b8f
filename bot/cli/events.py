"""`ownerline events`: what happened to owners and cars, from files."""

from pathlib import Path

import click

from bot.cli.session import asynchronous, parts
from bot.cli.speaking import in_words, say
from domain.text import Text


@click.group()
def events() -> None:
    """Deliveries, service visits and whatever else happens to owners and cars."""


@events.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@asynchronous
async def import_(file: Path) -> None:
    """Import events from FILE (CSV or XLSX), one a row.

    Columns: telegram_id, phone, vin (at least one of the three), kind, time, desk, amount.
    """
    from bot.event_files import EventsRefused
    from bot.event_import import import_events

    async with parts() as open_parts:
        try:
            done = await import_events(open_parts, file)
        except EventsRefused as refused:
            for row, text in refused.problems:
                click.echo(f"{file.name}:{row}: {in_words(text)}", err=True)
            raise
    for row in done.unmatched:
        click.echo(f"{file.name}:{row}: {in_words(Text('events.unmatched_row'))}")
    say(Text("events.imported", new=done.new, known=done.known, unmatched=len(done.unmatched)))
