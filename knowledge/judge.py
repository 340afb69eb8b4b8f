"""Who is asked for, in the classifiers' opinion: one for each script, joined by total probability.

A Chinese question must find an English-only entry, so words and the English model may not vote
where an entry has no phrasing in the question's script: the entries that have one are told apart
by the script's own classifier, the group as a whole against the rest by the multilingual vectors
alone: P(entry) = P_any(group) x P_script(entry | group), and P_any(entry) outside the group.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.bank import Bank, Vectors
from knowledge.classifier import Classifier, fit
from knowledge.embeddings.encoder import Matrix
from knowledge.folding import Script
from knowledge.lexical import LexicalIndex

FEWEST_ENTRIES = 8
"""Below that, shares say nothing: something always gets most of them."""
LARGEST_FIT = 4_000_000
"""Phrasings times entries: the softmax of a fit holds a few float32 of each. 300 entries with 24
phrasings are 2 million and take about 8 s and 60 MB; above the limit nearest neighbours decide."""

_MAIN_BESIDE_LATIN = 0.7
_LATIN = 1.4


class Group(StrEnum):
    """Which phrasings a classifier was fitted on."""

    ANY = "any"
    LATIN = "latin"
    HAN = "han"


_GROUPS = {Script.LATIN: Group.LATIN, Script.HAN: Group.HAN}


@dataclass(frozen=True, slots=True)
class Judge:
    """Fitted classifiers over the entries of one bank (`keys`, in the bank's order)."""

    fingerprint: str
    keys: tuple[str, ...]
    lexical: LexicalIndex
    centre: Matrix
    latin_centre: Matrix | None
    classifiers: dict[Group, Classifier]

    def probabilities(self, folded: str, script: Script, vectors: Vectors) -> Matrix:
        """Return the share of each of `keys` for one question, shape (len(keys),); sums to 1."""
        group = _GROUPS.get(script, Group.ANY)
        shares = np.zeros(len(self.keys), dtype=np.float32)
        local = self.classifiers.get(group)
        if local is not None and len(local.entries) == len(self.keys):
            shares[local.entries] = self._ask(local, group, [folded], vectors)
            return shares
        everyone = self.classifiers[Group.ANY]
        shares[everyone.entries] = self._ask(everyone, Group.ANY, [folded], vectors)
        if local is not None and len(local.entries) > 1:
            mass = float(shares[local.entries].sum())
            shares[local.entries] = mass * self._ask(local, group, [folded], vectors)
        return shares

    def _ask(self, one: Classifier, group: Group, texts: list[str], vectors: Vectors) -> Matrix:
        features = _features(self, group, texts, vectors)
        return np.asarray(one.probabilities(features)[0], dtype=np.float32)


def fingerprint(bank: Bank, models: tuple[str, ...]) -> str:
    """Return a name for exactly these phrasings seen by exactly these models."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (*models, *(phrasing.id for phrasing in bank.phrasings)):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


def can_judge(bank: Bank) -> bool:
    """Whether the bank is of a size that a judge is fitted for."""
    entries = len(bank.keys)
    return entries >= FEWEST_ENTRIES and entries * len(bank.phrasings) <= LARGEST_FIT


def fit_judge(bank: Bank, name: str) -> Judge:
    """Fit the classifiers of a bank that `can_judge`. Takes seconds: run it in a thread."""
    judge = blank_judge(bank, name)
    groups = {
        Group.ANY: bank.spoken,
        Group.LATIN: bank.spoken & (bank.script == Script.LATIN),
        Group.HAN: bank.spoken & (bank.script == Script.HAN),
    }
    for group, chosen in groups.items():
        rows = np.flatnonzero(chosen)
        if len(rows) and (group is Group.ANY or len(np.unique(bank.owner[rows])) > 1):
            texts = [bank.phrasings[row].folded for row in rows]
            features = _features(judge, group, texts, bank.vectors.rows(rows))
            judge.classifiers[group] = fit(features, bank.owner[rows])
    return judge


def blank_judge(bank: Bank, name: str) -> Judge:
    """Return a judge without classifiers yet: the centres of the bank's vectors, its n-grams."""
    latin = bank.vectors.latin
    latin_rows = np.flatnonzero(bank.spoken & (bank.script == Script.LATIN))
    return Judge(
        fingerprint=name,
        keys=bank.keys,
        lexical=bank.lexical,
        centre=_mean(bank.vectors.main, np.flatnonzero(bank.spoken)),
        latin_centre=None if latin is None else _mean(latin, latin_rows),
        classifiers={},
    )


def _mean(vectors: Matrix, rows: NDArray[np.int64]) -> Matrix:
    if not len(rows):
        return np.zeros(vectors.shape[1], dtype=np.float32)
    return np.asarray(vectors[rows].astype(np.float32).mean(axis=0), dtype=np.float32)


def _features(judge: Judge, group: Group, texts: list[str], vectors: Vectors) -> Matrix:
    main = vectors.main.astype(np.float32) - judge.centre
    if group is Group.ANY:
        return np.asarray(main, dtype=np.float32)
    words = [judge.lexical.weigh(text) for text in texts]
    parts: list[NDArray[Any]] = [main, judge.lexical.hashed(words)]
    if group is Group.LATIN and vectors.latin is not None and judge.latin_centre is not None:
        parts[0] = main * np.float32(_MAIN_BESIDE_LATIN)
        parts.append((vectors.latin.astype(np.float32) - judge.latin_centre) * np.float32(_LATIN))
    return np.asarray(np.hstack(parts), dtype=np.float32)
