"""Fits the second opinion on danger: `python -m tests.bench.fit_danger` (knowledge/danger).

From the examples of tests/labelled/safety_examples.csv, the sample brand's FAQ (all phrasings that
the rules find harmless, of entries that are not about danger) and questions of other trades.
Neither half of the labelled messages is used. `--check` fits without one block of the examples
after the other, and prints how what was left out is judged.
"""

import csv
import random
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.safety.recognise import emergency_in
from domain.safety.verdict import CALM, SURE, verdict
from knowledge.danger.sense import DangerSense
from knowledge.embeddings.universal import UniversalEmbeddings
from knowledge.folding import fold
from knowledge.matrix import Matrix, likenesses
from tests.bench.bank import sample_entries
from tests.bench.safety import LABELLED, harmless_questions

_EXAMPLES = LABELLED / "safety_examples.csv"
_KEPT = Path(__file__).parents[2] / "knowledge" / "danger" / "weights.npz"
_SHARPNESS = 1.0
_RIDGE = 0.1
_AXES = 128
"""Directions that are kept of the model's 512: with 128 blocks that were left out are judged as
well as with all."""
_FAQ_EVERY = 4
"""Every so many-th harmless phrasing is a centre, too: it halves false alarms among the others."""
_BLOCKS = 12
_OTHER_TRADES = 1000
_ABOUT_DANGER = 3
"""An entry with so many phrasings of danger is about danger: none of its phrasings is harmless."""
_WEIGHT_OF = {"example": 1.0, "faq": 1.0, "other": 0.5}


@dataclass(frozen=True, slots=True)
class Example:
    """A message, where it is from, and whether it is an emergency."""

    text: str
    source: str
    is_emergency: bool


def examples() -> list[Example]:
    """Return everything that is fitted on, the examples first, as they stand in the file."""
    with _EXAMPLES.open(encoding="utf-8", newline="") as file:
        own = [
            Example(r["message"], "example", r["emergency"] == "1") for r in csv.DictReader(file)
        ]
    faq = [Example(text, "faq", is_emergency=False) for text in _harmless_phrasings()]
    others = [Example(one.text, "other", is_emergency=False) for one in harmless_questions()]
    random.Random(1).shuffle(others)
    return [*own, *faq, *others[:_OTHER_TRADES]]


def _harmless_phrasings() -> list[str]:
    phrasings = [
        (entry.key, phrasing)
        for entry in sample_entries()
        for text in entry.texts.values()
        for phrasing in text.phrasings
    ]
    dangerous = Counter(key for key, phrasing in phrasings if emergency_in(phrasing))
    return sorted(
        phrasing
        for key, phrasing in phrasings
        if dangerous[key] < _ABOUT_DANGER and not emergency_in(phrasing)
    )


@dataclass(frozen=True, slots=True)
class Lessons:
    """Messages with their vectors, and the block that each is left out with in checking.

    Examples stand in the file by round and topic; a block of the file is left out as a whole, so
    that no message is judged by its own twin.
    """

    some: list[Example]
    vectors: Matrix
    block: NDArray[np.int64]

    def fitted(self, kept: NDArray[np.bool_]) -> DangerSense:
        """Fit on those that are kept; slope and bias are left at 1 and 0."""
        weight = np.asarray([_WEIGHT_OF[one.source] for one in self.some])[kept]
        truth = np.asarray([1.0 if one.is_emergency else -1.0 for one in self.some])[kept]
        is_own = np.asarray([one.source == "example" for one in self.some])
        own = self.vectors[is_own & kept].astype(np.float64)
        middle = own.mean(axis=0)
        axes = np.linalg.svd(own - middle, full_matrices=False)[2][:_AXES].T
        is_faq = np.asarray([one.source == "faq" for one in self.some])
        faq = np.flatnonzero(is_faq & kept)[::_FAQ_EVERY]
        centres = (np.vstack([own, self.vectors[faq].astype(np.float64)]) - middle) @ axes
        alike = likenesses((self.vectors[kept] - middle) @ axes, centres, _SHARPNESS)
        alike = alike.astype(np.float64)
        between = likenesses(centres, centres, _SHARPNESS).astype(np.float64)
        curve = (alike * weight[:, None]).T @ alike + _RIDGE * between
        weights = np.linalg.solve(
            curve + 1e-4 * np.eye(len(centres)), (alike * weight[:, None]).T @ truth
        )
        return DangerSense(
            middle=middle.astype(np.float32),
            axes=axes.astype(np.float32),
            centres=centres.astype(np.float32),
            weights=weights.astype(np.float32),
            sharpness=_SHARPNESS,
            slope=1.0,
            bias=0.0,
        )

    def unseen(self) -> NDArray[np.float64]:
        """Return what each message gets from a fit without its block."""
        found = np.zeros(len(self.some))
        for block in range(_BLOCKS):
            out = self.block == block
            found[out] = self.fitted(~out).of(self.vectors[out])
        return found

    def scale(self, unseen: NDArray[np.float64]) -> tuple[float, float]:
        """Return slope and bias that make log-odds of what unseen examples get (Platt 1999)."""
        own = np.asarray([one.source == "example" for one in self.some])
        truth = np.asarray([one.is_emergency for one in self.some], dtype=np.float64)[own]
        design = np.c_[unseen[own], np.ones(int(own.sum()))]
        line = np.zeros(2)
        for _ in range(50):
            likely = 1 / (1 + np.exp(-design @ line))
            slope = design.T @ (likely - truth)
            curve = (design * (likely * (1 - likely))[:, None]).T @ design + 1e-6 * np.eye(2)
            line -= np.linalg.solve(curve, slope)
        return float(line[0]), float(line[1])


def lessons(model: UniversalEmbeddings) -> Lessons:
    """Return everything that is learned from, read by the model."""
    some = examples()
    own = sum(one.source == "example" for one in some)
    rest = np.arange(len(some) - own) % _BLOCKS
    block = np.concatenate([np.arange(own) * _BLOCKS // own, rest]).astype(np.int64)
    return Lessons(some, model.encode([fold(one.text) for one in some]), block)


def check(told: Lessons, unseen: NDArray[np.float64]) -> None:
    """Print how messages are judged by fits without their block of the file."""
    slope, bias = told.scale(unseen)
    odds = unseen * slope + bias
    for source in _WEIGHT_OF:
        for is_emergency in (True, False):
            judged = [
                (one.text, danger)
                for one, danger in zip(told.some, odds, strict=True)
                if one.source == source and one.is_emergency is is_emergency
            ]
            if judged:
                alone = sum(danger >= SURE for _, danger in judged)
                calm = sum(danger < CALM for _, danger in judged)
                both = sum(verdict(text, danger) is not None for text, danger in judged)
                print(
                    f"{source}, {'emergencies' if is_emergency else 'harmless'}: {len(judged)}; "
                    f"sure {alone}, calm {calm}, taken for emergencies with the rules {both}"
                )


def main() -> None:
    """Fit and keep the weights, or check."""
    model = UniversalEmbeddings()
    told = lessons(model)
    unseen = told.unseen()
    if "--check" in sys.argv[1:]:
        check(told, unseen)
        return
    slope, bias = told.scale(unseen)
    sense = replace(told.fitted(np.ones(len(told.some), dtype=bool)), slope=slope, bias=bias)
    with _KEPT.open("wb") as out:
        np.savez_compressed(out, allow_pickle=False, **sense.as_arrays(model.name))
    print(f"fitted on {len(told.some)} messages; kept in {_KEPT.name}")


if __name__ == "__main__":
    main()
