"""Questions that mean the same, put together beside the bot, by what compares questions anyway."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from domain.knowledge import FaqEntry, FaqText
from domain.locale import EN
from domain.wording import Private
from knowledge import calibration
from knowledge.bank import Bank, make_bank
from knowledge.fixed_source import FixedSource
from knowledge.likeness import compare, words_of
from knowledge.phrasings import phrasings_of
from knowledge.service import FaqKnowledge
from knowledge.vectors import vectors_for
from knowledge.wording.masking import PLACEHOLDER, Masker

ALIKE = -1.0
"""The mean logit against a group's questions from which on a question joins it. Two questions are
seldom as alike as a question and an entry's own wording, for which logits were fitted: at 0 hardly
anything is put together. Found on the phrasings of tests/bench/eval/banking77_10shot, where seven
pairs in ten that are put together belong together, and a quarter of those that do are (`python -m
tests.bench --only gaps`)."""


class QuestionMeanings:
    """Groups questions (`domain.ports.Meanings`), in a thread of its own.

    Each joins the group whose questions it is most like, or begins one. Vectors of one round are
    kept for the next.
    """

    def __init__(self, knowledge: FaqKnowledge) -> None:
        self._knowledge = knowledge
        self._thread = ThreadPoolExecutor(1, "knowledge-meanings")
        self._vectors = FixedSource(())

    def close(self) -> None:
        """Stop the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def group(self, words: Sequence[str], known: Sequence[Sequence[str]]) -> tuple[int, ...]:
        """Return the place of each question's group: among `known`, then new ones in order."""
        if not words:
            return ()
        texts = [*(text for group in known for text in group), *words]
        groups = [place for place, group in enumerate(known) for _ in group]
        entries = [
            FaqEntry(str(number), "", {EN: FaqText(text, "")}) for number, text in enumerate(texts)
        ]
        phrasings = phrasings_of(entries)
        vectors = await vectors_for(self._vectors, self._knowledge.models, phrasings, self._thread)
        self._vectors.keep_only({one.hash for one in phrasings})
        loop = asyncio.get_running_loop()
        bank = await loop.run_in_executor(self._thread, make_bank, 1, entries, phrasings, vectors)
        return await loop.run_in_executor(
            self._thread, _placed, bank, groups, len(texts), len(known)
        )

    def masked(self, words: str, names: Sequence[str] = ()) -> str:
        """Return words without personal data, an ellipsis where something stood."""
        masker = Masker(Private(names=tuple(names)))
        return " ".join(PLACEHOLDER.sub("…", masker.masked(words)).split())


def _placed(bank: Bank, groups: Sequence[int], texts: int, known: int) -> tuple[int, ...]:
    """Place each text that has no group yet, in order. A text without words is alone."""
    row_of = {int(phrasing.key): row for row, phrasing in enumerate(bank.phrasings)}
    group_of: NDArray[np.int64] = np.full(len(bank.phrasings), -1, dtype=np.int64)
    for number, place in enumerate(groups):
        if number in row_of:
            group_of[row_of[number]] = place
    count, places = known, []
    for number in range(len(groups), texts):
        row = row_of.get(number)
        found = _nearest(bank, row, group_of, count) if row is not None else None
        place = count if found is None else found
        count = max(count, place + 1)
        if row is not None:
            group_of[row] = place
        places.append(place)
    return tuple(places)


def _nearest(bank: Bank, row: int, group_of: NDArray[np.int64], count: int) -> int | None:
    """Return the group whose questions a row is most like on average; None: like none."""
    rows = np.flatnonzero(group_of >= 0)
    if not len(rows):
        return None
    words = words_of(bank, bank.phrasings[row].folded, bank.vectors.rows(np.asarray([row])))
    alike = compare(bank, words, rows).match(calibration.SHIPPED)
    sums = np.bincount(group_of[rows], weights=alike, minlength=count)
    members = np.bincount(group_of[rows], minlength=count)
    means = np.where(members > 0, sums / np.maximum(members, 1), -np.inf)
    best = int(means.argmax())
    return best if means[best] >= ALIKE else None
