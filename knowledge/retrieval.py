"""Which entries are worth a closer look: those near by vectors, by words, and the judge's."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.bank import Bank
from knowledge.likeness import Words
from knowledge.matrix import Matrix

NEAREST = 40
"""Phrasings that are asked of the index."""
_LEXICAL = 20
_ENTRIES = 8
"""Of each kind of retrieval, the entries that are looked at with all their phrasings."""


def retrieve(
    bank: Bank,
    near: Sequence[str],
    words: Words,
    *,
    shares: Matrix | None,
    allowed: NDArray[np.bool_],
    same: tuple[int, ...],
) -> NDArray[np.int64]:
    """Return the rows of the entries that retrieval brought up and that are allowed.

    `near` are the ids of the phrasings nearest by the main model, `same` entries to look at in any
    case.
    """
    entries = dict.fromkeys(same)
    entries |= _first(bank, (bank.row_of[id_] for id_ in near if id_ in bank.row_of), allowed)
    entries |= _first(bank, _top(words.lexical, _LEXICAL), allowed)
    if shares is not None:
        known = np.where(allowed, np.nan_to_num(shares), -1.0)
        entries |= dict.fromkeys(n for n in _top(known, _ENTRIES) if allowed[n])
    if not entries:
        return np.zeros(0, dtype=np.int64)
    rows: NDArray[np.int64] = np.concatenate([bank.rows_of[number] for number in entries])
    return np.asarray(rows[bank.spoken[rows]], dtype=np.int64)


def _first(bank: Bank, rows: Iterable[int], allowed: NDArray[np.bool_]) -> dict[int, None]:
    """Return the first entries that own these rows, in order."""
    found: dict[int, None] = {}
    for row in rows:
        number = int(bank.owner[row])
        if allowed[number]:
            found[number] = None
            if len(found) == _ENTRIES:
                break
    return found


def _top(values: Matrix, count: int) -> list[int]:
    """Return the places of the largest values, largest first."""
    count = min(count, len(values))
    some = np.argpartition(-values, count - 1)[:count]
    return [int(place) for place in some[np.argsort(-values[some], kind="stable")]]
