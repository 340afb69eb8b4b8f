"""What speaks for which entry: retrieval, then a closer look at what was retrieved."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.knowledge import Asked
from knowledge import calibration
from knowledge.bank import Bank, Vectors
from knowledge.calibration import Pair
from knowledge.embeddings.encoder import Matrix
from knowledge.folding import Script, bare, fold, has_words, script_of
from knowledge.index.port import VectorIndex
from knowledge.judge import Judge
from knowledge.scope import may_answer

_NEAREST = 40
_LEXICAL = 20
_SHARES = 10
_KEPT = 10


@dataclass(frozen=True, slots=True)
class Words:
    """A question made comparable: folded words, script, the models' vectors (one row)."""

    folded: str
    script: Script
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class EntryEvidence:
    """What speaks for one entry: its best phrasing, how alike by each side, the judge's share.

    `main`, `latin` and `lexical` are cosines (None: that side has no say across scripts), `match`
    is their logit, `share` the classifier's (None where it does not know the entry), `confidence`
    the probability that the entry is what was asked for. `twins` are the entries that have that
    very phrasing too: nothing tells them apart.
    """

    key: str
    phrasing: str
    locale: str
    main: float
    latin: float | None
    lexical: float | None
    match: float
    share: float | None
    confidence: float
    same_words: bool = False
    twins: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON-able data, numbers rounded to 4 digits."""
        named = ((name, getattr(self, name)) for name in self.__slots__)
        return {n: round(value, 4) if isinstance(value, float) else value for n, value in named}


def words_of(text: str, vectors: Vectors) -> Words:
    """Put a question's text and its vectors (one row) together."""
    folded = fold(text)
    return Words(folded, script_of(folded), vectors)


def gather(
    bank: Bank, judge: Judge | None, index: VectorIndex, asked: Asked, words: Words
) -> tuple[EntryEvidence, ...]:
    """Return the evidence for every entry that retrieval brought up and that may answer.

    Best first. Raises IndexUnavailable.
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
    shares = _shares(bank, judge, words, allowed)
    lexical = bank.lexical.similarities(bank.lexical.weigh(words.folded))
    rows = _retrieve(bank, index, words, lexical=lexical, shares=shares, same=same)
    rows = rows[allowed[bank.owner[rows]]]
    return _weigh(bank, words, rows, lexical=lexical, shares=shares, same=same)


def _unspoken(
    bank: Bank, allowed: NDArray[np.bool_], same: tuple[int, ...]
) -> tuple[EntryEvidence, ...]:
    """Of emoji alone only equality says anything; the rest is named with no confidence at all."""
    order = [*same, *(int(n) for n in np.flatnonzero(allowed) if n not in same)][:10]
    found = []
    for number in order:
        phrasing = bank.phrasings[int(bank.rows_of[number][0])]
        sure = 1.0 if number in same else 0.0
        found.append(
            EntryEvidence(
                key=phrasing.key, phrasing=phrasing.text, locale=phrasing.locale, main=0.0,
                latin=None, lexical=None, match=0.0, share=None, confidence=sure,
                same_words=number in same,
            )
        )  # fmt: skip
    return tuple(found)


def _shares(
    bank: Bank, judge: Judge | None, words: Words, allowed: NDArray[np.bool_]
) -> Matrix | None:
    """Return the judge's share by entry of this bank; NaN where it does not know the entry."""
    if judge is None:
        return None
    told = judge.probabilities(words.folded, words.script, words.vectors)
    if judge.keys == bank.keys:
        shares = told
    else:
        known = dict(zip(judge.keys, told, strict=True))
        shares = np.asarray([known.get(key, np.nan) for key in bank.keys], dtype=np.float32)
    shares = np.where(allowed, shares, 0)
    total = float(np.nansum(shares))
    return np.asarray(shares / total if total > 0.01 else shares, dtype=np.float32)


def _retrieve(
    bank: Bank,
    index: VectorIndex,
    words: Words,
    *,
    lexical: Matrix,
    shares: Matrix | None,
    same: tuple[int, ...],
) -> NDArray[np.int64]:
    """Return the rows worth a closer look, each once."""
    near = index.nearest(words.vectors.main[0].astype(np.float32), _NEAREST)
    rows = {bank.row_of[id_] for id_ in near if id_ in bank.row_of}
    count = min(_LEXICAL, len(lexical))
    rows.update(int(row) for row in np.argpartition(-lexical, count - 1)[:count])
    entries = set(same)
    if shares is not None:
        entries.update(int(n) for n in np.argsort(-np.nan_to_num(shares))[:_SHARES])
    for number in entries:
        rows.update(int(row) for row in bank.rows_of[number])
    chosen = np.asarray(sorted(rows), dtype=np.int64)
    return chosen[bank.spoken[chosen]]


def _weigh(
    bank: Bank,
    words: Words,
    rows: NDArray[np.int64],
    *,
    lexical: Matrix,
    shares: Matrix | None,
    same: tuple[int, ...],
) -> tuple[EntryEvidence, ...]:
    main = bank.vectors.main[rows].astype(np.float32) @ words.vectors.main[0].astype(np.float32)
    latin = np.zeros(len(rows), dtype=np.float32)
    if bank.vectors.latin is not None and words.vectors.latin is not None:
        latin = bank.vectors.latin[rows].astype(np.float32) @ words.vectors.latin[0]
    alike = bank.script[rows] == words.script
    both = alike & (words.script == Script.LATIN) & (bank.vectors.latin is not None)
    match = np.where(
        both,
        _logit(calibration.BOTH_LATIN, main, latin, lexical[rows]),
        np.where(
            alike,
            _logit(calibration.SAME_SCRIPT, main, latin, lexical[rows]),
            _logit(calibration.CROSS_SCRIPT, main, latin, lexical[rows]),
        ),
    )
    best: dict[int, int] = {}
    for at in np.argsort(-match, kind="stable"):
        best.setdefault(int(bank.owner[rows[at]]), int(at))
    sure = _confidences({n: float(match[at]) for n, at in best.items()}, shares)
    sure.update((number, calibration.SAME_WORDS) for number in same if number in best)
    found = []
    for number in sorted(best, key=lambda n: (-sure[n], bank.keys[n]))[:_KEPT]:
        at = best[number]
        phrasing = bank.phrasings[int(rows[at])]
        twins = (n for n in bank.same_words[bare(phrasing.folded)] if n != number and n in best)
        share = None if shares is None else float(shares[number])
        found.append(
            EntryEvidence(
                key=phrasing.key,
                phrasing=phrasing.text,
                locale=phrasing.locale,
                main=float(main[at]),
                latin=float(latin[at]) if both[at] else None,
                lexical=float(lexical[rows[at]]) if alike[at] else None,
                match=float(match[at]),
                share=None if share is None or math.isnan(share) else share,
                confidence=sure[number],
                same_words=number in same,
                twins=tuple(bank.keys[twin] for twin in twins),
            )
        )
    return tuple(found)


def _confidences(match: dict[int, float], shares: Matrix | None) -> dict[int, float]:
    """Return the confidence in each entry, by number."""
    told = {} if shares is None else {n: float(shares[n]) for n in match if shares[n] >= 0}
    matches = Ahead(
        list(match.values()), least=calibration.NOISE, farthest=calibration.FARTHEST_LEAD
    )
    odds = Ahead(
        [logarithm(share) for share in told.values()],
        least=logarithm(0),
        farthest=calibration.FARTHEST_ODDS,
    )
    return {
        number: calibration.probability(
            _judged(one, told[number], odds) if number in told else _unjudged(one, matches)
        )
        for number, one in match.items()
    }


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


def _judged(match: float, share: float, odds: Ahead) -> float:
    weights = calibration.JUDGED
    return weights.bias + weights.match * match + weights.odds * odds.of(logarithm(share))


def _unjudged(match: float, matches: Ahead) -> float:
    weights = calibration.UNJUDGED
    ahead = matches.of(match)
    return weights.bias + weights.match * match + weights.lead * ahead


def _logit(pair: Pair, main: Matrix, latin: Matrix, lexical: Matrix) -> Matrix:
    alike = pair.main * main + pair.latin * latin + pair.lexical * lexical
    return np.asarray(pair.bias + alike, dtype=np.float32)
