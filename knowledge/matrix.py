"""Vectors as numpy holds them, one a row."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Matrix: TypeAlias = NDArray[np.float32]
"""Vectors, one a row."""
Halves: TypeAlias = NDArray[np.float16]
"""Vectors in half precision."""


def unit_rows(vectors: Matrix) -> Matrix:
    """Return the rows scaled to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
