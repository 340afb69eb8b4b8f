"""Two texts compared word by word, for people to read what changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKENS = re.compile(r"<[^>]*>|[^\W\u2e80-\u9fff\uf900-\ufaff]+|\s+|.", re.DOTALL)
"""A tag, a word, white space, or one sign; each Chinese character is a word of its own."""

_MOST_TOKENS = 4_000
"""Beyond it, comparing takes over a second: then whole lines are compared."""


class Edit(StrEnum):
    """What became of a stretch of words."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that were kept, are gone, or are new."""

    edit: Edit
    words: str


def compared(before: str, after: str) -> tuple[Stretch, ...]:
    """Return the second text as changes of the first, in order of reading."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if len(old) + len(new) > _MOST_TOKENS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return tuple(_stretches(old, new))


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[Stretch]:
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Stretch(Edit.KEPT, "".join(old[a:b]))
            continue
        if b > a:
            yield Stretch(Edit.GONE, "".join(old[a:b]))
        if d > c:
            yield Stretch(Edit.NEW, "".join(new[c:d]))
