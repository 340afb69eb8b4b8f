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
from knowledge.classifier import Classifier
from knowledge.folding import Script
from knowledge.lesson import Centres, Group, centres_of, features, learn, lesson_of
from knowledge.lexical import LexicalIndex, Weighed
from knowledge.matrix import Matrix

FEWEST_ENTRIES = 8
"""Below that, shares say nothing: something always gets most of them."""
LARGEST_FIT = 4_000_000
"""Phrasings times entries: the softmax of a fit holds a few float32 of each. 300 entries with 24
phrasings are 2 million and take about 8 s and 60 MB; above the limit nearest neighbours decide."""

_ANY_BESIDE_SCRIPT = 1 / 3
"""The part that the opinion of all languages has beside that of the question's own, where a FAQ
has more than one (a geometric mean)."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Fitted classifiers over the entries of one bank (`keys`, in the bank's order)."""

    fingerprint: str
    keys: tuple[str, ...]
    lexical: LexicalIndex
    centres: Centres
    classifiers: dict[Group, Classifier]
    many_scripts: bool

    def probabilities(self, words: Weighed, script: Script, vectors: Vectors) -> Matrix:
        """Return the share of each of `keys` for one question, shape (len(keys),); sums to 1.

        `words` are the question's n-grams as `lexical` weighs them, `vectors` has one row.
        """
        is_wide = vectors.wide is not None and Group.ANY_WIDE in self.classifiers
        anyone = Group.ANY_WIDE if is_wide else Group.ANY
        group = _group_for(script, is_wide=is_wide)
        local = None if group is None else self.classifiers.get(group)
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
        one = self.classifiers[group]
        read = features(self.centres, group, [words], vectors)
        shares = np.zeros(len(self.keys), dtype=np.float32)
        shares[one.entries] = one.probabilities(read)[0]
        return shares


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


def blank_judge(bank: Bank, name: str) -> Judge:
    """Return a judge without classifiers yet: the centres of the bank's vectors, its n-grams."""
    return Judge(
        fingerprint=name,
        keys=bank.keys,
        lexical=bank.lexical,
        centres=centres_of(lesson_of(bank)),
        classifiers={},
        many_scripts=_has_many_scripts(bank),
    )


def fit_judge(bank: Bank, name: str) -> Judge:
    """Fit the classifiers of a bank that `can_judge`. Takes seconds: run it in a thread."""
    judge = blank_judge(bank, name)
    judge.classifiers.update(learn(lesson_of(bank), bank.lexical))
    return judge


def _has_many_scripts(bank: Bank) -> bool:
    """Whether half of the entries are asked for in more than one script."""
    several = [len(np.unique(bank.script[rows])) > 1 for rows in bank.rows_of]
    return bool(several) and sum(several) >= len(several) / 2
