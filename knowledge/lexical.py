"""The lexical side: character n-grams weighted by rarity, for words that embeddings miss.

Part names, error codes and model names are rare strings, which sentence embeddings blur. Character
n-grams need no word boundaries, so Chinese and misspelt words match too. TF-IDF as in Salton and
Buckley (1988): (1 + ln tf) x (1 + ln((1 + n) / (1 + df))), rows of length 1.
"""

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matrix import Matrix

HASHED = 1024
"""Dimensions of the hashed form, which the classifier reads."""


def grams(folded: str) -> Counter[str]:
    """Return the n-grams of a folded text (2 to 4 characters, words, single Chinese characters)."""
    padded = f" {folded} "
    counted: Counter[str] = Counter()
    for size in (2, 3, 4):
        counted.update([padded[i : i + size] for i in range(len(padded) - size + 1)])
    counted.update([f"w:{word}" for word in folded.split(" ") if word])
    counted.update([character for character in folded if "\u3400" <= character <= "\u9fff"])
    return counted


@dataclass(frozen=True, slots=True)
class Weighed:
    """A text's n-grams and their weights, and the numbers of those that are indexed (else -1).

    Weights are scaled so that their squares sum to 1.
    """

    names: tuple[str, ...]
    weights: Matrix
    numbers: NDArray[np.int64]

    def hashed(self) -> Matrix:
        """Return the weights folded into `HASHED` signed dimensions.

        Weinberger et al., "Feature Hashing for Large Scale Multitask Learning" (2009).
        """
        codes = np.asarray(
            [zlib.crc32(name.encode("utf-8", "surrogatepass")) for name in self.names],
            dtype=np.int64,
        )
        signed = np.where(codes >> 31, self.weights, -self.weights)
        folded = np.bincount(codes % HASHED, weights=signed, minlength=HASHED)
        return folded.astype(np.float32)


class LexicalIndex:
    """An inverted index over phrasings, in memory. Immutable once built."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Index folded texts; a text is known by its position."""
        counted = [grams(text) for text in texts]
        self._size = len(texts)
        self._numbers: dict[str, int] = {}
        frequencies: Counter[str] = Counter()
        for one in counted:
            frequencies.update(one.keys())
        for gram in frequencies:
            self._numbers[gram] = len(self._numbers)
        df = np.fromiter(frequencies.values(), dtype=np.float64, count=len(frequencies))
        # The last one is for n-grams that no text has.
        self._idf = 1 + np.log((1 + self._size) / (1 + np.append(df, 0.0)))
        self._starts, self._rows, self._weights = self._postings(counted)

    def _postings(
        self, counted: Sequence[Counter[str]]
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
        total = sum(len(one) for one in counted)
        terms = np.empty(total, dtype=np.int32)
        rows = np.empty(total, dtype=np.int32)
        weights = np.empty(total, dtype=np.float32)
        at = 0
        for row, one in enumerate(counted):
            end = at + len(one)
            weighed = self._weighed(one)
            terms[at:end], rows[at:end], weights[at:end] = weighed.numbers, row, weighed.weights
            at = end
        order = np.argsort(terms, kind="stable")
        starts = np.searchsorted(terms[order], np.arange(len(self._numbers) + 1))
        return starts.astype(np.int64), rows[order], weights[order]

    def weigh(self, folded: str) -> Weighed:
        """Return the n-grams of a text by weight, for both comparisons."""
        return self._weighed(grams(folded))

    def _weighed(self, counted: Counter[str]) -> Weighed:
        numbers = np.asarray([self._numbers.get(gram, -1) for gram in counted], dtype=np.int64)
        counts = np.asarray(list(counted.values()), dtype=np.float64)
        weights = (1 + np.log(counts)) * self._idf[numbers]
        length = max(float(np.linalg.norm(weights)), 1e-9)
        return Weighed(tuple(counted), (weights / length).astype(np.float32), numbers)

    def similarities(self, weighed: Weighed) -> Matrix:
        """Return the cosine of a text with every indexed one, shape (texts,), in [0, 1]."""
        known = weighed.numbers[weighed.numbers >= 0]
        starts = self._starts[known]
        lengths = self._starts[known + 1] - starts
        # The postings of all its n-grams, one after the other.
        firsts = np.cumsum(lengths) - lengths
        places = np.arange(int(lengths.sum())) + np.repeat(starts - firsts, lengths)
        weights = np.repeat(weighed.weights[weighed.numbers >= 0], lengths)
        summed = np.bincount(
            self._rows[places], weights=self._weights[places] * weights, minlength=self._size
        )
        return summed.astype(np.float32)
