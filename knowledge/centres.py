"""What the vectors of a FAQ have in common, taken away before they are compared.

A model that knows many languages puts each in a region of its own: half of what tells a Chinese
question from an English entry is the language. So vectors are centred script by script. Where the
FAQ has (next to) nothing in a question's script, its middle there is guessed from the other one,
and the way from English to Chinese that `language_shift.npz` knows for the bundled models.
"""

import io
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from knowledge.bank import Vectors
from knowledge.folding import Script
from knowledge.matrix import Halves, Matrix, widened

_TRUSTED = 50
"""Phrasings of a script whose mean counts for as much as the guess."""


@dataclass(frozen=True, slots=True)
class Centres:
    """The middles of a bank's vectors by script, one a row (`latin`: of Latin script alone)."""

    main: Matrix
    latin: Matrix | None
    wide: Matrix | None

    def centred(self, vectors: Vectors, scripts: NDArray[np.int8]) -> Vectors:
        """Return vectors without what the phrasings of their scripts have in common."""
        latin, wide = vectors.latin, vectors.wide
        return replace(
            vectors,
            main=vectors.main - self.main[scripts],
            latin=None if latin is None or self.latin is None else widened(latin) - self.latin,
            wide=None if wide is None or self.wide is None else widened(wide) - self.wide[scripts],
        )


def centres_of(vectors: Vectors, scripts: NDArray[np.int8], spoken: NDArray[np.bool_]) -> Centres:
    """Return the middles of a bank's vectors."""
    latin = np.flatnonzero(spoken & (scripts == Script.LATIN))
    wide = vectors.wide
    return Centres(
        main=_by_script(vectors.main, scripts, spoken, vectors.main_name),
        latin=None if vectors.latin is None else _mean(vectors.latin, latin),
        wide=None if wide is None else _by_script(wide, scripts, spoken, vectors.wide_name),
    )


def _by_script(
    vectors: Matrix | Halves, scripts: NDArray[np.int8], spoken: NDArray[np.bool_], model: str
) -> Matrix:
    all_rows = np.flatnonzero(spoken)
    middles = np.stack([_mean(vectors, all_rows)] * len(Script))
    shift = language_shift(model)
    if shift is None:
        shift = np.zeros(vectors.shape[1], dtype=np.float32)
    rows = {one: np.flatnonzero(spoken & (scripts == one)) for one in (Script.LATIN, Script.HAN)}
    means = {one: _mean(vectors, some) for one, some in rows.items()}
    for one, other, way in (
        (Script.LATIN, Script.HAN, -shift),
        (Script.HAN, Script.LATIN, shift),
    ):
        if len(rows[other]):
            count, trust = len(rows[one]), min(_TRUSTED, len(rows[other]))
            guess = means[other] + way
            middles[one] = (count * means[one] + trust * guess) / (count + trust)
        elif len(rows[one]):
            middles[one] = means[one]
    return middles.astype(np.float32)


def _mean(vectors: Matrix | Halves, rows: NDArray[np.int64]) -> Matrix:
    if not len(rows):
        return np.zeros(vectors.shape[1], dtype=np.float32)
    return np.asarray(vectors[rows].mean(axis=0, dtype=np.float32))


@cache
def language_shift(model: str) -> Matrix | None:
    """Return the way from the middle of English to that of Chinese; None for unknown models."""
    data = files("knowledge").joinpath("language_shift.npz").read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        return kept[model].astype(np.float32) if model in kept.files else None
