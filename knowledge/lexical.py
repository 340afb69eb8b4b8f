"""The lexical side: character n-grams weighted by rarity, for words that embeddings miss.

Part names, error codes and model names are rare strings, which sentence embeddings blur. Character
n-grams need no word boundaries, so Chinese and misspelt words match too. TF-IDF as in Salton and
Buckley (1988): (1 + ln tf) x (1 + ln((1 + n) / (1 + df))), rows of length 1.
"""

import math
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.embeddings.encoder import Matrix

HASHED = 1024
"""Dimensions of the hashed form, which the classifier reads."""


def grams(folded: str) -> Counter[str]:
    """Return the n-grams of a folded text (2 to 4 characters, words, single Chinese characters)."""
    padded = f" {folded} "
    counted: Counter[str] = Counter()
    for size in (2, 3, 4):
        counted.update(padded[i : i + size] for i in range(len(padded) - size + 1))
    counted.update(f"w:{word}" for word in folded.split(" ") if word)
    counted.update(character for character in folded if "\u3400" <= character <= "\u9fff")
    return counted


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
        self._idf = 1 + np.log((1 + self._size) / (1 + df))
        self._unseen_idf = 1 + float(np.log(1 + self._size))
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
            numbers = np.fromiter((self._numbers[g] for g in one), dtype=np.int32, count=len(one))
            counts = np.fromiter(one.values(), dtype=np.float64, count=len(one))
            weight = (1 + np.log(counts)) * self._idf[numbers]
            terms[at:end], rows[at:end] = numbers, row
            weights[at:end] = weight / max(float(np.linalg.norm(weight)), 1e-9)
            at = end
        order = np.argsort(terms, kind="stable")
        starts = np.searchsorted(terms[order], np.arange(len(self._numbers) + 1))
        return starts.astype(np.int64), rows[order], weights[order]

    def weigh(self, folded: str) -> "Weighed":
        """Return the n-grams of a text by weight, for both comparisons below."""
        known: list[tuple[int, float]] = []
        every: list[tuple[str, float]] = []
        length = 0.0
        for gram, count in grams(folded).items():
            number = self._numbers.get(gram)
            weight = self._unseen_idf if number is None else float(self._idf[number])
            if count > 1:
                weight *= 1 + math.log(count)
            length += weight * weight
            every.append((gram, weight))
            if number is not None:
                known.append((number, weight))
        return Weighed(tuple(known), tuple(every), max(math.sqrt(length), 1e-9))

    def similarities(self, weighed: "Weighed") -> Matrix:
        """Return the cosine of a text with every indexed one, shape (texts,), in [0, 1]."""
        if not weighed.known:
            return np.zeros(self._size, dtype=np.float32)
        rows = [self._rows[self._starts[n] : self._starts[n + 1]] for n, _ in weighed.known]
        weights = [
            self._weights[self._starts[n] : self._starts[n + 1]] * (weight / weighed.length)
            for n, weight in weighed.known
        ]
        summed = np.bincount(
            np.concatenate(rows), weights=np.concatenate(weights), minlength=self._size
        )
        return np.asarray(summed, dtype=np.float32)

    def hashed(self, weighed: Sequence["Weighed"]) -> Matrix:
        """Return the same weights folded into `HASHED` signed dimensions, shape (texts, HASHED).

        Weinberger et al., "Feature Hashing for Large Scale Multitask Learning" (2009).
        """
        vectors = np.zeros((len(weighed), HASHED), dtype=np.float32)
        for row, one in enumerate(weighed):
            vector = [0.0] * HASHED
            for gram, weight in one.every:
                code = zlib.crc32(gram.encode("utf-8", "surrogatepass"))
                vector[code % HASHED] += weight if code >> 31 else -weight
            vectors[row] = vector
            vectors[row] /= one.length
        return vectors


@dataclass(frozen=True, slots=True)
class Weighed:
    """A text's n-grams: (number, weight) of the indexed ones, all by name, and their length."""

    known: tuple[tuple[int, float], ...]
    every: tuple[tuple[str, float], ...]
    length: float
