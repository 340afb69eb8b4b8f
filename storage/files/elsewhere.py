"""Files wherever fsspec reaches: object stores, SFTP, network shares."""

import asyncio
import secrets
from typing import Any

from domain.errors import Busy
from storage.files.keys import checked


class ElsewhereFiles:
    """The `Files` below an address. What is written goes to its key in one step, once it is whole.

    `system` is an fsspec file system, whose calls block: they run in threads.
    """

    def __init__(self, system: Any, base: str) -> None:
        self._system = system
        self._base = base.rstrip("/")

    async def keep(self, key: str, content: bytes) -> None:
        """Keep a file, all of it or nothing."""
        path = self._path(key)
        try:
            await asyncio.to_thread(self._write, path, content)
        except OSError as error:
            raise Busy from error

    async def read(self, key: str) -> bytes | None:
        """Return a file's content; None if there is none."""
        path = self._path(key)
        try:
            found: bytes = await asyncio.to_thread(self._system.cat_file, path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Busy from error
        return found

    async def remove(self, key: str) -> None:
        """Forget a file."""
        path = self._path(key)
        try:
            await asyncio.to_thread(self._system.rm_file, path)
        except FileNotFoundError:
            return
        except OSError as error:
            raise Busy from error

    def _path(self, key: str) -> str:
        return f"{self._base}/{checked(key)}"

    def _write(self, path: str, content: bytes) -> None:
        folder = path.rpartition("/")[0]
        self._system.makedirs(folder, exist_ok=True)
        part = f"{folder}/.{secrets.token_hex(8)}.part"
        self._system.pipe_file(part, content)
        self._system.mv(part, path)
