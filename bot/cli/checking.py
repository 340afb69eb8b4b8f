"""`ownerline check`."""

import click

from bot.cli.session import asynchronous, parts
from bot.cli.speaking import in_words

_SIGNS = {"good": "✓", "note": "·", "bad": "✗"}


@click.command()
@asynchronous
async def check() -> int:
    """Say what is wrong with token, group rights, database, FAQ and policy."""
    from bot.checks.checkup import examine
    from bot.finding import Grade

    bad = 0
    async with parts() as open_parts:
        async for finding in examine(open_parts):
            click.echo(f"{_SIGNS[finding.grade]} {in_words(finding.text)}")
            bad += finding.grade is Grade.BAD
    return 1 if bad else 0
