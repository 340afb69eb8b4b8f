"""Vectors that a bank in memory has already, so that a change of the FAQ reads its own only."""

from collections.abc import Mapping, Sequence

import numpy as np

from domain.knowledge import FaqEntry
from domain.ports import FaqSource
from knowledge.bank import Bank
from knowledge.embeddings.encoder import Encoders
from knowledge.matrix import Halves, Matrix


class Remembered:
    """A source of vectors that are in memory already, with another one beneath."""

    def __init__(self, models: Encoders, bank: Bank, beneath: FaqSource) -> None:
        self._beneath = beneath
        self._rows = {phrasing.hash: row for row, phrasing in enumerate(bank.phrasings)}
        self._held: dict[str, Matrix | Halves | None] = {models.main.name: bank.vectors.main}
        if models.latin is not None:
            self._held[models.latin.name] = bank.vectors.latin
        if models.wide is not None:
            self._held[models.wide.name] = bank.vectors.wide

    async def revision(self) -> int:
        """Return the revision beneath."""
        return await self._beneath.revision()

    async def entries(self) -> Sequence[FaqEntry]:
        """Return the entries beneath."""
        return await self._beneath.entries()

    async def vectors(self, model: str, hashes: Sequence[str]) -> Mapping[str, bytes]:
        """Return vectors from memory, others from beneath."""
        held = self._held.get(model)
        if held is None:
            return await self._beneath.vectors(model, hashes)
        found = {
            name: held[self._rows[name]].astype(np.float32).astype("<f4").tobytes()
            for name in hashes
            if name in self._rows
        }
        rest = [name for name in hashes if name not in found]
        return {**(await self._beneath.vectors(model, rest) if rest else {}), **found}

    async def keep_vectors(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep new ones beneath."""
        await self._beneath.keep_vectors(model, vectors)
