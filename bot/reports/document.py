"""A report as PDF: the picture, then its tables and notes on pages of their own. Runs in the child.

Only what its readers look for is laid out: tables longer than a page go on on the next.
"""

import io
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from bot.reports.lettering import drawable, fit, wrapped
from bot.reports.picture import drawn

_WIDTH, _HEIGHT = 11.69, 8.27  # inches: A4, lying
_LEFT, _TOP, _BOTTOM = 0.5, 0.6, 0.5
_LINE = 0.24
_FIRST = 2.6
"""Inches of the column that names the row."""
_INK, _FAINT, _RULE = "#1c2733", "#6b7785", "#d9dfe6"
_RESOLUTION = 72


def document(sheet: dict[str, Any]) -> bytes:
    """Return the file's bytes."""
    first = drawn(sheet)
    mpl.rcParams["pdf.fonttype"] = 42  # the font itself, so that Chinese can be searched and copied
    out = io.BytesIO()
    with PdfPages(out, metadata={"Title": sheet["title"]}) as pages:
        pages.savefig(first)
        page = _Page(pages)
        for table in sheet["tables"]:
            if table["rows"]:
                _table(page, table)
        for note in sheet["notes"]:
            page.note(note)
        page.end()
    return out.getvalue()


def _table(page: "_Page", table: dict[str, Any]) -> None:
    page.room(4)
    page.line([table["title"]], size=13.0, colour=_INK)
    page.columns(table["columns"])
    for row in table["rows"]:
        if page.is_full:
            page.room(3)
            page.columns(table["columns"])
        page.line([cell[0] for cell in row], size=9.0, colour=_INK)
    page.gap()


class _Page:
    """Lines on pages, one after the other."""

    def __init__(self, pages: PdfPages) -> None:
        self._pages = pages
        self._figure: Figure | None = None
        self._at = _HEIGHT

    @property
    def is_full(self) -> bool:
        return self._figure is None or self._at + _LINE > _HEIGHT - _BOTTOM

    def room(self, lines: int) -> None:
        """Begin a page where so many lines do not fit on this one."""
        if self._figure is None or self._at + lines * _LINE > _HEIGHT - _BOTTOM:
            self.end()
            self._figure = Figure(figsize=(_WIDTH, _HEIGHT), dpi=_RESOLUTION, facecolor="white")
            self._at = _TOP

    def columns(self, names: list[str]) -> None:
        self.line(names, size=8.5, colour=_FAINT)

    def line(self, cells: list[str], *, size: float, colour: str) -> None:
        self.room(1)
        assert self._figure is not None  # noqa: S101 - `room` made one
        wide = (_WIDTH - 2 * _LEFT - _FIRST) / max(1, len(cells) - 1)
        for column, words in enumerate(cells):
            left = _LEFT if column == 0 else _LEFT + _FIRST + (column - 1) * wide
            space = _WIDTH - 2 * _LEFT if len(cells) == 1 else (wide if column else _FIRST)
            up = 1 - self._at / _HEIGHT
            text = self._figure.text(
                left / _WIDTH, up, drawable(words), size=size, color=colour, va="center"
            )
            fit(text, (space - 0.1) * _RESOLUTION, smallest=0.7)
        self._at += _LINE

    def note(self, words: str) -> None:
        for part in words.splitlines():
            for line in wrapped(drawable(part), 150):
                self.line([line], size=8.5, colour=_FAINT)

    def gap(self) -> None:
        self._at += _LINE

    def end(self) -> None:
        if self._figure is not None:
            self._pages.savefig(self._figure)  # type: ignore[no-untyped-call]
            self._figure = None
