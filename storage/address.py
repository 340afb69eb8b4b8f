"""Database addresses as an operator writes them."""

from enum import StrEnum
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from domain.errors import OwnerlineError
from domain.text import Text


class Dialect(StrEnum):
    """The databases we know."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


class Address:
    """Where the database is: `sqlite:///path` or `postgresql://user:password@host/name`.

    Raises `OwnerlineError` for anything else.
    """

    def __init__(self, address: str) -> None:
        try:
            url = make_url(address)
        except ArgumentError as error:
            raise OwnerlineError(Text("storage.bad_address")) from error
        kind = url.get_backend_name().replace("postgres", "postgresql", 1)
        kind = "postgresql" if kind.startswith("postgresql") else kind
        if kind not in set(Dialect) or (kind == Dialect.SQLITE and not url.database):
            raise OwnerlineError(Text("storage.bad_address"))
        self.dialect = Dialect(kind)
        driver = "sqlite+aiosqlite" if self.dialect is Dialect.SQLITE else "postgresql+asyncpg"
        self.url: URL = url.set(drivername=driver)

    @property
    def file(self) -> Path:
        """The file of a SQLite database."""
        return Path(self.url.database or "")

    def beside(self, name: str) -> Path:
        """Return the path of a file beside a SQLite database, such as a lock."""
        return self.file.with_name(f"{self.file.name}.{name}")

    def asyncpg_arguments(self) -> dict[str, object]:
        """Return what asyncpg's own `connect` needs."""
        arguments: dict[str, object] = dict(self.url.translate_connect_args(username="user"))
        arguments.update(self.url.query)
        return arguments
