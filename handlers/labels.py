"""Words on buttons: how wide they may be, and lists of choices that do not fit."""

import unicodedata
from collections.abc import Sequence

from domain.outgoing import Button, Buttons
from domain.text import Html, Joined, Plain, Text

BUTTON_WIDTH = 44
"""Columns that a phone shows on a button of its own row; a Chinese character takes two."""


_A_ROW = 5
"""Numbers that stand side by side."""


def width(words: str) -> int:
    """Return the columns that words take."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in words)


def cut(words: str, columns: int = BUTTON_WIDTH) -> str:
    """Return words cut to so many columns, with an ellipsis where something is missing."""
    words = " ".join(words.split())
    if width(words) <= columns:
        return words
    taken = 0
    for end, char in enumerate(words):
        taken += width(char)
        if taken > columns - 1:
            return words[:end].rstrip() + "…"
    return words


def choices(labelled: Sequence[tuple[str, str]], first: int = 1) -> tuple[Joined, Buttons]:
    """Return (list for the text, buttons) for choices given as (words, callback data).

    The list is empty when every button can hold its words; else the words stand in a numbered list
    and the buttons are its numbers: nobody reads the same twice, cut off. One choice alone is
    agreed to.
    """
    if all(width(words) <= BUTTON_WIDTH for words, _ in labelled):
        buttons = tuple((Button(Plain(words), data),) for words, data in labelled)
        return Joined(()), buttons
    if len(labelled) == 1 and first == 1:
        ((words, data),) = labelled
        return Joined((Plain(words),)), ((Button(Text("button.this_one"), data),),)
    numbered = list(enumerate(labelled, first))
    lines = tuple(
        Joined((Html(f"<b>{number}.</b>"), Plain(words)), " ") for number, (words, _) in numbered
    )
    numbers = [Button(Plain(str(number)), data) for number, (_, data) in numbered]
    rows = tuple(tuple(numbers[at : at + _A_ROW]) for at in range(0, len(numbers), _A_ROW))
    return Joined(lines, "\n"), rows
