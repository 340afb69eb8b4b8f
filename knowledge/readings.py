"""What the words of a question come to, found out once: a question is often decided on again.

For another car, without entries that may not answer, with what is found when the car is known:
the words stay the same, and so do their vectors, their n-grams and the phrasings near to them.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from domain.knowledge import Asked
from knowledge.bank import Bank
from knowledge.embeddings.encoder import Encoder, Encoders
from knowledge.evidence import told_by
from knowledge.explanation import Explanation
from knowledge.folding import Script, fold, has_words, script_of
from knowledge.index.port import VectorIndex
from knowledge.judge import Judge
from knowledge.likeness import Words, words_of
from knowledge.matrix import Matrix
from knowledge.retrieval import NEAREST
from knowledge.voting import vectors_of

MOST = 32
"""Questions remembered, each with a number for every phrasing of the FAQ: 30 kB for 7,000."""


_MOST_WAYS = 8
"""Decisions kept of one question, for as many cars."""


@dataclass(slots=True)
class Reading:
    """A question read by the models that are worth their time, and by the rest if need be.

    The wide model takes as long as all the others together, and tells little about English that
    they do not: it is asked about English only if they would not answer, or if some entries are
    asked for in other scripts only. Two threads may find the same thing out: it is the same.
    """

    encoders: Encoders
    bank: Bank
    folded: str
    _first: Words | None = field(default=None, init=False)
    _second: Words | None = field(default=None, init=False)
    _near: Sequence[str] | None = field(default=None, init=False)
    _told: dict[tuple[str, bool], Matrix] = field(default_factory=dict, init=False)
    _explained: dict[tuple[Asked, str | None], Explanation] = field(
        default_factory=dict, init=False
    )

    def near(self, index: VectorIndex) -> Sequence[str]:
        """Return the ids of the phrasings nearest by the main model. Raises IndexUnavailable."""
        if self._near is None:
            self._near = index.nearest(self._narrow().vectors.main[0], NEAREST)
        return self._near

    def told(self, judge: Judge, words: Words) -> Matrix:
        """Return the judge's share of every entry, for one of the `steps`."""
        asked = (judge.fingerprint, words.vectors.wide is not None)
        if asked not in self._told:
            self._told[asked] = told_by(judge, self.bank, words)
        return self._told[asked]

    def explained(self, asked: Asked, judge: Judge | None) -> Explanation | None:
        """Return what was decided on the very same question before."""
        return self._explained.get((asked, judge.fingerprint if judge else None))

    def remember(self, asked: Asked, judge: Judge | None, found: Explanation) -> None:
        """Keep what was decided, not to be written into."""
        if len(self._explained) >= _MOST_WAYS:
            self._explained.clear()
        self._explained[asked, judge.fingerprint if judge else None] = found

    def steps(self) -> Iterator[tuple[Words, tuple[str, ...]]]:
        """Yield the words as more and more models read them, with the models' names."""
        later = self._later()
        models = self.encoders if later is None else replace(self.encoders, wide=None)
        yield self._narrow(), models.names
        if later is not None and has_words(self.folded):
            yield self._widened(later), self.encoders.names

    def _later(self) -> Encoder | None:
        """Return the model that is asked only if the others do not suffice."""
        is_latin = script_of(self.folded) is Script.LATIN
        return self.encoders.wide if is_latin and self.bank.all_latin else None

    def _narrow(self) -> Words:
        if self._first is None:
            models = self.encoders if self._later() is None else replace(self.encoders, wide=None)
            self._first = words_of(self.bank, self.folded, vectors_of(models, [self.folded]))
        return self._first

    def _widened(self, wide: Encoder) -> Words:
        if self._second is None:
            words = self._narrow()
            vectors = replace(words.vectors, wide=wide.encode([self.folded]))
            self._second = replace(words, vectors=vectors)
        return self._second


class Readings:
    """The last questions put to one bank. Safe from any thread."""

    def __init__(self, encoders: Encoders, bank: Bank) -> None:
        self._encoders = encoders
        self._bank = bank
        self._known: OrderedDict[str, Reading] = OrderedDict()
        self._turn = threading.Lock()

    def of(self, text: str) -> Reading:
        """Return what is known of a question, or begin to read it."""
        folded = fold(text)
        with self._turn:
            found = self._known.pop(folded, None)
            if found is None:
                found = Reading(self._encoders, self._bank, folded)
            self._known[folded] = found
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return found
