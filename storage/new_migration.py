"""Writes the next migration: `python -m storage.new_migration "what it does"`.

Compares the tables in code with a throwaway SQLite database that has every migration so far.
"""

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import Connection

from storage.database.address import Address
from storage.migrating import config, newest_revision, schema_connection, upgrade


async def write_migration(what: str) -> Path:
    """Write the difference as a new file; returns its path. It wants to be read before use."""
    number = f"{int(newest_revision()) + 1:04d}"
    slug = re.sub(r"[^a-z0-9]+", "_", what.lower()).strip("_")
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{folder}/throwaway.db"
        await upgrade(address)
        async with schema_connection(Address(address)) as conn:
            return await conn.run_sync(_write, number, slug, what)


def _write(conn: Connection, number: str, slug: str, what: str) -> Path:
    settings = config()
    settings.attributes["connection"] = conn
    settings.set_main_option("file_template", f"{number}_{slug}".replace("%", "%%"))
    script = command.revision(settings, what, autogenerate=True, rev_id=number)
    if script is None or isinstance(script, list):
        raise RuntimeError("Alembic wrote no single migration")
    return Path(script.path)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit('Say what it does: python -m storage.new_migration "cars have colours"')
    sys.stdout.write(f"{asyncio.run(write_migration(sys.argv[1]))}\n")
