"""How dangerous a message sounds to the bundled model: the log-odds that it is an emergency."""

import io
from dataclasses import dataclass
from importlib.resources import files
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.matrix import Matrix, likenesses

_STEPS = 127
"""Centres are kept in a byte a number: steps to either side of 0."""


@dataclass(frozen=True, slots=True)
class DangerSense:
    """Kernel ridge regression over one model's vectors, fitted by `tests/bench/fit_danger.py`.

    A vector is brought down to the directions in which messages differ most (`axes`), compared
    with the examples (`centres`) by a Gaussian kernel of `sharpness`, and the likenesses are
    weighed (`weights`). Then `slope` and `bias` make log-odds of it.
    """

    middle: Matrix
    axes: Matrix
    centres: Matrix
    weights: Matrix
    sharpness: float
    slope: float
    bias: float

    @classmethod
    def for_model(cls, name: str) -> Self | None:
        """Return the sense for a model's vectors; None for a model that it was not fitted on."""
        data = files(__package__).joinpath("weights.npz").read_bytes()
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            if str(kept["model"]) != name:
                return None
            sharpness, slope, bias, step = (float(one) for one in kept["numbers"])
            return cls(
                middle=kept["middle"],
                axes=kept["axes"].astype(np.float32),
                centres=kept["centres"].astype(np.float32) * np.float32(step),
                weights=kept["weights"],
                sharpness=sharpness,
                slope=slope,
                bias=bias,
            )

    def of(self, vectors: Matrix) -> list[float]:
        """Return the log-odds for vectors, one a row: 0 is as likely as not."""
        found = self.alike(vectors) @ self.weights * self.slope + self.bias
        return [float(odds) for odds in found]

    def alike(self, vectors: Matrix) -> Matrix:
        """Return how like each vector is to each example, in (0, 1]."""
        return likenesses((vectors - self.middle) @ self.axes, self.centres, self.sharpness)

    def as_arrays(self, model: str) -> dict[str, NDArray[np.generic]]:
        """Return it in few bytes, as `for_model` reads it; `model` is what it was fitted on."""
        step = float(np.abs(self.centres).max()) / _STEPS
        return {
            "model": np.asarray(model),
            "middle": self.middle.astype(np.float32),
            "axes": self.axes.astype(np.float16),
            "centres": np.round(self.centres / step).astype(np.int8),
            "weights": self.weights.astype(np.float32),
            "numbers": np.asarray((self.sharpness, self.slope, self.bias, step)),
        }
