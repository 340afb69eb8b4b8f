"""What can be wrong with a file of FAQ entries."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import OwnerlineError
from domain.text import Text

ENDINGS = (".csv", ".xlsx", ".jsonl", ".yaml", ".yml")
"""The formats, by the ending of a file's name."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file. `row` counts as a spreadsheet does (the heading is row 1).

    In YAML it is the number of the item, in JSONL of the line; None: the file as a whole.
    """

    file: str
    row: int | None
    column: str | None
    text: Text


class FaqFileRefused(OwnerlineError):
    """A file, or folder of files, is refused as a whole. `problems` names every mistake."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(Text("faq.file.refused", n=len(problems)))
        self.problems = tuple(problems)
