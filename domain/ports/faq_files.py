"""Files of FAQ entries: read, written, and made ready to answer."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from domain.knowledge import FaqEntry


class FaqFiles(Protocol):
    """Files in the formats of `domain.faq_file.ENDINGS`. Takes seconds for long ones."""

    async def read(self, name: str, content: bytes) -> Sequence[FaqEntry]:
        """Return the entries of a file. Raises `FaqFileRefused`, which names every problem."""
        ...

    async def write(self, ending: str, entries: Iterable[FaqEntry]) -> bytes:
        """Return a file of entries that reads back as the same entries."""
        ...

    async def prepare(self, entries: Sequence[FaqEntry]) -> None:
        """Compute what answering with entries needs, so that owners wait for nothing later."""
        ...
