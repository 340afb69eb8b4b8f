"""Fits the numbers of `calibration` on labelled sets: `python -m knowledge.calibrate FOLDER`.

FOLDER holds folders with a bank.csv and a questions.csv each. Every bank is asked as it is and cut
down, since strangers' FAQs are smaller, have fewer phrasings, and miss entries: the questions for
entries that were cut away are the hardest ones that must not be answered. Prints the numbers and,
for every set as it is, what the thresholds from 0.5 to 0.9 would do.
"""

import asyncio
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.knowledge import Asked, FaqEntry
from domain.locale import EN, written_in
from knowledge import calibration
from knowledge.calibration import probability
from knowledge.evaluate import Labelled, read_questions
from knowledge.evidence import Ahead, EntryEvidence, logarithm
from knowledge.files.reading import read_bank
from knowledge.fixed_source import FixedSource
from knowledge.judge import FEWEST_ENTRIES
from knowledge.service import FaqKnowledge

Numbers = NDArray[np.float64]

_LANGUAGES = ("en", "zh-Hans")
_ANY_DAY = date(2026, 1, 1)
_ASKED = 300
_CUTS = ((1.0, 4), (0.7, 10), (0.7, 4), (25, 10), (10, 6), (8, 4), (3, 6), (2, 2), (1, 4))
"""Share or number of entries kept, and phrasings of each."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What was weighed for one question, and whether the entries were the right ones."""

    evidence: tuple[EntryEvidence, ...]
    expected: tuple[str, ...]
    weight: float


async def _ask(entries: Sequence[FaqEntry], questions: Sequence[Labelled]) -> list[Asking]:
    knowledge = FaqKnowledge(FixedSource(entries))
    await knowledge.start()
    await knowledge.judged()
    keys = {entry.key for entry in entries}
    found = []
    for one in questions:
        asked = Asked(one.question, written_in(one.question) or EN, _ANY_DAY)
        told = await knowledge.explain(asked)
        expected = tuple(key for key in one.expected if key in keys)
        found.append(Asking(told.evidence, expected, 1 / len(questions)))
    await knowledge.close()
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


def _logistic(rows: Sequence[Sequence[float]], right: Sequence[bool], weights: Numbers) -> Numbers:
    """Fit bias and weights by Newton's method, with a trace of a ridge."""
    x = np.hstack([np.ones((len(rows), 1)), np.asarray(rows, dtype=np.float64)])
    y = np.asarray(right, dtype=np.float64)
    share = weights / weights.sum()
    found = np.zeros(x.shape[1])
    ridge = 1e-4 * np.diag([0.0, *([1.0] * (x.shape[1] - 1))])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ found))
        slope = x.T @ (share * (p - y)) + ridge @ found
        curve = (x * (share * p * (1 - p))[:, None]).T @ x + ridge + 1e-9 * np.eye(len(found))
        found -= np.linalg.solve(curve, slope)
    return found


def _kind(one: EntryEvidence) -> str:
    if one.latin is not None:
        return "BOTH_LATIN"
    return "SAME_SCRIPT" if one.lexical is not None else "CROSS_SCRIPT"


_READ: dict[str, Callable[[EntryEvidence], list[float]]] = {
    "BOTH_LATIN": lambda one: [one.main, one.latin or 0, one.lexical or 0],
    "SAME_SCRIPT": lambda one: [one.main, one.lexical or 0],
    "CROSS_SCRIPT": lambda one: [one.main],
}


def _fit_pairs(askings: Sequence[Asking]) -> dict[str, Numbers]:
    """Fit how much likeness means, from the five likeliest entries of each question."""
    fitted = {}
    for kind, read in _READ.items():
        some = [
            (read(one), one.key in asking.expected, asking.weight)
            for asking in askings
            for one in asking.evidence[:5]
            if _kind(one) == kind and not one.same_words
        ]
        rows, right, weights = zip(*some, strict=True)
        fitted[kind] = _logistic(rows, right, np.asarray(weights))
    return fitted


def _confidence_rows(
    asking: Asking, pairs: dict[str, Numbers], *, judged: bool
) -> list[list[float]]:
    matches = [
        float(pairs[_kind(one)] @ np.asarray([1.0, *_READ[_kind(one)](one)]))
        for one in asking.evidence
    ]
    if not judged:
        lead = Ahead(matches, least=calibration.NOISE, farthest=calibration.FARTHEST_LEAD)
        return [[match, lead.of(match)] for match in matches]
    shares = [one.share or 0.0 for one in asking.evidence]
    odds = Ahead(
        [logarithm(share) for share in shares],
        least=logarithm(0),
        farthest=calibration.FARTHEST_ODDS,
    )
    return [
        [match, odds.of(logarithm(share))] for match, share in zip(matches, shares, strict=True)
    ]


def _fit_confidence(
    askings: Sequence[Asking], pairs: dict[str, Numbers], *, judged: bool
) -> Numbers:
    """Fit on the three likeliest entries of each question."""
    rows: list[list[float]] = []
    right: list[bool] = []
    weights: list[float] = []
    for asking in askings:
        if judged and any(one.share is None for one in asking.evidence):
            continue
        told = _confidence_rows(asking, pairs, judged=judged)[:3]
        rows += told
        right += [one.key in asking.expected for one in asking.evidence[: len(told)]]
        weights += [asking.weight] * len(told)
    return _logistic(rows, right, np.asarray(weights))


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")


def _say_thresholds(
    name: str, askings: Sequence[Asking], pairs: dict[str, Numbers], weights: Numbers
) -> None:
    scored = []
    for asking in askings:
        rows = _confidence_rows(asking, pairs, judged=True)
        sure = [probability(float(weights @ np.asarray([1.0, *row]))) for row in rows]
        best = int(np.argmax(sure))
        scored.append((sure[best], asking.evidence[best].key in asking.expected, asking.expected))
    for threshold in (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9):
        answered = [one for one in scored if one[0] >= threshold]
        answerable = [one for one in scored if one[2]]
        others = [one for one in scored if not one[2]]
        right = sum(one[1] for one in answered) / max(1, len(answered))
        share = sum(bool(one[2]) for one in answered) / max(1, len(answerable))
        wrong = sum(not one[2] for one in answered) / max(1, len(others))
        _say(f"{name} {threshold}: answered {share:.3f}, right {right:.3f}, false {wrong:.3f}")


async def _calibrate(places: Sequence[Path]) -> None:
    chance = random.Random(1)  # noqa: S311 - a sample that can be drawn again
    askings: list[Asking] = []
    whole: dict[str, list[Asking]] = {}
    for place in places:
        entries = read_bank(place / "bank.csv", _LANGUAGES)
        questions = read_questions(place / "questions.csv")
        whole[place.name] = await _ask(entries, questions)
        askings += whole[place.name]
        for kept, phrasings in _CUTS:
            some = chance.sample(list(questions), min(_ASKED, len(questions)))
            askings += await _ask(_cut(entries, chance, kept, phrasings), some)
            _say(place.name, kept, phrasings)
    pairs = _fit_pairs(askings)
    for kind, numbers in pairs.items():
        _say(kind, np.round(numbers, 2))
    judged = _fit_confidence(askings, pairs, judged=True)
    _say("JUDGED (match, odds), from", FEWEST_ENTRIES, "entries", np.round(judged, 2))
    unjudged = _fit_confidence(askings, pairs, judged=False)
    _say("UNJUDGED (match, lead)", np.round(unjudged, 2))
    for name, told in whole.items():
        _say_thresholds(name, told, pairs, judged)


if __name__ == "__main__":
    asyncio.run(_calibrate(sorted(one.parent for one in Path(sys.argv[1]).glob("*/bank.csv"))))
