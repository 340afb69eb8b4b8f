"""Keeping files: attachments of cases, drawn reports."""

from typing import Protocol


class Files(Protocol):
    """Files by key, such as `cases/17/photo.jpg`. Keys are ours; no part of one may be `..`.

    Raises `Busy` while the place where they are kept cannot be reached.
    """

    async def keep(self, key: str, content: bytes) -> None:
        """Keep a file, all of it or nothing; one under the same key is replaced."""
        ...

    async def read(self, key: str) -> bytes | None:
        """Return a file's content; None if none is kept under that key."""
        ...

    async def remove(self, key: str) -> None:
        """Forget a file; one that is not there changes nothing."""
        ...
