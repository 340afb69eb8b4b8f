"""Every way to ask for an entry, as one flat list: what index and classifier are made of."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.knowledge import EntryStatus, FaqEntry
from knowledge.folding import Script, fold, has_words, script_of, text_hash


class PhrasingKind(StrEnum):
    """Whether it is the entry's question or one of its variants."""

    QUESTION = "question"
    VARIANT = "variant"


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way to ask for one entry in one language.

    `folded` is what is compared; `id` names the phrasing (entry, language and words), `hash` the
    words alone, so that two entries with the same question share a vector. `spoken` is false for
    emoji and punctuation, which only an equal question can match.
    """

    id: str
    key: str
    locale: str
    kind: PhrasingKind
    text: str
    folded: str
    hash: str
    script: Script
    spoken: bool


def phrasings_of(entries: Iterable[FaqEntry]) -> tuple[Phrasing, ...]:
    """Return the phrasings of published entries, each once an entry and language, in order."""
    found: dict[str, Phrasing] = {}
    for entry in entries:
        if entry.status is not EntryStatus.PUBLISHED:
            continue
        for locale, text in entry.texts.items():
            for number, words in enumerate(text.phrasings):
                kind = PhrasingKind.VARIANT if number else PhrasingKind.QUESTION
                phrasing = _phrasing(entry.key, locale, kind, words)
                if phrasing.folded:
                    found.setdefault(phrasing.id, phrasing)
    return tuple(found.values())


def _phrasing(key: str, locale: str, kind: PhrasingKind, words: str) -> Phrasing:
    folded = fold(words)
    name = "\0".join((key, locale, folded)).encode()
    return Phrasing(
        id=hashlib.blake2b(name, digest_size=16).hexdigest(),
        key=key,
        locale=locale,
        kind=kind,
        text=words,
        folded=folded,
        hash=text_hash(folded),
        script=script_of(folded),
        spoken=has_words(folded),
    )
