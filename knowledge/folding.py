"""Folding of text: what counts as the same writing is made the same before anything compares it."""

import hashlib
import re
import threading
import unicodedata
from collections.abc import Callable
from enum import IntEnum
from functools import cache
from pathlib import Path

from domain.locale import EN, ZH, written_in

LONGEST = 1000
"""Characters of a text that are looked at. What an owner asks stands in the first few lines; the
models were trained on single sentences."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_SPACES = re.compile(r"\s+")
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_loading = threading.Lock()
_WORD = re.compile(r"[^\W_]")


def fold(text: str) -> str:
    """Return `text` in lower case, NFKC, Simplified Chinese, single spaces, without controls.

    Case is dropped because the models lose half their accuracy on shouted questions and nothing
    on folded ones (see the decision note). Only the first `LONGEST` characters are kept.
    """
    folded = unicodedata.normalize("NFKC", text[: LONGEST * 4])
    if _HAN.search(folded):
        folded = _simplified(folded)
    visible = "".join(" " if _is_control(c) else c for c in folded.lower())
    return _SPACES.sub(" ", visible).strip()[:LONGEST].rstrip()


def _simplified(text: str) -> str:
    return _converter()(text, "zh-cn")


@cache
def _converter() -> Callable[[str, str], str]:
    """Load the tables (0.2 s, which English never pays), by path: by default a file stays open."""
    from zhconv import zhconv  # noqa: PLC0415

    with _loading:
        zhconv.loaddict(str(Path(zhconv.__file__).with_name("zhcdict.json")))
        zhconv.getdict("zh-cn")
    convert: Callable[[str, str], str] = zhconv.convert
    return convert


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"}


def bare(folded: str) -> str:
    """Return it without punctuation around it, which nobody means; emoji alone stay."""
    return _AROUND.sub("", folded) or folded


def has_words(folded: str) -> bool:
    """Whether there is a letter or digit in it: emoji and punctuation alone mean nothing."""
    return _WORD.search(folded) is not None


class Script(IntEnum):
    """What a text is written in; words of different scripts cannot be compared letter by letter."""

    OTHER = 0
    LATIN = 1
    HAN = 2


_SCRIPTS = {EN: Script.LATIN, ZH: Script.HAN, None: Script.OTHER}


def script_of(folded: str) -> Script:
    """Return the script that a text is plainly written in."""
    return _SCRIPTS[written_in(folded)]


def text_hash(folded: str) -> str:
    """Return the name under which the vector of a folded text is kept (128 bits, hex)."""
    return hashlib.blake2b(folded.encode(), digest_size=16).hexdigest()
