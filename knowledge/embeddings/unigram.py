"""SentencePiece's unigram tokenizer over a large vocabulary, in a few megabytes.

Kudo, "Subword Regularization" (2018): the split into pieces whose scores sum highest. A dictionary
of 250,000 pieces takes 40 MB and a loop over every part of a text; here pieces are known by 64-bit
hashes of their characters, all parts of a text are hashed at once by numpy, and only those that
are pieces are looked at one by one.
"""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MARK = "\u2581"
"""Stands for a space, so that pieces know where words begin."""


class Unigram:
    """A vocabulary of pieces, the tokenizer over it.

    `letters` are all pieces in UTF-8, one after the other, `edges` where they begin and end (one
    more than there are pieces); `special` are the numbers of pieces that no text contains;
    `replaced` is what single characters are normalised to.
    """

    def __init__(
        self,
        letters: bytes,
        edges: NDArray[np.integer[Any]],
        scores: NDArray[np.float32],
        *,
        unknown: int,
        special: Collection[int] = (),
        replaced: Mapping[int, str] | None = None,
    ) -> None:
        hashes, lengths = _hashes_of(letters, edges)
        lengths[list(special)] = 0
        order = np.argsort(hashes, kind="stable")
        order = order[lengths[order] > 0]
        self._longest = int(lengths.max())
        self._hashes, self._numbers = hashes[order], order.astype(np.int32)
        self._scores = np.array(scores, dtype=np.float32)
        self._unknown = unknown
        self._unknown_score = float(scores.min()) - 10.0
        self._replaced = dict(replaced or {})

    def encode(self, text: str) -> list[int]:
        """Return the numbers of the pieces of a text, without marks of beginning and end."""
        words = text.translate(self._replaced).split(" ")
        characters = _MARK + _MARK.join(word for word in words if word)
        starts, ends, numbers = self._found(characters)
        return self._best(len(characters), starts, ends, numbers)

    def _found(self, characters: str) -> tuple[list[int], list[int], list[int]]:
        """Return where pieces start and end, and which they are, in the order of their starts."""
        codes = _codes(characters)
        sums = np.zeros(len(codes), dtype=np.uint64)
        parts = []
        for length in range(1, min(self._longest, len(codes)) + 1):
            reach = len(codes) - length + 1
            sums = sums[:reach] * _FACTOR + codes[length - 1 :]
            parts.append(sums)
        hashes = np.concatenate(parts)
        at = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        hits = np.flatnonzero(self._hashes[at] == hashes)
        sizes = np.fromiter(map(len, parts), dtype=np.int64, count=len(parts))
        firsts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)[:-1]])
        lengths = np.searchsorted(firsts, hits, side="right")
        starts = hits - firsts[lengths - 1]
        order = np.argsort(starts, kind="stable")
        starts, ends = starts[order], (starts + lengths)[order]
        return starts.tolist(), ends.tolist(), self._numbers[at[hits]][order].tolist()

    def _best(
        self, length: int, starts: list[int], ends: list[int], numbers: list[int]
    ) -> list[int]:
        """Find the best split from left to right; a character that is no piece is unknown."""
        best = [0.0] + [-1e30] * length
        before = [0] * (length + 1)
        piece = [self._unknown] * (length + 1)
        at = 0
        for start in range(length):
            here = best[start]
            if here + self._unknown_score > best[start + 1]:
                best[start + 1] = here + self._unknown_score
                before[start + 1], piece[start + 1] = start, self._unknown
            while at < len(starts) and starts[at] == start:
                end, number = ends[at], numbers[at]
                score = here + float(self._scores[number])
                if score > best[end]:
                    best[end], before[end], piece[end] = score, start, number
                at += 1
        found = []
        end = length
        while end > 0:
            found.append(piece[end])
            end = before[end]
        return found[::-1]


def _codes(text: str) -> NDArray[np.uint64]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return codes.astype(np.uint64) + 1


def _hashes_of(
    letters: bytes, edges: NDArray[np.integer[Any]]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the hash of every piece, and its length in characters."""
    data = np.frombuffer(letters, dtype=np.uint8)
    characters = np.concatenate([[0], np.cumsum((data & 0xC0) != 0x80)])[edges]
    starts, lengths = characters[:-1], np.diff(characters)
    codes = _codes(letters.decode())
    hashes = np.zeros(len(lengths), dtype=np.uint64)
    for place in range(int(lengths.max())):
        some = np.flatnonzero(lengths > place)
        hashes[some] = hashes[some] * _FACTOR + codes[starts[some] + place]
    return hashes, lengths
