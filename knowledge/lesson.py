"""What the judge's classifiers learn from: phrasings, whose they are, and how they are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.bank import Bank, Vectors
from knowledge.centres import centres_of
from knowledge.classifier import Classifier, fit
from knowledge.folding import Script
from knowledge.lexical import LexicalIndex, Weighed
from knowledge.matrix import Matrix, widened
from knowledge.ridge import Ridge, fit_ridge

_MAIN_BESIDE_LATIN = 0.7
_LATIN = 1.4
_WORDS = 0.7
"""How much a side weighs among the features (its length; the penalty is on all alike)."""


class Group(StrEnum):
    """Which phrasings a classifier was fitted on, and what it reads.

    All phrasings, by the main model alone or by the wide one, too; those in one script, by words
    and the models for it.
    """

    ANY = "any"
    ANY_WIDE = "any-wide"
    LATIN = "latin"
    LATIN_WIDE = "latin-wide"
    HAN = "han"
    HAN_WIDE = "han-wide"


SCRIPT_OF = {
    Group.LATIN: Script.LATIN,
    Group.LATIN_WIDE: Script.LATIN,
    Group.HAN: Script.HAN,
    Group.HAN_WIDE: Script.HAN,
}
_WIDE = frozenset({Group.ANY_WIDE, Group.LATIN_WIDE, Group.HAN_WIDE})


class Voter(StrEnum):
    """Whose vectors a ridge regression reads."""

    MAIN = "main"
    LATIN = "latin"
    WIDE = "wide"


@dataclass(frozen=True, slots=True)
class Learned:
    """What was fitted: classifiers by group, ridge regressions by model."""

    classifiers: dict[Group, Classifier]
    ridges: dict[Voter, Ridge]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The phrasings of a bank, row by row: folded, whose, in which script, with their vectors."""

    folded: tuple[str, ...]
    owner: NDArray[np.int64]
    script: NDArray[np.int8]
    spoken: NDArray[np.bool_]
    vectors: Vectors


def lesson_of(bank: Bank) -> Lesson:
    """Return what there is to learn from a bank."""
    folded = tuple(phrasing.folded for phrasing in bank.phrasings)
    return Lesson(folded, bank.owner, bank.script, bank.spoken, bank.vectors)


def learn(lesson: Lesson, lexical: LexicalIndex, entries: int) -> Learned:
    """Fit on the phrasings of so many entries; `lexical` is the index over these. Takes seconds."""
    centres = centres_of(lesson.vectors, lesson.script, lesson.spoken)
    classifiers = {}
    for group, rows in _groups(lesson).items():
        words = [lexical.weigh(lesson.folded[row]) for row in rows]
        vectors = centres.centred(lesson.vectors.rows(rows), lesson.script[rows])
        classifiers[group] = fit(features(group, words, vectors), lesson.owner[rows])
    ridges = {}
    for voter in Voter:
        heard = lesson.spoken if voter is not Voter.LATIN else _latin(lesson)
        rows = np.flatnonzero(heard)
        if len(np.unique(lesson.owner[rows])) > 1:
            vectors = centres.centred(lesson.vectors.rows(rows), lesson.script[rows])
            read = read_by(voter, vectors)
            if read is not None:
                ridges[voter] = fit_ridge(read, lesson.owner[rows], entries)
    return Learned(classifiers, ridges)


def _latin(lesson: Lesson) -> NDArray[np.bool_]:
    return np.asarray(lesson.spoken & (lesson.script == Script.LATIN))


def read_by(voter: Voter, vectors: Vectors) -> Matrix | None:
    """Return the vectors of one model; None where it was not asked."""
    if voter is Voter.MAIN:
        return vectors.main
    read = vectors.latin if voter is Voter.LATIN else vectors.wide
    return None if read is None else widened(read)


def _groups(lesson: Lesson) -> dict[Group, NDArray[np.int64]]:
    """Return the rows that each classifier is fitted on, where it can be of use."""
    has_wide = lesson.vectors.wide is not None
    groups = {}
    for group in Group:
        script = SCRIPT_OF.get(group)
        rows = np.flatnonzero(lesson.spoken & ((script is None) | (lesson.script == script)))
        if group is Group.HAN and has_wide:
            continue  # a Chinese question is always put to the wide model
        if group in _WIDE and not has_wide:
            continue
        if len(np.unique(lesson.owner[rows])) > 1:
            groups[group] = rows
    return groups


def features(group: Group, words: Sequence[Weighed], vectors: Vectors) -> Matrix:
    """Return what a classifier reads: centred vectors and words, each with its weight."""
    main = vectors.main
    parts = [main]
    if group in _WIDE and vectors.wide is not None:
        parts.append(widened(vectors.wide))
    if SCRIPT_OF.get(group) is Script.LATIN and vectors.latin is not None:
        parts[0] = main * np.float32(_MAIN_BESIDE_LATIN)
        parts.append(widened(vectors.latin) * np.float32(_LATIN))
    if group in SCRIPT_OF:
        parts.append(np.stack([one.hashed() for one in words]) * np.float32(_WORDS))
    return np.hstack(parts)


def save_lesson(file: Path, lesson: Lesson) -> None:
    """Write it for another process. Folded texts have no line breaks."""
    arrays: dict[str, NDArray[Any]] = {
        "folded": np.frombuffer("\n".join(lesson.folded).encode(), dtype=np.uint8),
        "owner": lesson.owner,
        "script": lesson.script,
        "spoken": lesson.spoken,
        "main": lesson.vectors.main,
        "names": np.asarray((lesson.vectors.main_name, lesson.vectors.wide_name)),
    }
    if lesson.vectors.latin is not None:
        arrays["latin"] = lesson.vectors.latin
    if lesson.vectors.wide is not None:
        arrays["wide"] = lesson.vectors.wide
    with file.open("wb") as out:
        np.savez(out, allow_pickle=False, **arrays)


def read_lesson(file: Path) -> Lesson:
    """Read what `save_lesson` wrote."""
    with np.load(file, allow_pickle=False) as held:
        vectors = Vectors(
            main=held["main"],
            latin=held["latin"] if "latin" in held.files else None,
            wide=held["wide"] if "wide" in held.files else None,
            main_name=str(held["names"][0]),
            wide_name=str(held["names"][1]),
        )
        folded = tuple(held["folded"].tobytes().decode().split("\n"))
        return Lesson(folded, held["owner"], held["script"], held["spoken"], vectors)
