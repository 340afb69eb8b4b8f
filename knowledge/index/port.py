"""What retrieval needs of a vector index."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.matrix import Matrix
from knowledge.phrasings import Phrasing


class IndexUnavailable(Exception):
    """The index cannot be read or written just now; the reason is the cause."""


@dataclass(frozen=True, slots=True)
class Synchronised:
    """What it took to make the index hold the FAQ's phrasings; `rebuilt` says why, if it was."""

    added: int = 0
    deleted: int = 0
    rebuilt: str | None = None


class VectorIndex(Protocol):
    """Phrasings by their vectors, in cosine space. Calls block and may come from any thread."""

    def synchronise(self, phrasings: Sequence[Phrasing], vectors: Matrix) -> Synchronised:
        """Make it hold exactly these, changing only the difference. Raises IndexUnavailable."""
        ...

    def follow(self, dimension: int) -> None:
        """Use what another process keeps there, without changing it. Raises IndexUnavailable."""
        ...

    def nearest(self, vector: Matrix, count: int) -> list[str]:
        """Return the ids of the phrasings nearest to a vector of shape (dimension,), nearest first.

        Raises IndexUnavailable.
        """
        ...

    def close(self) -> None:
        """Let go of files, connections and memory; `synchronise` and `follow` open it again."""
        ...
