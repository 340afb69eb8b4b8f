"""A report as XLSX: key figures on the first sheet, then a sheet a table. Runs in the child."""

import io
from datetime import date, datetime
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

AnyCell: TypeAlias = Cell | MergedCell

_FORMATS = {
    "number": "General",
    "days": "[h]:mm",
    "share": "0.0%",
    "date": "yyyy-mm-dd",
    "month": "yyyy-mm",
    "time": "yyyy-mm-dd hh:mm",
}
_BOLD = Font(bold=True)
_HEAD = PatternFill("solid", fgColor="E8EDF3")
_NOT_IN_A_NAME = str.maketrans("[]:*?/\\", "       ")


def workbook(sheet: dict[str, Any]) -> bytes:
    """Return the file's bytes."""
    book = Workbook()
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError("a new workbook has a sheet")
    first.title = _name(book, sheet["title"])
    _summary(first, sheet)
    for table in sheet["tables"]:
        _table(book.create_sheet(_name(book, table["title"])), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _summary(page: Worksheet, sheet: dict[str, Any]) -> None:
    _words(page.cell(1, 1), sheet["title"], Font(bold=True, size=14))
    _words(page.cell(2, 1), sheet["subtitle"])
    row = 4
    for figure in sheet["key_figures"]:
        _words(page.cell(row, 1), figure["label"])
        _value(page.cell(row, 2), figure["value"])
        _words(page.cell(row, 3), figure["beside"])
        row += 1
    for number, note in enumerate(sheet["notes"], row + 1):
        _words(page.cell(number, 1), note)
        page.merge_cells(start_row=number, end_row=number, start_column=1, end_column=3)
        page.cell(number, 1).alignment = Alignment(wrap_text=True, vertical="top")
        page.row_dimensions[number].height = 16 * (1 + _width(note) // 70)
    page.column_dimensions["A"].width = 34
    page.column_dimensions["B"].width = 16
    page.column_dimensions["C"].width = 28


def _table(page: Worksheet, table: dict[str, Any]) -> None:
    for column, title in enumerate(table["columns"], 1):
        head = page.cell(1, column)
        _words(head, title, _BOLD)
        head.fill = _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="top")
        widest = max((_width(row[column - 1][0]) for row in table["rows"]), default=0)
        page.column_dimensions[get_column_letter(column)].width = (
            min(max(widest + 2, 26), 60) if column == 1 else max(widest + 3, 14)
        )
    for number, row in enumerate(table["rows"], 2):
        for column, value in enumerate(row, 1):
            _value(page.cell(number, column), value)
    page.freeze_panes = "B2"


def _value(cell: AnyCell, value: list[Any]) -> None:
    words, kind, raw = value
    if kind == "none":
        return
    if kind == "words":
        _words(cell, words)
        return
    if kind in ("date", "month"):
        cell.value = date.fromisoformat(raw)
    elif kind == "time":
        cell.value = datetime.fromisoformat(raw)
    else:
        cell.value = raw
    cell.number_format = _FORMATS[kind]


def _words(cell: AnyCell, words: str, font: Font | None = None) -> None:
    """Write words as words: a name that begins with = is no formula."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", words)
    cell.data_type = "s"
    if font is not None:
        cell.font = font


def _width(words: str) -> int:
    """Return how wide words are, in Latin letters: a Chinese character is as wide as two."""
    return sum(2 if ord(each) > 0x2E80 else 1 for each in words)


def _name(book: Workbook, title: str) -> str:
    """Return a name for a sheet: at most 31 characters, not taken yet."""
    name = ILLEGAL_CHARACTERS_RE.sub("", title).translate(_NOT_IN_A_NAME).strip(" '")[:28] or "1"
    taken = {each.lower() for each in book.sheetnames}
    if name.lower() not in taken:
        return name
    return next(f"{name} {n}" for n in range(2, 100) if f"{name} {n}".lower() not in taken)
