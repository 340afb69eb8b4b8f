"""A PostgreSQL of the run's own, where one can be started."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from tests.databases import PostgresServer


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server with an empty, migrated database."""

    url: str
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """Return the processor time so far of the server and its living connections."""
        total = 0.0
        for each in (self.process, *self.process.children(recursive=True)):
            try:
                times = each.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += times.user + times.system
        return total


@contextmanager
def serving_postgres() -> Iterator[Postgres]:
    """Start one. Raises `NoPostgres` where there can be none."""
    server = PostgresServer()
    try:
        database = server.new_database()
        process = server._process
        if process is None:
            raise RuntimeError("the server is not running")
        yield Postgres(database.url, psutil.Process(process.pid))
    finally:
        server.close()
