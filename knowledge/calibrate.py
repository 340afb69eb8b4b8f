"""Fits the numbers of `calibration` on labelled sets: `python -m knowledge.calibrate FOLDER`.

FOLDER holds folders with a bank.csv and a questions.csv each. Every bank is asked as it is and cut
down, since strangers' FAQs are smaller, have fewer phrasings, and miss entries: the questions for
entries that were cut away are the hardest ones that must not be answered. Prints the numbers, with
all the models and without the wide one, and, for every set as it is, what the thresholds from 0.5
to 0.9 would do.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.knowledge import FaqEntry
from knowledge import calibration
from knowledge.bank import Bank, make_bank
from knowledge.calibration import Confidence, Numbers, Pair
from knowledge.embeddings.choose import load_encoders
from knowledge.embeddings.encoder import Encoder, Encoders
from knowledge.evaluate import Labelled, read_questions
from knowledge.evidence import Ahead, Looked, confidences, logarithm, look_closely, told_by
from knowledge.files.reading import read_bank
from knowledge.folding import fold, has_words
from knowledge.index.memory import MemoryIndex
from knowledge.judge import can_judge, fit_judge
from knowledge.likeness import Likeness, best_by_entry, words_of
from knowledge.matrix import Matrix
from knowledge.phrasings import phrasings_of
from knowledge.retrieval import NEAREST
from knowledge.voting import vectors_of

Floats = NDArray[np.float64]

_LANGUAGES = ("en", "zh-Hans")
_ASKED = 300
_CUTS = ((1.0, 4), (0.7, 10), (0.7, 4), (25, 10), (10, 6), (8, 4), (3, 6), (2, 2), (1, 4))
"""Share or number of entries kept, and phrasings of each."""
_LIKELIEST = 3
"""Entries of each question that are learned from."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What was looked at for one question, and the numbers of the entries that are right."""

    bank: Bank
    looked: Looked
    right: frozenset[int]
    weight: float


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows of what is known of an entry or a phrasing, whether it was right, and its weight."""

    rows: list[list[float]]
    right: list[bool]
    weights: list[float]


class _Remembering:
    """A model that reads each text once: the sets are asked many times over."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Matrix] = {}

    @property
    def name(self) -> str:
        return self._encoder.name

    def encode(self, texts: Sequence[str]) -> Matrix:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._encoder.encode(new), strict=True))
        rows = [self._known[text] for text in texts]
        return np.stack(rows) if rows else self._encoder.encode([])


def _ask(
    encoders: Encoders, entries: Sequence[FaqEntry], questions: Sequence[Labelled]
) -> list[Asking]:
    phrasings = phrasings_of(entries)
    bank = make_bank(1, entries, phrasings, vectors_of(encoders, [p.folded for p in phrasings]))
    judge = fit_judge(bank, "") if can_judge(bank) else None
    index = MemoryIndex()
    index.synchronise(phrasings, bank.vectors.main)
    everyone = np.ones(len(bank.keys), dtype=bool)
    number_of = {key: number for number, key in enumerate(bank.keys)}
    found = []
    for one in questions:
        folded = fold(one.question)
        if not has_words(folded):
            continue
        words = words_of(bank, folded, vectors_of(encoders, [folded]))
        near = index.nearest(words.vectors.main[0], NEAREST)
        told = told_by(judge, bank, words) if judge else None
        looked = look_closely(bank, told, near, words, everyone, ())
        right = frozenset(number_of[key] for key in one.expected if key in number_of)
        found.append(Asking(bank, looked, right, 1 / len(questions)))
    return found


def _cut(
    entries: Sequence[FaqEntry], chance: random.Random, kept: float, phrasings: int
) -> list[FaqEntry]:
    count = round(kept * len(entries)) if kept <= 1 and isinstance(kept, float) else int(kept)
    chosen = chance.sample(list(entries), min(count, len(entries)))
    return [
        replace(
            entry,
            texts={
                locale: replace(text, variants=text.variants[: phrasings - 1])
                for locale, text in entry.texts.items()
            },
        )
        for entry in chosen
    ]


def _logistic(sample: Sample) -> Floats:
    """Fit bias and weights by Newton's method, with a trace of a ridge."""
    x = np.hstack([np.ones((len(sample.rows), 1)), np.asarray(sample.rows, dtype=np.float64)])
    y = np.asarray(sample.right, dtype=np.float64)
    share = np.asarray(sample.weights) / np.sum(sample.weights)
    found = np.zeros(x.shape[1])
    ridge = 1e-4 * np.diag([0.0, *([1.0] * (x.shape[1] - 1))])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ found))
        slope = x.T @ (share * (p - y)) + ridge @ found
        curve = (x * (share * p * (1 - p))[:, None]).T @ x + ridge + 1e-9 * np.eye(len(found))
        found -= np.linalg.solve(curve, slope)
    return found


_SIDES = {
    "both_latin": ("main", "latin", "words"),
    "both_latin_wide": ("main", "latin", "wide", "words"),
    "same_script": ("main", "words"),
    "same_script_wide": ("main", "wide", "words"),
    "cross_script": ("main",),
    "cross_script_wide": ("main", "wide"),
}
"""What speaks in each kind of pair."""


def _kind(likeness: Likeness, at: int) -> str:
    if likeness.both_latin[at]:
        kind = "both_latin"
    else:
        kind = "same_script" if likeness.same_script[at] else "cross_script"
    return f"{kind}_wide" if likeness.has_wide else kind


def _fit_pairs(askings: Sequence[Asking], start: Numbers) -> Numbers:
    """Fit how much likeness means, from the best phrasing of the likeliest entries."""
    samples = {kind: Sample([], [], []) for kind in _SIDES}
    for asking in askings:
        likeness = asking.looked.likeness
        best = best_by_entry(asking.bank, likeness, likeness.match(start))
        sure = confidences(best, asking.looked, start)
        for number in sorted(best, key=lambda n: -sure[n])[: 2 * _LIKELIEST]:
            at = best[number].at
            kind = _kind(likeness, at)
            samples[kind].rows.append([float(getattr(likeness, side)[at]) for side in _SIDES[kind]])
            samples[kind].right.append(number in asking.right)
            samples[kind].weights.append(asking.weight)
    fitted: dict[str, Any] = {}
    for kind, names in _SIDES.items():
        bias, *weights = (round(float(value), 2) for value in _logistic(samples[kind]))
        fitted[kind] = Pair(bias=bias, **dict(zip(names, weights, strict=True)))
    return replace(start, **fitted)


_JUDGED = ("match", "usual", "score", "strange", "odds")
_UNJUDGED = ("usual", "strange", "lead")
"""What confidence is made of, with a judge and without."""


def _rows(asking: Asking, numbers: Numbers, *, judged: bool) -> dict[int, list[float]]:
    """Return what confidence is made of by entry, in the order of `_JUDGED` or `_UNJUDGED`."""
    likeness, shares, scores = asking.looked.likeness, asking.looked.shares, asking.looked.scores
    strange = asking.looked.strange
    best = best_by_entry(asking.bank, likeness, likeness.match(numbers))
    if judged and shares is not None and scores is not None:
        told = {number: logarithm(float(shares[number])) for number in best}
        odds = Ahead(list(told.values()), least=logarithm(0), farthest=calibration.FARTHEST_ODDS)
        return {
            n: [one.match, one.usual, float(scores[n]), strange, odds.of(told[n])]
            for n, one in best.items()
        }
    lead = Ahead(
        [one.match for one in best.values()],
        least=calibration.NOISE,
        farthest=calibration.FARTHEST_LEAD,
    )
    return {n: [one.usual, strange, lead.of(one.match)] for n, one in best.items()}


def _fit_confidence(askings: Sequence[Asking], numbers: Numbers, *, judged: bool) -> Confidence:
    """Fit on the likeliest entries of each question."""
    sample = Sample([], [], [])
    for asking in askings:
        if judged and asking.looked.shares is None:
            continue
        rows = _rows(asking, numbers, judged=judged)
        for number in sorted(rows, key=lambda n: -rows[n][0] - rows[n][-1])[:_LIKELIEST]:
            sample.rows.append(rows[number])
            sample.right.append(number in asking.right)
            sample.weights.append(asking.weight)
    names = ("bias", *(_JUDGED if judged else _UNJUDGED))
    values = (round(float(value), 2) for value in _logistic(sample))
    return Confidence(**dict(zip(names, values, strict=True)))


def _fit(askings: Sequence[Asking]) -> Numbers:
    numbers = _fit_pairs(askings, calibration.SHIPPED)
    return replace(
        numbers,
        judged=_fit_confidence(askings, numbers, judged=True),
        unjudged=_fit_confidence(askings, numbers, judged=False),
    )


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


def _say_thresholds(name: str, askings: Sequence[Asking], numbers: Numbers) -> None:
    scored = []
    for asking in askings:
        likeness = asking.looked.likeness
        best = best_by_entry(asking.bank, likeness, likeness.match(numbers))
        sure = confidences(best, asking.looked, numbers)
        first = max(sure, key=lambda number: sure[number])
        scored.append((sure[first], first in asking.right, bool(asking.right)))
    top1 = sum(right for _, right, _ in scored) / max(1, sum(inside for *_, inside in scored))
    _say(f"{name}: top-1 {top1:.3f}")
    for threshold in (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        answered = [one for one in scored if one[0] >= threshold]
        inside = [one for one in scored if one[2]]
        outside = [one for one in scored if not one[2]]
        right = sum(one[1] for one in answered) / max(1, len(answered))
        share = sum(one[2] for one in answered) / max(1, len(inside))
        wrong = sum(not one[2] for one in answered) / max(1, len(outside))
        _say(f"  {threshold}: answered {share:.3f}, right {right:.3f}, false {wrong:.3f}")


def _askings(
    encoders: Encoders, entries: Sequence[FaqEntry], questions: Sequence[Labelled]
) -> Iterator[list[Asking]]:
    """Ask a bank as it is, then cut down."""
    chance = random.Random(1)  # noqa: S311 - a sample that can be drawn again
    yield _ask(encoders, entries, questions)
    for kept, phrasings in _CUTS:
        some = chance.sample(list(questions), min(_ASKED, len(questions)))
        yield _ask(encoders, _cut(entries, chance, kept, phrasings), some)


def main() -> None:
    """Fit on all sets, asked of all the models, and of those without the wide one."""
    models = load_encoders()
    if models.latin is None or models.wide is None:
        raise SystemExit("the bundled models are not all there")
    some = Encoders(_Remembering(models.main), _Remembering(models.latin))
    askings: list[Asking] = []
    whole: dict[str, list[Asking]] = {}
    for encoders in (replace(some, wide=_Remembering(models.wide)), some):
        for place in sorted(one.parent for one in Path(sys.argv[1]).glob("*/bank.csv")):
            entries = read_bank(place / "bank.csv", _LANGUAGES)
            told = list(_askings(encoders, entries, read_questions(place / "questions.csv")))
            name = place.name if encoders.wide else f"{place.name} without the wide model"
            whole[name] = told[0]
            askings += [one for some_askings in told for one in some_askings]
    numbers = _fit(askings)
    _say(numbers)
    for name, found in whole.items():
        _say_thresholds(name, found, numbers)


if __name__ == "__main__":
    main()
