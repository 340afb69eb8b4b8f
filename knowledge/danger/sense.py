"""How dangerous a message sounds to the bundled model: the log-odds that it is an emergency."""

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Self

import numpy as np

from knowledge.matrix import Matrix


@dataclass(frozen=True, slots=True)
class DangerSense:
    """A logistic regression over one model's vectors, fitted by `tests/bench/fit_danger.py`."""

    weights: Matrix
    bias: float

    @classmethod
    def for_model(cls, name: str) -> Self | None:
        """Return the sense for a model's vectors; None for a model that it was not fitted on."""
        kept = json.loads(files(__package__).joinpath("weights.json").read_text("utf-8"))
        if kept["model"] != name:
            return None
        return cls(np.asarray(kept["weights"], dtype=np.float32), float(kept["bias"]))

    def of(self, vectors: Matrix) -> list[float]:
        """Return the log-odds for vectors, one a row: 0 is as likely as not."""
        return [float(odds) for odds in vectors @ self.weights + self.bias]
