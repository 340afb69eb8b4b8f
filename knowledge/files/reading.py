"""A path becomes a bank of entries, or a refusal that names every problem."""

from collections.abc import Callable, Sequence
from pathlib import Path

from domain.faq_file import FaqFileRefused, Problem
from domain.knowledge import FaqEntry
from domain.text import Text
from knowledge.files.checking import check_rows
from knowledge.files.flat import read_csv, read_xlsx
from knowledge.files.nested import read_jsonl, read_yaml
from knowledge.files.rows import LARGEST_FILE, RawRow, Sheet

READERS: dict[str, Callable[[str, bytes], Sheet]] = {
    ".csv": read_csv,
    ".xlsx": read_xlsx,
    ".jsonl": read_jsonl,
    ".yaml": read_yaml,
    ".yml": read_yaml,
}


def read_bank(path: Path, languages: Sequence[str]) -> tuple[FaqEntry, ...]:
    """Read a file, or every FAQ file of a folder as one bank, in the order of names and rows.

    `languages` are the policy's. Raises `FaqFileRefused`.
    """
    if path.is_dir():
        files = sorted(one for one in path.iterdir() if one.suffix.lower() in READERS)
        if not files:
            raise FaqFileRefused([Problem(path.name, None, None, Text("faq.file.empty_folder"))])
    else:
        files = [path]
    sheets = [_read(file) for file in files]
    return read_sheets(sheets, languages)


def read_sheets(sheets: Sequence[Sheet], languages: Sequence[str]) -> tuple[FaqEntry, ...]:
    """Check sheets as one bank. Raises `FaqFileRefused`."""
    rows: list[RawRow] = [row for sheet in sheets for row in sheet.rows]
    entries, wrong = check_rows(rows, languages)
    problems = [*(problem for sheet in sheets for problem in sheet.problems), *wrong]
    if problems:
        order = {sheet.file: at for at, sheet in enumerate(sheets)}
        raise FaqFileRefused(sorted(problems, key=lambda p: (order[p.file], p.row or 0)))
    return entries


def read_bytes(name: str, data: bytes) -> Sheet:
    """Read the content of a file by the ending of its name."""
    sheet = Sheet(name)
    reader = READERS.get(Path(name).suffix.lower())
    if reader is None:
        sheet.wrong(Text("faq.file.format", known=", ".join(READERS)))
        return sheet
    if len(data) > LARGEST_FILE:
        sheet.wrong(Text("faq.file.too_large", megabytes=len(data) // 1024**2))
        return sheet
    return reader(name, data)


def _read(file: Path) -> Sheet:
    sheet = Sheet(file.name)
    try:
        if file.stat().st_size > LARGEST_FILE:
            sheet.wrong(Text("faq.file.too_large", megabytes=file.stat().st_size // 1024**2))
            return sheet
        return read_bytes(file.name, file.read_bytes())
    except OSError as error:
        sheet.wrong(Text("faq.file.unreadable", reason=error.strerror or str(error)))
        return sheet
