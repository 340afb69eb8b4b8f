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
        driver = "sqlite+direct" if self.dialect is Dialect.SQLITE else "postgresql+asyncpg"
        self.url: URL = url.set(drivername=driver)

    @property
    def file(self) -> Path:
        """The file of a SQLite database."""
        return Path(self.url.database or "")

    def beside(self, name: str) -> Path:
        """Return the path of a file beside a SQLite database, such as a lock."""
        return self.file.with_name(f"{self.file.name}.{name}")

    @property
    def dsn(self) -> str:
        """The address for asyncpg, which knows libpq's parameters (`?sslmode=require` …)."""
        return self.url.set(drivername="postgresql").render_as_string(hide_password=False)
