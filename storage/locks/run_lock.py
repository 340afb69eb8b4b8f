"""One `run` per SQLite file."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from domain.errors import OwnerlineError
from domain.text import Text
from storage.database.address import Address, Dialect


@contextmanager
def only_run(address: str) -> Iterator[None]:
    """Hold what keeps a second `run` off the same SQLite file; commands do not ask for it.

    On PostgreSQL any number may run. Raises `OwnerlineError` when another runs already.
    """
    where = Address(address)
    if where.dialect is not Dialect.SQLITE:
        yield
        return
    where.file.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(where.beside("run.lock"), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise OwnerlineError(Text("storage.runs_already", path=str(where.file))) from error
    try:
        yield
    finally:
        lock.release()
