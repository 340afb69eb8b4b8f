"""What speaks for which entry, and how sure that makes it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.knowledge import Asked
from knowledge import calibration
from knowledge.bank import Bank
from knowledge.calibration import Numbers
from knowledge.folding import Script, bare, has_words
from knowledge.judge import Judge
from knowledge.likeness import Best, Likeness, Words, best_by_entry, compare
from knowledge.matrix import Matrix
from knowledge.retrieval import retrieve
from knowledge.scope import may_answer

_KEPT = 10


@dataclass(frozen=True, slots=True)
class EntryEvidence:
    """What speaks for one entry: its best phrasing, how alike by each side, the judge's share.

    `main`, `latin`, `wide` and `lexical` are cosines (None: that side has no say), `match` is
    their logit and `usual` the mean of it over the entry's three best phrasings, `share` the
    classifier's and `score` the ridge regressions' (None where they do not know the entry),
    `strange` the share of the question's words that no phrasing has, `confidence` the
    probability that the entry is what was asked for. `twins` are the entries that have that very
    phrasing too: nothing tells them apart.
    """

    key: str
    phrasing: str
    locale: str
    main: float
    latin: float | None
    wide: float | None
    lexical: float | None
    match: float
    usual: float
    share: float | None
    score: float | None
    strange: float
    confidence: float
    same_words: bool = False
    twins: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON-able data, numbers rounded to 4 digits."""
        named = ((name, getattr(self, name)) for name in self.__slots__)
        return {n: round(value, 4) if isinstance(value, float) else value for n, value in named}


def gather(
    bank: Bank, told: Matrix | None, near: Sequence[str], asked: Asked, words: Words
) -> tuple[EntryEvidence, ...]:
    """Return the evidence for every entry that retrieval brought up and that may answer.

    Best first. `told` is what `told_by` a judge, `near` are the ids of the phrasings that the index
    holds for nearest.
    """
    allowed = np.ones(len(bank.keys), dtype=bool)
    for number in bank.restricted:
        allowed[number] = may_answer(bank.entries[bank.keys[number]], asked)
    allowed[[bank.keys.index(key) for key in asked.without if key in bank.entries]] = False
    if not allowed.any():
        return ()
    same = tuple(n for n in bank.same_words.get(bare(words.folded), ()) if allowed[n])
    if not has_words(words.folded):
        return _unspoken(bank, allowed, same)
    looked = look_closely(bank, told, near, words, allowed, same)
    numbers = calibration.SHIPPED
    best = best_by_entry(bank, looked.likeness, looked.likeness.match(numbers))
    sure = confidences(best, looked, numbers)
    sure.update((number, calibration.SAME_WORDS) for number in same if number in best)
    order = sorted(best, key=lambda n: (-sure[n], bank.keys[n]))[:_KEPT]
    return tuple(_evidence(bank, number, looked, best, sure[number], same) for number in order)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at for a question: rows compared, the judge's share and score of every entry.

    `strange` is the share of the question's words that no phrasing has.
    """

    likeness: Likeness
    shares: Matrix | None
    scores: Matrix | None
    strange: float


def look_closely(
    bank: Bank,
    told: Matrix | None,
    near: Sequence[str],
    words: Words,
    allowed: NDArray[np.bool_],
    same: tuple[int, ...],
) -> Looked:
    """Retrieve entries and compare their phrasings with the question."""
    shares = None if told is None else _among(told[0], allowed)
    rows = retrieve(bank, near, words, shares=shares, allowed=allowed, same=same)
    scores = None if told is None else told[1]
    return Looked(compare(bank, words, rows), shares, scores, _strange(bank, words))


def _strange(bank: Bank, words: Words) -> float:
    latin = float((bank.script == Script.LATIN).mean())
    is_known = words.script is Script.LATIN and latin >= calibration.LATIN_BANK
    return words.weighed.strange() if is_known else calibration.STRANGE


def _unspoken(
    bank: Bank, allowed: NDArray[np.bool_], same: tuple[int, ...]
) -> tuple[EntryEvidence, ...]:
    """Of emoji alone only equality says anything; the rest is named with no confidence at all."""
    order = [*same, *(int(n) for n in np.flatnonzero(allowed) if n not in same)][:_KEPT]
    found = []
    for number in order:
        phrasing = bank.phrasings[int(bank.rows_of[number][0])]
        sure = 1.0 if number in same else 0.0
        found.append(
            EntryEvidence(
                key=phrasing.key, phrasing=phrasing.text, locale=phrasing.locale, main=0.0,
                latin=None, wide=None, lexical=None, match=0.0, usual=0.0, share=None,
                score=None, strange=0.0,
                confidence=sure, same_words=number in same,
            )
        )  # fmt: skip
    return tuple(found)


def told_by(judge: Judge, bank: Bank, words: Words) -> Matrix:
    """Return what a judge tells of every entry of this bank; NaN where it does not know it."""
    weighed = words.weighed
    if judge.lexical is not bank.lexical:
        weighed = judge.lexical.weigh(words.folded)
    told = judge.tell(weighed, words.script, words.vectors)
    if judge.keys == bank.keys:
        return told
    known = dict(zip(judge.keys, told.T, strict=True))
    nothing = np.full(2, np.nan, dtype=np.float32)
    return np.stack([known.get(key, nothing) for key in bank.keys], axis=1)


def _among(shares: Matrix, allowed: NDArray[np.bool_]) -> Matrix:
    """Return the shares among those entries that may answer."""
    shares = np.where(allowed, shares, 0)
    total = float(np.nansum(shares))
    return np.asarray(shares / total if total > 0.01 else shares, dtype=np.float32)


def _evidence(
    bank: Bank,
    number: int,
    looked: Looked,
    best: dict[int, Best],
    sure: float,
    same: tuple[int, ...],
) -> EntryEvidence:
    one, likeness, shares = best[number], looked.likeness, looked.shares
    phrasing = bank.phrasings[int(likeness.rows[one.at])]
    twins = (n for n in bank.same_words[bare(phrasing.folded)] if n != number and n in best)
    share = None if shares is None else float(shares[number])
    score = None if looked.scores is None else float(looked.scores[number])
    return EntryEvidence(
        key=phrasing.key,
        phrasing=phrasing.text,
        locale=phrasing.locale,
        main=float(likeness.main[one.at]),
        latin=float(likeness.latin[one.at]) if likeness.both_latin[one.at] else None,
        wide=float(likeness.wide[one.at]) if likeness.has_wide else None,
        lexical=float(likeness.words[one.at]) if likeness.same_script[one.at] else None,
        match=one.match,
        usual=one.usual,
        share=None if share is None or math.isnan(share) else share,
        score=None if score is None or math.isnan(score) else score,
        strange=looked.strange,
        confidence=sure,
        same_words=number in same,
        twins=tuple(bank.keys[twin] for twin in twins),
    )


def confidences(best: dict[int, Best], looked: Looked, numbers: Numbers) -> dict[int, float]:
    """Return the confidence in each entry, by number."""
    shares, scores = looked.shares, looked.scores
    told = {} if shares is None else {n: float(shares[n]) for n in best if shares[n] >= 0}
    matches = Ahead(
        [one.match for one in best.values()],
        least=calibration.NOISE,
        farthest=calibration.FARTHEST_LEAD,
    )
    odds = Ahead(
        [logarithm(share) for share in told.values()],
        least=logarithm(0),
        farthest=calibration.FARTHEST_ODDS,
    )
    sure = {}
    for number, one in best.items():
        if number in told:
            by = numbers.judged
            ahead = by.odds * odds.of(logarithm(told[number]))
            ahead += 0.0 if scores is None else by.score * float(scores[number])
        else:
            by = numbers.unjudged
            ahead = by.lead * matches.of(one.match)
        logit = by.bias + by.match * one.match + by.usual * one.usual + ahead
        logit += by.strange * looked.strange
        sure[number] = calibration.probability(logit)
    return sure


class Ahead:
    """How far a value is ahead of the best other one, `least` if none is better (negative: behind).

    At most `farthest` either way.
    """

    def __init__(self, values: list[float], *, least: float, farthest: float) -> None:
        self._top = [*sorted(values, reverse=True)[:2], least, least]
        self._least = least
        self._farthest = farthest

    def of(self, value: float) -> float:
        """Return the distance."""
        rival = self._top[1] if value >= self._top[0] else self._top[0]
        ahead = value - max(rival, self._least)
        return max(-self._farthest, min(ahead, self._farthest))


def logarithm(share: float) -> float:
    """Return the logarithm of a share, of a millionth at least."""
    return math.log(max(share, 1e-6))
