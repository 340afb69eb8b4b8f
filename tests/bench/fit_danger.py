"""Fits the second opinion on danger: `python -m tests.bench.fit_danger` (knowledge/danger).

From the examples of tests/labelled/safety_examples.csv, the sample brand's FAQ (all phrasings that
the rules find harmless, of entries that are not about danger) and questions of other trades.
Neither half of the labelled messages is used. `--check` fits on four fifths of everything, and
prints how the rest is judged.
"""

import csv
import json
import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.safety.recognise import emergency_in
from domain.safety.verdict import CALM, SURE, verdict
from knowledge.danger.sense import DangerSense
from knowledge.embeddings.universal import UniversalEmbeddings
from knowledge.folding import fold
from knowledge.matrix import Matrix
from tests.bench.bank import sample_entries
from tests.bench.safety import LABELLED, harmless_questions

_EXAMPLES = LABELLED / "safety_examples.csv"
_KEPT = Path(__file__).parents[2] / "knowledge" / "danger" / "weights.json"
_RIDGE = 1e-4
_STEPS = 600
_OTHER_TRADES = 1000
_ABOUT_DANGER = 3
"""An entry with so many phrasings of danger is about danger: none of its phrasings is harmless."""
_WEIGHT_OF = {"example": 1.0, "faq": 0.4, "other": 0.3}


@dataclass(frozen=True, slots=True)
class Example:
    """A message, where it is from, and whether it is an emergency."""

    text: str
    source: str
    is_emergency: bool


def examples() -> list[Example]:
    """Return everything that is fitted on, in an order that is always the same."""
    with _EXAMPLES.open(encoding="utf-8", newline="") as file:
        own = [
            Example(r["message"], "example", r["emergency"] == "1") for r in csv.DictReader(file)
        ]
    faq = [Example(text, "faq", is_emergency=False) for text in _harmless_phrasings()]
    others = [Example(one.text, "other", is_emergency=False) for one in harmless_questions()]
    chosen = random.Random(1)
    chosen.shuffle(others)
    found = [*own, *faq, *others[:_OTHER_TRADES]]
    chosen.shuffle(found)
    return found


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


def fitted(vectors: Matrix, some: list[Example]) -> DangerSense:
    """Fit a weighted ridge logistic regression (Adam, full batches)."""
    weight = np.asarray([_WEIGHT_OF[one.source] for one in some], dtype=np.float32)
    truth = np.asarray([one.is_emergency for one in some], dtype=np.float32)
    design = np.c_[vectors, np.ones(len(vectors), dtype=np.float32)]
    line: NDArray[np.float32] = np.zeros(design.shape[1], dtype=np.float32)
    mean, square = np.zeros_like(line), np.zeros_like(line)
    for step in range(1, _STEPS + 1):
        likely = 1 / (1 + np.exp(-(design @ line)))
        slope = design.T @ ((likely - truth) * weight) / weight.sum() + _RIDGE * line
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        size = np.sqrt(square / (1 - 0.999**step)) + 1e-8
        line -= 0.15 * (mean / (1 - 0.9**step)) / size
    return DangerSense(line[:-1], float(line[-1]))


def check(vectors: Matrix, some: list[Example]) -> None:
    """Print what a fit on four fifths makes of the last fifth."""
    cut = len(some) * 4 // 5
    odds = fitted(vectors[:cut], some[:cut]).of(vectors[cut:])
    for source in _WEIGHT_OF:
        for is_emergency in (True, False):
            judged = [
                (one.text, danger)
                for one, danger in zip(some[cut:], odds, strict=True)
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
    some = examples()
    model = UniversalEmbeddings()
    vectors = model.encode([fold(one.text) for one in some])
    if "--check" in sys.argv[1:]:
        check(vectors, some)
        return
    sense = fitted(vectors, some)
    kept = {
        "model": model.name,
        "bias": round(sense.bias, 4),
        "weights": [round(float(one), 4) for one in sense.weights],
    }
    _KEPT.write_text(json.dumps(kept) + "\n", encoding="utf-8")
    print(f"fitted on {len(some)} messages; kept in {_KEPT.name}")


if __name__ == "__main__":
    main()
