"""The FAQ made ready for questions: phrasings, their vectors, the lexical index. Immutable."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from domain.knowledge import FaqEntry
from knowledge.folding import Script, bare
from knowledge.lexical import LexicalIndex
from knowledge.matrix import Halves, Matrix
from knowledge.phrasings import Phrasing


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors of texts by the models that vote. A text a model has no say on has zeros there.

    `main_name` and `wide_name` say by which models, where that is of interest.
    """

    main: Matrix
    latin: Matrix | Halves | None = None
    wide: Matrix | Halves | None = None
    main_name: str = ""
    wide_name: str = ""

    def rows(self, rows: NDArray[np.int64]) -> "Vectors":
        """Return those rows only."""
        return replace(
            self,
            main=self.main[rows],
            latin=None if self.latin is None else self.latin[rows],
            wide=None if self.wide is None else self.wide[rows],
        )


@dataclass(frozen=True, slots=True)
class Bank:
    """Everything in memory that a decision needs. Rows are phrasings, `owner` is their entry.

    `entries` are the published ones; `keys[owner[row]]` is the key of a row's entry. `restricted`
    are the numbers of entries with a scope or dates; `same_words` the entries by bare words;
    `all_latin` says whether every entry is asked for in Latin script, too.
    """

    revision: int
    entries: dict[str, FaqEntry]
    phrasings: tuple[Phrasing, ...]
    vectors: Vectors
    lexical: LexicalIndex
    keys: tuple[str, ...]
    owner: NDArray[np.int64]
    script: NDArray[np.int8]
    spoken: NDArray[np.bool_]
    row_of: dict[str, int] = field(repr=False)
    rows_of: tuple[NDArray[np.int64], ...] = field(repr=False)
    same_words: dict[str, tuple[int, ...]] = field(repr=False)
    restricted: tuple[int, ...] = ()
    all_latin: bool = True


def make_bank(
    revision: int, entries: Sequence[FaqEntry], phrasings: Sequence[Phrasing], vectors: Vectors
) -> Bank:
    """Derive a bank. `phrasings` are those of `entries`, `vectors` theirs, row by row."""
    numbers: dict[str, int] = {}
    same: dict[str, list[int]] = {}
    for phrasing in phrasings:
        number = numbers.setdefault(phrasing.key, len(numbers))
        owners = same.setdefault(bare(phrasing.folded), [])
        if number not in owners:
            owners.append(number)
    owner = np.asarray([numbers[p.key] for p in phrasings], dtype=np.int64)
    by_key = {entry.key: entry for entry in entries if entry.key in numbers}
    order = np.argsort(owner, kind="stable")
    script = np.asarray([p.script for p in phrasings], dtype=np.int8)
    edges = np.searchsorted(owner[order], np.arange(1, len(numbers)))
    return Bank(
        revision=revision,
        entries=by_key,
        phrasings=tuple(phrasings),
        vectors=vectors,
        lexical=LexicalIndex([p.folded for p in phrasings]),
        keys=tuple(numbers),
        owner=owner,
        script=script,
        spoken=np.asarray([p.spoken for p in phrasings], dtype=np.bool_),
        row_of={p.id: row for row, p in enumerate(phrasings)},
        rows_of=tuple(np.split(order, edges)) if numbers else (),
        restricted=tuple(n for key, n in numbers.items() if _is_restricted(by_key[key])),
        all_latin=len(np.unique(owner[script == Script.LATIN])) == len(numbers),
        same_words={words: tuple(owners) for words, owners in same.items()},
    )


def _is_restricted(entry: FaqEntry) -> bool:
    dated = entry.valid_from is not None or entry.valid_until is not None
    return dated or not entry.scope.is_general
