"""What a case is about in a few words, for the name of its topic."""

import re

from domain.cases import Case
from domain.text import Plain, Text
from handlers.labels import cut

_COLUMNS = 60
_ADDRESS = re.compile(r"\S+@\S+|\w+://\S+|www\.\S+", re.IGNORECASE)
_NUMBER = re.compile(r"[+(]?\d(?:[\d\s().\-/·]*\d)?")
_MIXED = re.compile(r"(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{7,}")
_PLATE = re.compile(r"[\u4e00-\u9fff][A-Za-z][\s·.\-]?[A-Za-z0-9]{5,6}(?![A-Za-z0-9])")
_LONGEST_NUMBER = 4
"""A model year or a number of kilometres may stay; a telephone number may not."""


def subject_of(words: str) -> str:
    """Return the first words, without addresses, telephone numbers, VINs and plates.

    A topic's name is seen by everybody in the group and stays in Telegram's lists, so what
    identifies a person is left out. Empty if nothing is left.
    """
    for pattern in (_ADDRESS, _PLATE, _MIXED):
        words = pattern.sub("…", words)
    words = _NUMBER.sub(_masked, words)
    words = cut(words, _COLUMNS)
    return words if re.sub(r"[\W_]", "", words) else ""


def topic_name(case: Case) -> Text:
    """Return the name of a case's topic: its number and subject, at most 128 characters."""
    return Text("case.topic", number=case.number, subject=Plain(case.subject))


def _masked(number: re.Match[str]) -> str:
    digits = sum(char.isdigit() for char in number.group())
    return number.group() if digits <= _LONGEST_NUMBER else "…"
