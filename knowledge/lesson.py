"""What the judge's classifiers learn from: phrasings, whose they are, and how they are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.bank import Bank, Vectors
from knowledge.classifier import Classifier, fit
from knowledge.folding import Script
from knowledge.lexical import LexicalIndex, Weighed
from knowledge.matrix import Halves, Matrix

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


_SCRIPT = {
    Group.LATIN: Script.LATIN,
    Group.LATIN_WIDE: Script.LATIN,
    Group.HAN: Script.HAN,
    Group.HAN_WIDE: Script.HAN,
}
_WIDE = frozenset({Group.ANY_WIDE, Group.LATIN_WIDE, Group.HAN_WIDE})


@dataclass(frozen=True, slots=True)
class Centres:
    """The means of a bank's vectors, which say what all its phrasings have in common."""

    main: Matrix
    latin: Matrix | None
    wide: Matrix | None


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


def centres_of(lesson: Lesson) -> Centres:
    """Return the means of the vectors, of each model over what it has a say on."""
    rows = np.flatnonzero(lesson.spoken)
    latin = np.flatnonzero(lesson.spoken & (lesson.script == Script.LATIN))
    vectors = lesson.vectors
    return Centres(
        main=_mean(vectors.main, rows),
        latin=None if vectors.latin is None else _mean(vectors.latin, latin),
        wide=None if vectors.wide is None else _mean(vectors.wide, rows),
    )


def learn(lesson: Lesson, lexical: LexicalIndex) -> dict[Group, Classifier]:
    """Fit the classifiers; `lexical` is the index over these very phrasings. Takes seconds."""
    centres = centres_of(lesson)
    learned = {}
    for group, rows in _groups(lesson).items():
        words = [lexical.weigh(lesson.folded[row]) for row in rows]
        read = features(centres, group, words, lesson.vectors.rows(rows))
        learned[group] = fit(read, lesson.owner[rows])
    return learned


def _groups(lesson: Lesson) -> dict[Group, NDArray[np.int64]]:
    """Return the rows that each classifier is fitted on, where it can be of use."""
    has_wide = lesson.vectors.wide is not None
    groups = {}
    for group in Group:
        script = _SCRIPT.get(group)
        rows = np.flatnonzero(lesson.spoken & ((script is None) | (lesson.script == script)))
        if group is Group.HAN and has_wide:
            continue  # a Chinese question is always put to the wide model
        if group in _WIDE and not has_wide:
            continue
        if len(np.unique(lesson.owner[rows])) > 1:
            groups[group] = rows
    return groups


def _mean(vectors: Matrix | Halves, rows: NDArray[np.int64]) -> Matrix:
    if not len(rows):
        return np.zeros(vectors.shape[1], dtype=np.float32)
    return np.asarray(vectors[rows].mean(axis=0, dtype=np.float32))


def features(centres: Centres, group: Group, words: Sequence[Weighed], vectors: Vectors) -> Matrix:
    """Return what a classifier reads: centred vectors and words, each with its weight."""
    main = vectors.main - centres.main
    parts = [main]
    if group in _WIDE and vectors.wide is not None and centres.wide is not None:
        parts.append(vectors.wide - centres.wide)
    is_latin = _SCRIPT.get(group) is Script.LATIN
    if is_latin and vectors.latin is not None and centres.latin is not None:
        parts[0] = main * np.float32(_MAIN_BESIDE_LATIN)
        parts.append((vectors.latin - centres.latin) * np.float32(_LATIN))
    if group in _SCRIPT:
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
        )
        folded = tuple(held["folded"].tobytes().decode().split("\n"))
        return Lesson(folded, held["owner"], held["script"], held["spoken"], vectors)
