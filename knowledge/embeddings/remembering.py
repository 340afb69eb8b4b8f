"""A model that remembers what it was asked last: one message is read for several reasons."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

from knowledge.embeddings.encoder import Encoder, Encoders
from knowledge.matrix import Matrix

MOST = 64
"""Texts remembered: those of the messages in hand. A vector takes 2 kB."""


class Remembering:
    """An `Encoder` that looks a single text up before it reads it. Safe from any thread.

    Many texts at once are a FAQ's: they pass by, and nothing is forgotten for them.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: OrderedDict[str, Matrix] = OrderedDict()
        self._turn = threading.Lock()

    @property
    def name(self) -> str:
        """The model's name."""
        return self._encoder.name

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return the model's vectors, not to be written into."""
        if len(texts) != 1:
            return self._encoder.encode(texts)
        (text,) = texts
        with self._turn:
            known = self._known.get(text)
            if known is not None:
                self._known.move_to_end(text)
                return known
        found = self._encoder.encode(texts)
        found.flags.writeable = False
        with self._turn:
            self._known[text] = found
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return found


def remembering(encoders: Encoders) -> Encoders:
    """Return the same models, each with a memory of its own."""
    latin, wide = encoders.latin, encoders.wide
    return Encoders(
        main=Remembering(encoders.main),
        latin=None if latin is None else Remembering(latin),
        wide=None if wide is None else Remembering(wide),
    )
