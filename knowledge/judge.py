"""Who is asked for, in the classifiers' opinion: one for each script, joined by total probability.

A Chinese question must find an English-only entry, so words and the English model may not vote
where an entry has no phrasing in the question's script: the entries that have one are told apart
by the script's own classifier, the group as a whole against the rest by the multilingual vectors
alone: P(entry) = P_any(group) x P_script(entry | group), and P_any(entry) outside the group.
Within the group of a FAQ in several languages both opinions count: what was said in the other
language teaches the entry's meaning, too.
"""

import hashlib
from dataclasses import dataclass

import numpy as np

from knowledge.bank import Bank, Vectors
from knowledge.centres import Centres, centres_of
from knowledge.classifier import Labels
from knowledge.folding import Script
from knowledge.lesson import (
    Group,
    Learned,
    Voter,
    features,
    learn,
    lesson_of,
    read_by,
)
from knowledge.lexical import LexicalIndex, Weighed
from knowledge.matrix import Matrix

FEWEST_ENTRIES = 8
"""Below that, shares say nothing: something always gets most of them."""
LARGEST_FIT = 4_000_000
"""Phrasings times entries: the softmax of a fit holds a few float32 of each. 300 entries with 24
phrasings are 2 million and take about 8 s and 60 MB; above the limit nearest neighbours decide."""

_RIDGES = 5.0
_RIDGES_ACROSS = 10.0
"""How much the ridge regressions' score weighs beside the logarithm of the classifiers' share, and
where nothing is asked for in the question's script."""
_WEIGHTS = {
    Voter.MAIN: np.float32(0.5),
    Voter.LATIN: np.float32(1.0),
    Voter.WIDE: np.float32(0.5),
}
"""... and each among themselves; the Latin one where an entry is asked for in that script."""
_ANY_BESIDE_SCRIPT = 1 / 3
"""The part that the opinion of all languages has beside that of the question's own, where a FAQ
has more than one (a geometric mean)."""


@dataclass(frozen=True, slots=True)
class Judge:
    """What was fitted to the entries of one bank (`keys`, in the bank's order)."""

    fingerprint: str
    keys: tuple[str, ...]
    lexical: LexicalIndex
    centres: Centres
    learned: Learned
    many_scripts: bool

    def tell(self, words: Weighed, script: Script, vectors: Vectors) -> Matrix:
        """Return what speaks for each of `keys` in one question, shape (2, len(keys)).

        First its share of the question (they sum to 1): the classifiers' opinion, multiplied by
        that of the ridge regressions. Then their score by itself: about 1 for what they were
        taught, 0 for what they know nothing of. `words` are the question's n-grams as `lexical`
        weighs them, `vectors` has one row.
        """
        vectors = self.centres.centred(vectors, np.asarray([script]))
        scores = self._scores(script, vectors)
        group = _group_for(script, is_wide=vectors.wide is not None)
        weight = _RIDGES if group in self.learned.classifiers else _RIDGES_ACROSS
        shares = self._shares(words, script, vectors) * np.exp(weight * (scores - scores.max()))
        return np.stack((shares / max(float(shares.sum()), 1e-30), scores))

    def _shares(self, words: Weighed, script: Script, vectors: Vectors) -> Matrix:
        known = self.learned.classifiers
        is_wide = vectors.wide is not None and Group.ANY_WIDE in known
        anyone = Group.ANY_WIDE if is_wide else Group.ANY
        group = _group_for(script, is_wide=is_wide)
        local = None if group is None else known.get(group)
        if group is None or local is None:
            return self._ask(anyone, words, vectors)
        joint = self._ask(group, words, vectors)
        if len(local.entries) == len(self.keys) and not self.many_scripts:
            return joint
        shares = self._ask(anyone, words, vectors)
        if self.many_scripts:
            joint = joint ** (1 - _ANY_BESIDE_SCRIPT) * shares**_ANY_BESIDE_SCRIPT
        mass = float(shares[local.entries].sum())
        shares[local.entries] = mass * joint[local.entries] / max(float(joint.sum()), 1e-30)
        return shares

    def _ask(self, group: Group, words: Weighed, vectors: Vectors) -> Matrix:
        """Return one classifier's shares by entry; 0 for the entries it was not fitted on."""
        one = self.learned.classifiers[group]
        shares = np.zeros(len(self.keys), dtype=np.float32)
        shares[one.entries] = one.probabilities(features(group, [words], vectors))[0]
        return shares

    def _scores(self, script: Script, vectors: Vectors) -> Matrix:
        """Return the weighted mean of the scores of every entry, by the models that have a say."""
        found = np.zeros(len(self.keys), dtype=np.float32)
        votes = np.zeros(len(self.keys), dtype=np.float32)
        local = self.learned.classifiers.get(Group.LATIN)
        for voter, weight in _WEIGHTS.items():
            read, ridge = read_by(voter, vectors), self.learned.ridges.get(voter)
            if read is None or ridge is None:
                continue
            some: slice | Labels = slice(None)
            if voter is Voter.LATIN:
                if script is not Script.LATIN or local is None:
                    continue
                some = local.entries
            found[some] += weight * ridge.scores(read)[0][some]
            votes[some] += weight
        return np.asarray(found / np.maximum(votes, 1e-9), dtype=np.float32)


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


def _group_for(script: Script, *, is_wide: bool) -> Group | None:
    if script is Script.HAN:
        return Group.HAN_WIDE if is_wide else Group.HAN
    if script is Script.LATIN:
        return Group.LATIN_WIDE if is_wide else Group.LATIN
    return None


def make_judge(bank: Bank, name: str, learned: Learned) -> Judge:
    """Return a judge of what was learned from the bank's phrasings."""
    return Judge(
        fingerprint=name,
        keys=bank.keys,
        lexical=bank.lexical,
        centres=centres_of(bank.vectors, bank.script, bank.spoken),
        learned=learned,
        many_scripts=_has_many_scripts(bank),
    )


def fit_judge(bank: Bank, name: str) -> Judge:
    """Fit the judge of a bank that `can_judge`. Takes seconds: run it in a thread."""
    return make_judge(bank, name, learn(lesson_of(bank), bank.lexical, len(bank.keys)))


def _has_many_scripts(bank: Bank) -> bool:
    """Whether half of the entries are asked for in more than one script."""
    several = [len(np.unique(bank.script[rows])) > 1 for rows in bank.rows_of]
    return bool(several) and sum(several) >= len(several) / 2
