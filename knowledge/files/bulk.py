"""Files of entries for a running bot: read and written beside it, vectors kept beforehand."""

import asyncio
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from domain.knowledge import FaqEntry
from domain.locale import canonical
from domain.ports import FaqSource
from knowledge.files.reading import read_bytes, read_sheets
from knowledge.files.writing import WRITERS, rows_of
from knowledge.phrasings import phrasings_of
from knowledge.service import FaqKnowledge
from knowledge.vectors import vectors_for


class BankFiles:
    """Reads and writes (`domain.ports.FaqFiles`) in threads; `languages` are the policy's."""

    def __init__(
        self, languages: Sequence[str], knowledge: FaqKnowledge | None, source: FaqSource | None
    ) -> None:
        self._languages = [canonical(tag) for tag in languages]
        self._knowledge = knowledge
        self._source = source

    async def read(self, name: str, content: bytes) -> Sequence[FaqEntry]:
        """Return the entries of a file. Raises `FaqFileRefused`, which names every problem."""
        return await asyncio.to_thread(self._read, name, content)

    async def write(self, ending: str, entries: Iterable[FaqEntry]) -> bytes:
        """Return a file of entries that reads back as the same entries."""
        return await asyncio.to_thread(WRITERS[ending], rows_of(tuple(entries)))

    async def prepare(self, entries: Sequence[FaqEntry]) -> None:
        """Compute and keep the vectors of new wordings; nothing without models or a source."""
        if self._knowledge is None or self._source is None:
            return
        with ThreadPoolExecutor(1) as executor:
            await vectors_for(self._source, self._knowledge.models, phrasings_of(entries), executor)

    def _read(self, name: str, content: bytes) -> Sequence[FaqEntry]:
        return read_sheets([read_bytes(name, content)], self._languages)
