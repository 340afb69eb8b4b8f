"""Measures the check's thresholds on a FAQ: `python -m knowledge.wording.measure BANK`.

Every sentence of an answer is held against another entry of the same category, which does not say
it: what 95 of 100 such sentences do not reach is where support begins. In one language the share of
a sentence's words that the other entry has; across languages the best cosine with a sentence of it.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import numpy as np

from domain.knowledge import FaqEntry
from domain.locale import EN, ZH
from domain.markup import check_markup
from knowledge.embeddings.choose import load_encoders
from knowledge.files.reading import read_bank
from knowledge.folding import fold
from knowledge.wording.sentences import content, sentences

_QUANTILES = (0.5, 0.9, 0.95, 0.99)


def _plain(entry: FaqEntry, locale: str) -> str:
    return check_markup(entry.texts[locale].answer).plain if locale in entry.texts else ""


def _strangers(entries: Sequence[FaqEntry]) -> Iterator[tuple[FaqEntry, FaqEntry]]:
    """Yield each two entries of a category, both ways round."""
    return ((a, b) for a, b in permutations(entries, 2) if a.category == b.category)


def _shares(entries: Sequence[FaqEntry], locale: str) -> Iterator[float]:
    held = {entry.key: content(_plain(entry, locale)) for entry in entries}
    said = {e.key: [content(one) for one in sentences(_plain(e, locale))] for e in entries}
    for one, other in _strangers(entries):
        for words in said[one.key]:
            if words and held[other.key]:
                yield len(words & held[other.key]) / len(words)


def _cosines(entries: Sequence[FaqEntry]) -> Iterator[float]:
    encoder = load_encoders().main
    vectors = {
        (entry.key, locale): encoder.encode([fold(s) for s in sentences(_plain(entry, locale))])
        for entry in entries
        for locale in (EN, ZH)
    }
    for one, other in _strangers(entries):
        said, held = vectors[one.key, ZH], vectors[other.key, EN]
        if len(said) and len(held):
            yield from (float(best) for best in (said @ held.T).max(axis=1))


def _say(name: str, values: Iterator[float]) -> None:
    measured = list(values)
    shown = ", ".join(f"{q:.0%} below {np.quantile(measured, q):.2f}" for q in _QUANTILES)
    sys.stdout.write(f"{name}: {len(measured)} sentences, {shown}\n")


if __name__ == "__main__":
    bank = read_bank(Path(sys.argv[1]), (EN, ZH))
    _say("share of words, English", _shares(bank, EN))
    _say("share of words, Chinese", _shares(bank, ZH))
    _say("cosine, Chinese against English", _cosines(bank))
