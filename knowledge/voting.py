"""The vectors that the models of an `Encoders` give to texts."""

from collections.abc import Sequence

import numpy as np

from knowledge.bank import Vectors
from knowledge.embeddings.encoder import Encoder, Encoders
from knowledge.folding import Script, has_words, script_of
from knowledge.matrix import Matrix


def vectors_of(encoders: Encoders, folded: Sequence[str]) -> Vectors:
    """Return what every model says about folded texts; the Latin one is asked about Latin only."""
    spoken = [row for row, text in enumerate(folded) if has_words(text)]
    latin = [row for row in spoken if script_of(folded[row]) is Script.LATIN]
    return Vectors(
        main=_spread(encoders.main, folded, spoken),
        latin=None if encoders.latin is None else _spread(encoders.latin, folded, latin),
        wide=None if encoders.wide is None else _spread(encoders.wide, folded, spoken),
        main_name=encoders.main.name,
        wide_name="" if encoders.wide is None else encoders.wide.name,
    )


def _spread(encoder: Encoder, texts: Sequence[str], rows: Sequence[int]) -> Matrix:
    """Encode the chosen rows; the others are zeros."""
    some = encoder.encode([texts[row] for row in rows])
    if len(rows) == len(texts):
        return some
    vectors = np.zeros((len(texts), some.shape[1]), dtype=np.float32)
    vectors[list(rows)] = some
    return vectors
