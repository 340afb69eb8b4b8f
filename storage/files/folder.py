"""Files in a folder of this machine."""

import asyncio
import os
import secrets
from pathlib import Path

from domain.errors import Busy
from storage.files.keys import checked


class FolderFiles:
    """The `Files` below a folder. A crash while one is written leaves the one before it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def keep(self, key: str, content: bytes) -> None:
        """Keep a file, all of it or nothing."""
        try:
            await asyncio.to_thread(self._write, self._folder / checked(key), content)
        except OSError as error:
            raise Busy from error

    async def read(self, key: str) -> bytes | None:
        """Return a file's content; None if there is none."""
        try:
            return await asyncio.to_thread((self._folder / checked(key)).read_bytes)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise Busy from error

    async def remove(self, key: str) -> None:
        """Forget a file."""
        path = self._folder / checked(key)
        try:
            await asyncio.to_thread(path.unlink, missing_ok=True)
        except OSError as error:
            raise Busy from error

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{secrets.token_hex(8)}.part")
        try:
            with part.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
