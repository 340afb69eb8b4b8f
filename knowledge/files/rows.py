"""The fields of a FAQ file, rows as they stand in it, and what can be wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from domain.faq_file import Problem
from domain.text import Text

FIELDS = (
    "key", "category", "locale", "question", "answer", "variants", "status", "brand", "models",
    "year_from", "year_to", "valid_from", "valid_until",
)  # fmt: skip
REQUIRED = ("key", "locale", "question", "answer")
LISTS = ("variants", "models")

MOST_ROWS = 50_000
"""5,000 entries in ten languages; a file beyond it is something else by mistake."""
LARGEST_FILE = 20 * 1024 * 1024
"""Bytes."""

Cell: TypeAlias = str | tuple[str, ...]
"""Text, or in YAML and JSONL a list of texts."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row before it is checked: cells by field, empty ones left out."""

    file: str
    number: int
    cells: dict[str, Cell]


@dataclass(slots=True)
class Sheet:
    """What a file of one format holds: rows that could be read, and what could not."""

    file: str
    rows: list[RawRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, text: Text, row: int | None = None, column: str | None = None) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.file, row, column, text))

    def add(self, number: int, cells: dict[str, object]) -> None:
        """Take a row over, cell by cell; a cell that is no text, number or date is a problem."""
        clean: dict[str, Cell] = {}
        for column, value in cells.items():
            if column not in FIELDS:
                continue
            try:
                cell = _cell(value, listed=column in LISTS)
            except TypeError:
                self.wrong(Text("faq.file.not_text"), number, column)
                continue
            if cell:
                clean[column] = cell
        self.rows.append(RawRow(self.file, number, clean))

    def name_strangers(self, names: Sequence[str], row: int | None) -> None:
        """Note each name that is no field of ours."""
        for name in names:
            if name not in FIELDS:
                self.wrong(Text("faq.file.unknown_column", column=name), row, name)


def _cell(value: object, *, listed: bool) -> Cell:
    if isinstance(value, list) and listed:
        return tuple(word for word in (_scalar(one) for one in value) if word)
    return _scalar(value)


def _scalar(value: object) -> str:
    """Return a cell as text. Raises TypeError for what has no plain reading."""
    match value:
        case None:
            return ""
        case str():
            return clean_text(value)
        case bool():
            raise TypeError
        case int():
            return str(value)
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    raise TypeError


def clean_text(text: str) -> str:
    """Return text with plain line breaks, without control characters and outer space."""
    broken = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return "".join(c for c in broken if c in "\n\t" or _shown(c)).strip()


def _shown(character: str) -> bool:
    code = ord(character)
    surrogate_or_none = 0xD800 <= code <= 0xDFFF or code in {0xFFFE, 0xFFFF, 0xFEFF}
    return code >= 0x20 and not 0x7F <= code <= 0x9F and not surrogate_or_none
