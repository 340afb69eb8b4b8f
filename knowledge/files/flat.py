"""CSV and XLSX: a heading row and one row per key and locale."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.text import Text
from knowledge.files.rows import MOST_ROWS, REQUIRED, Sheet

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell

_LARGEST_UNPACKED = 200 * 1024 * 1024
_SEPARATORS = (",", ";", "\t")


def read_csv(name: str, data: bytes) -> Sheet:
    """Read CSV in UTF-8, separated by commas, semicolons or tabs."""
    sheet = Sheet(name)
    text = _decoded(sheet, data)
    if text is None:
        return sheet
    heading = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=heading.count)
    try:
        csv.field_size_limit(1_000_000)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        _take(sheet, ((number, row) for number, row in enumerate(reader, start=1)))
    except csv.Error as error:
        row = len(sheet.rows) + 2
        sheet.wrong(Text("faq.file.csv_broken", reason=str(error)), row)
    return sheet


def _decoded(sheet: Sheet, data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        sheet.wrong(Text("faq.file.encoding", encoding="UTF-16"))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        sheet.wrong(Text("faq.file.encoding_unknown"))
    else:
        sheet.wrong(Text("faq.file.encoding", encoding="GB18030"))
    return None


def read_xlsx(name: str, data: bytes) -> Sheet:
    """Read the first sheet of a workbook. Formulas are refused: their value depends on Excel."""
    sheet = Sheet(name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(item.file_size for item in packed.infolist())
    except zipfile.BadZipFile:
        sheet.wrong(Text("faq.file.not_xlsx"))
        return sheet
    if unpacked > _LARGEST_UNPACKED:
        sheet.wrong(Text("faq.file.too_large", megabytes=unpacked // 1024**2))
        return sheet
    try:
        _take(sheet, _workbook_rows(data))
    except Exception as error:  # noqa: BLE001 - openpyxl throws whatever a broken file brings up
        sheet.wrong(Text("faq.file.xlsx_broken", reason=f"{type(error).__name__}: {error}"[:200]))
    return sheet


def _workbook_rows(data: bytes) -> Iterator[tuple[int, Sequence[object]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - 0.3 s that only workbooks need

    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    try:
        page = workbook.worksheets[0]
        page.reset_dimensions()  # what the file claims of its size may be wrong
        for number, row in enumerate(page.iter_rows(), start=1):
            yield number, [_value(cell) for cell in row]
    finally:
        workbook.close()


@dataclass(frozen=True, slots=True)
class _Formula:
    """A formula, or the error that one came to."""

    words: str


def _value(cell: "Cell | MergedCell") -> object:
    return _Formula(str(cell.value)) if cell.data_type in {"f", "e"} else cell.value


def _take(sheet: Sheet, rows: Iterable[tuple[int, Sequence[object]]]) -> None:
    """Read the heading and then row after row; empty rows do not count."""
    heading: list[str] = []
    for number, row in rows:
        if all(value is None or (isinstance(value, str) and not value.strip()) for value in row):
            continue
        if not heading:
            heading = _heading(row)
            if not _is_heading(sheet, heading, number):
                return
            continue
        if len(sheet.rows) == MOST_ROWS:
            sheet.wrong(Text("faq.file.too_many_rows", n=MOST_ROWS))
            return
        _take_row(sheet, heading, number, row)
    if not heading:
        sheet.wrong(Text("faq.file.empty"))


def _take_row(sheet: Sheet, heading: Sequence[str], number: int, row: Sequence[object]) -> None:
    if any(value not in {None, ""} for value in row[len(heading) :]):
        sheet.wrong(Text("faq.file.more_cells"), number)
    cells = dict(zip(heading, row, strict=False))
    for name, value in cells.items():
        if isinstance(value, _Formula):
            sheet.wrong(Text("faq.file.formula", value=value.words[:50]), number, name)
            cells[name] = value.words
    sheet.add(number, cells)


def _heading(row: Sequence[object]) -> list[str]:
    names = [str(value or "").strip().lower() for value in row]
    while names and not names[-1]:
        names.pop()
    return names


def _is_heading(sheet: Sheet, heading: Sequence[str], number: int) -> bool:
    """Whether the rows can be read by it; a strange column does not keep the rest from checking."""
    sheet.name_strangers(heading, number)
    fine = True
    for name in sorted({name for name in heading if heading.count(name) > 1}):
        sheet.wrong(Text("faq.file.column_twice", column=name), number, name)
    for name in REQUIRED:
        if name not in heading:
            sheet.wrong(Text("faq.file.column_missing", column=name), number, name)
            fine = False
    return fine
