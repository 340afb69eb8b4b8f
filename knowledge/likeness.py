"""How like a question is to the phrasings of some entries, by every side that has a say."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.bank import Bank, Vectors
from knowledge.calibration import Numbers, Pair
from knowledge.folding import Script, script_of
from knowledge.lexical import Weighed
from knowledge.matrix import Halves, Matrix, widened

_USUAL = 3


@dataclass(frozen=True, slots=True)
class Words:
    """A question made comparable: folded words, script, the models' vectors (one row).

    `weighed` are its n-grams as the bank's lexical index weighs them, `lexical` its similarities
    with every row by them.
    """

    folded: str
    script: Script
    vectors: Vectors
    weighed: Weighed
    lexical: Matrix


def words_of(bank: Bank, folded: str, vectors: Vectors) -> Words:
    """Make a folded question comparable with a bank's phrasings."""
    weighed = bank.lexical.weigh(folded)
    return Words(folded, script_of(folded), vectors, weighed, bank.lexical.similarities(weighed))


@dataclass(frozen=True, slots=True)
class Likeness:
    """Rows of a bank compared with a question: cosines by each side.

    `same_script` says where words count, `both_latin` where the Latin model does, `has_wide`
    whether the wide one was asked.
    """

    rows: NDArray[np.int64]
    main: Matrix
    latin: Matrix
    wide: Matrix
    words: Matrix
    same_script: NDArray[np.bool_]
    both_latin: NDArray[np.bool_]
    has_wide: bool

    def match(self, numbers: Numbers) -> Matrix:
        """Return the logit that the cosines of each row make."""
        latin = numbers.both_latin_wide if self.has_wide else numbers.both_latin
        same = numbers.same_script_wide if self.has_wide else numbers.same_script
        cross = numbers.cross_script_wide if self.has_wide else numbers.cross_script
        across = np.where(self.same_script, self._logit(same), self._logit(cross))
        return np.where(self.both_latin, self._logit(latin), across)

    def _logit(self, pair: Pair) -> Matrix:
        voted = pair.main * self.main + pair.latin * self.latin
        voted += pair.wide * self.wide + pair.words * self.words
        return np.asarray(pair.bias + voted, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Best:
    """Of one entry: where its best row stands in a `Likeness`, its logit, and the usual one."""

    at: int
    match: float
    usual: float


def compare(bank: Bank, words: Words, rows: NDArray[np.int64]) -> Likeness:
    """Compare a question with some rows."""
    alike = bank.script[rows] == words.script
    return Likeness(
        rows=rows,
        main=_cosines(bank.vectors.main, words.vectors.main, rows),
        latin=_cosines(bank.vectors.latin, words.vectors.latin, rows),
        wide=_cosines(bank.vectors.wide, words.vectors.wide, rows),
        words=words.lexical[rows],
        same_script=alike,
        both_latin=alike & (words.script == Script.LATIN) & (bank.vectors.latin is not None),
        has_wide=bank.vectors.wide is not None and words.vectors.wide is not None,
    )


def best_by_entry(bank: Bank, likeness: Likeness, match: Matrix) -> dict[int, Best]:
    """Return the best of every entry that has a row there, by its number."""
    owner = bank.owner[likeness.rows].tolist()
    values = match.tolist()
    found: dict[int, list[int]] = {}
    for at in np.argsort(-match, kind="stable").tolist():
        held = found.setdefault(owner[at], [])
        if len(held) < _USUAL:
            held.append(at)
    return {
        number: Best(held[0], values[held[0]], sum(values[at] for at in held) / len(held))
        for number, held in found.items()
    }


def _cosines(
    held: Matrix | Halves | None, asked: Matrix | Halves | None, rows: NDArray[np.int64]
) -> Matrix:
    """Return the products; zeros where the model does not vote."""
    if held is None or asked is None:
        return np.zeros(len(rows), dtype=np.float32)
    return np.asarray(widened(held[rows]) @ asked[0], dtype=np.float32)
