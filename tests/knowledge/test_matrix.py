"""Vectors in half precision are the same numbers in single."""

import numpy as np

from knowledge.matrix import widened


def test_every_finite_half_is_widened_to_its_value() -> None:
    halves = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    finite = halves[np.isfinite(halves)].reshape(-1, 4)
    found = widened(finite)
    assert found.dtype == np.float32
    assert np.array_equal(found, finite.astype(np.float32))
