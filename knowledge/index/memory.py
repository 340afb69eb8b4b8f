"""The index in memory: exact, for the commands that stand beside a running bot, and for tests."""

from collections.abc import Sequence

import numpy as np

from knowledge.index.port import Synchronised
from knowledge.matrix import Matrix
from knowledge.phrasings import Phrasing


class MemoryIndex:
    """Every phrasing compared with every question: 0.3 ms for 6,000."""

    def __init__(self) -> None:
        self._ids: tuple[str, ...] = ()
        self._vectors: Matrix = np.zeros((0, 0), dtype=np.float32)

    def synchronise(self, phrasings: Sequence[Phrasing], vectors: Matrix) -> Synchronised:
        """Hold these and nothing else."""
        before, after = set(self._ids), {phrasing.id for phrasing in phrasings}
        self._ids = tuple(phrasing.id for phrasing in phrasings)
        self._vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        return Synchronised(added=len(after - before), deleted=len(before - after))

    def follow(self, dimension: int) -> None:
        """Memory is nobody else's: there is nothing to follow."""

    def nearest(self, vector: Matrix, count: int) -> list[str]:
        """Return the ids nearest first."""
        if not self._ids:
            return []
        similar = self._vectors @ vector
        count = min(count, len(similar))
        top = np.argpartition(-similar, count - 1)[:count]
        return [self._ids[row] for row in top[np.argsort(-similar[top], kind="stable")]]

    def close(self) -> None:
        """Nothing is held."""
