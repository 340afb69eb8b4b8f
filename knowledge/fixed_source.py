"""A FAQ that does not change and lives in memory: for evaluation and for tests."""

from collections.abc import Collection, Mapping, Sequence

from domain.knowledge import FaqEntry
from domain.ports import FaqSource


class FixedSource:
    """A `FaqSource` of given entries. Vectors are kept in memory, or in `beneath` if given.

    With the live FAQ's source beneath, what was computed for owners is not computed again.
    """

    def __init__(self, entries: Sequence[FaqEntry], *, beneath: FaqSource | None = None) -> None:
        self._entries = tuple(sorted(entries, key=lambda entry: entry.key))
        self._beneath = beneath
        self._vectors: dict[tuple[str, str], bytes] = {}

    async def revision(self) -> int:
        """Return 1: nothing ever changes."""
        return 1

    async def entries(self) -> Sequence[FaqEntry]:
        """Return the entries by key."""
        return self._entries

    async def vectors(self, model: str, hashes: Sequence[str]) -> Mapping[str, bytes]:
        """Return what is kept here or beneath."""
        here = {h: self._vectors[model, h] for h in hashes if (model, h) in self._vectors}
        rest = [h for h in hashes if h not in here]
        if self._beneath is None or not rest:
            return here
        return {**await self._beneath.vectors(model, rest), **here}

    async def keep_vectors(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep them here: a throwaway bank leaves nothing behind."""
        self._vectors.update({(model, name): data for name, data in vectors.items()})

    def keep_only(self, hashes: Collection[str]) -> None:
        """Forget the vectors of all other texts."""
        kept = {key: data for key, data in self._vectors.items() if key[1] in hashes}
        self._vectors = kept
