"""What the FAQ needs of an embedding model, and any LangChain model as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from langchain_core.embeddings import Embeddings

from knowledge.matrix import Matrix, unit_rows


class Encoder(Protocol):
    """An embedding model as numpy likes it. Calls block; run them in a thread."""

    @property
    def name(self) -> str:
        """The model's name; vectors are kept and collections are named under it."""
        ...

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return one float32 vector of length 1 a text, shape (len(texts), dimension)."""
        ...


@dataclass(frozen=True, slots=True)
class Encoders:
    """The models that vote. `main` knows every language and is what the index holds.

    If there are: `latin` is asked about Latin script only, `wide` knows every language, too.
    """

    main: Encoder
    latin: Encoder | None = None
    wide: Encoder | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of those there are."""
        return tuple(one.name for one in (self.main, self.latin, self.wide) if one is not None)


class LangChainEncoder:
    """Any LangChain `Embeddings` as an `Encoder`. Raises what the model raises."""

    def __init__(self, name: str, embeddings: Embeddings) -> None:
        self._name = name
        self._embeddings = embeddings
        self._dimension: int | None = None

    @property
    def name(self) -> str:
        """The setting it was made from."""
        return self._name

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return the model's vectors, scaled to length 1."""
        if not texts:
            return np.zeros((0, self._known_dimension()), dtype=np.float32)
        rows = self._embeddings.embed_documents(list(texts))
        return unit_rows(np.asarray(rows, dtype=np.float32))

    def _known_dimension(self) -> int:
        if self._dimension is None:
            self._dimension = len(self._embeddings.embed_query("car"))
        return self._dimension


class BundledEmbeddings(Embeddings):
    """Base of the bundled models: LangChain's interface over `encode`."""

    name: str

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return one vector of length 1 a text."""
        raise NotImplementedError

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of phrasings (LangChain's interface)."""
        return [[float(x) for x in row] for row in self.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question (LangChain's interface)."""
        return self.embed_documents([text])[0]
