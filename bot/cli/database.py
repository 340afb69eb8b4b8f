"""`ownerline db`: upgrade, backup, restore."""

from pathlib import Path

import click

from bot.cli.session import asynchronous, begin
from bot.cli.speaking import say
from bot.settings import make_data_dir
from domain.text import Text


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
@asynchronous
async def upgrade() -> None:
    """Bring the database up to date (`run` does so by itself)."""
    from storage.migrating import upgrade as bring_up_to_date

    settings = begin()
    make_data_dir(settings)
    done = await bring_up_to_date(settings.database)
    say(Text("db.upgraded") if done.changed else Text("db.current"))


@db.command()
@click.argument("file", type=click.Path(path_type=Path))
@asynchronous
async def backup(file: Path) -> None:
    """Write a consistent copy of everything into FILE, beside a running bot."""
    from storage.backup import backup as write_backup

    settings = begin()
    summary = await write_backup(settings.database, settings.data_dir / "files", file)
    say(Text("db.backed_up", file=str(file), n=summary.rows, files=summary.files))


@db.command()
@click.argument("file", type=click.Path(path_type=Path))
@asynchronous
async def restore(file: Path) -> None:
    """Fill an empty database from FILE (made by `db backup`, on SQLite or PostgreSQL)."""
    from storage.backup import restore as read_backup

    settings = begin()
    make_data_dir(settings)
    summary = await read_backup(settings.database, settings.data_dir / "files", file)
    say(Text("db.restored", file=str(file), n=summary.rows, files=summary.files))
