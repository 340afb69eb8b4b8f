"""Who is asked for, by likeness to examples: kernel ridge regression over one model's vectors.

A linear classifier draws straight borders between entries; this one bends them around what was
asked before, and is right where the other errs often enough to be heard beside it (see the decision
note). Entry by entry it says 1 for what it was taught and about 0 for everything else.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matrix import Matrix, likenesses

LANDMARKS = 2000
"""Examples that a question is compared with; of a larger FAQ a choice, as many of each entry."""
_RIDGE = 0.1
_JITTER = 1e-6


@dataclass(frozen=True, slots=True)
class Ridge:
    """`landmarks` are (centred) vectors of examples, `weights` has a column for every entry."""

    landmarks: Matrix
    weights: Matrix
    sharpness: float

    def scores(self, vectors: Matrix) -> Matrix:
        """Return how much speaks for every entry, shape (len(vectors), entries)."""
        alike = likenesses(vectors, self.landmarks, self.sharpness)
        return np.asarray(alike @ self.weights, dtype=np.float32)


def fit_ridge(vectors: Matrix, owner: NDArray[np.int64], entries: int) -> Ridge:
    """Fit on centred vectors, one a phrasing of the entry that `owner` numbers."""
    landmarks = np.ascontiguousarray(vectors[_spread(owner)], dtype=np.float32)
    middle = vectors.mean(axis=0)
    apart = 2 * float((vectors * vectors).sum(axis=1).mean() - middle @ middle)
    sharpness = 1 / max(apart, 1e-6)
    alike = likenesses(vectors, landmarks, sharpness).astype(np.float64)
    between = likenesses(landmarks, landmarks, sharpness).astype(np.float64)
    truth = np.zeros((len(vectors), entries))
    truth[np.arange(len(vectors)), owner] = 1
    truth -= truth.mean(axis=0)
    curve = alike.T @ alike + _RIDGE * between + _JITTER * np.eye(len(landmarks))
    weights = np.linalg.solve(curve, alike.T @ truth)
    return Ridge(landmarks, weights.astype(np.float32), sharpness)


def _spread(owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rows to compare with: all, or a choice that leaves no entry out."""
    if len(owner) <= LANDMARKS:
        return np.arange(len(owner))
    mixed = np.random.default_rng(0).permutation(len(owner))
    turn: dict[int, int] = {}
    turns = np.empty(len(owner), dtype=np.int64)
    for row in mixed.tolist():
        number = int(owner[row])
        turns[row] = turn[number] = turn.get(number, -1) + 1
    order = np.lexsort((mixed.argsort(), turns))
    return np.sort(order[:LANDMARKS])
