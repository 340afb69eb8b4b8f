"""Sentences and what they are made of: the units in which an answer is held against its sources."""

import re
import unicodedata

from domain.locale import ZH, written_in

_ENDS = re.compile(r"(?<=[.!?;])\s+|(?<=[。！？；])|\n+")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|approx|min|max|no|vs|etc)\.|\b[A-Z]\.)$", re.IGNORECASE
)
_LATIN = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d+(?:[.,]\d+)*")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_EMPTY = frozenset(
    """
    a an the this that these those it its it's they them their there here you your yours we our us i
    my me he she his her and or but so if then than as at by for from in into of on to up with about
    is are am was were be been being do does did done has have had will would shall should can could
    may might must not no please also just simply both either each such same when while where which
    who what how why one very too well only any some own via per let us yes
    """.split()  # noqa: SIM905 - a list of words is read as words
)
_EMPTY_HAN = frozenset(
    "的了是在和与或及就也都还请您你我它他她们这那有会要把被给让对于上下中里着过到从为以而且"
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a plain text, those of a list by its lines."""
    found: list[str] = []
    for piece in _ENDS.split(text):
        bare = piece.strip(" \t-–—•*·")
        if not bare:
            continue
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] = f"{found[-1]} {bare}"
        else:
            found.append(bare)
    return found


def content(text: str) -> frozenset[str]:
    """Return what carries meaning: stems of words, and pairs of neighbouring Chinese characters."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    found = {stem(word) for word in _LATIN.findall(plain) if word not in _EMPTY}
    for run in _HAN.findall(plain):
        full = "".join(char for char in run if char not in _EMPTY_HAN)
        found.update(full[at : at + 2] for at in range(max(1, len(full) - 1)) if full)
    return frozenset(found)


def stem(word: str) -> str:
    """Return a word without its English ending: charges, charged and charging are one."""
    for ending in ("'s", "ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es",
                   "ly", "s", "e", "y"):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            cut = word[: -len(ending)]
            return cut[:-1] if len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "ls" else cut
    return word


def empty_words() -> frozenset[str]:
    """Return the English words that say nothing by themselves."""
    return _EMPTY


def is_same_language(one: str, other: str) -> bool:
    """Whether two texts are both Chinese or both not, so that their words can be compared."""
    return (written_in(one) == ZH) == (written_in(other) == ZH)


def bare(text: str) -> str:
    """Return a text's letters and digits only, in one form, to find it word for word."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if char.isalnum())
