"""The lexical side: character n-grams weighted by rarity, for words that embeddings miss.

Part names, error codes and model names are rare strings, which sentence embeddings blur. Character
n-grams need no word boundaries, so Chinese and misspelt words match too. TF-IDF as in Salton and
Buckley (1988): (1 + ln tf) x (1 + ln((1 + n) / (1 + df))), rows of length 1.
"""

import zlib
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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

    def strange(self) -> float:
        """Return the share of the words that no indexed text has, rare ones counting for more.

        0 where there are no words.
        """
        words = np.asarray([name.startswith("w:") for name in self.names], dtype=np.bool_)
        mass = float(self.weights[words].sum())
        return float(self.weights[words & (self.numbers < 0)].sum()) / mass if mass else 0.0

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
        self._size = len(texts)
        self._numbers: dict[str, int] = {}
        terms, counts, ends = self._counted(texts)
        df = np.bincount(terms, minlength=len(self._numbers))
        # The last one is for n-grams that no text has.
        self._idf = 1 + np.log((1 + self._size) / (1 + np.append(df, 0.0)))
        self._starts, self._rows, self._weights = self._postings(terms, counts, ends)

    def _counted(
        self, texts: Sequence[str]
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
        """Return the number and the count of every text's n-grams, and where each text ends.

        The n-grams of one text at a time: those of all would leave memory in shreds, 50 MB for
        7,000 phrasings.
        """
        numbers = self._numbers
        terms, counts, ends = array("i"), array("i"), array("q")
        for text in texts:
            counted = grams(text)
            terms.extend([numbers.setdefault(gram, len(numbers)) for gram in counted])
            counts.extend(counted.values())
            ends.append(len(terms))
        return (
            np.frombuffer(terms, dtype=np.int32),
            np.frombuffer(counts, dtype=np.int32),
            np.frombuffer(ends, dtype=np.int64),
        )

    def _postings(
        self, terms: NDArray[np.int32], counts: NDArray[np.int32], ends: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
        weights = np.empty(len(terms), dtype=np.float32)
        at = 0
        for end in ends.tolist():
            weights[at:end] = self._weights_of(terms[at:end], counts[at:end])
            at = end
        order = np.argsort(terms, kind="stable")
        starts = np.searchsorted(terms[order], np.arange(len(self._numbers) + 1))
        rows = np.repeat(np.arange(self._size, dtype=np.int32), np.diff(ends, prepend=0))
        return starts.astype(np.int64), rows[order], weights[order]

    def weigh(self, folded: str) -> Weighed:
        """Return the n-grams of a text by weight, for both comparisons."""
        return self._weighed(grams(folded))

    def _weighed(self, counted: Counter[str]) -> Weighed:
        numbers = np.asarray([self._numbers.get(gram, -1) for gram in counted], dtype=np.int64)
        counts = np.asarray(list(counted.values()), dtype=np.int32)
        return Weighed(tuple(counted), self._weights_of(numbers, counts), numbers)

    def _weights_of(self, numbers: NDArray[np.integer[Any]], counts: NDArray[np.int32]) -> Matrix:
        weights = (1 + np.log(counts)) * self._idf[numbers]
        length = max(float(np.linalg.norm(weights)), 1e-9)
        return np.asarray(weights / length, dtype=np.float32)

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
