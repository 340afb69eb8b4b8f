"""A report before it is put into words, drawn or written to a file.

A figure is a parameter of a message (`Param`), so that a number, a length of time or a share is
written as the reader's language does, and is still a number where a file holds numbers. None is a
figure that nothing was there to compute from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from domain.text import Body, Joined, Param, Text

Cell: TypeAlias = Param | None

MOST_ROWS = 20
"""Of a table in a text, which is read on a phone; a file has them all."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure that is looked at first; `beside` says of how many, or what it is made of."""

    label: Text
    value: Cell
    beside: Text | None = None


class Shape(StrEnum):
    """How a chart is drawn: upright, for a course in time, or lying, for names."""

    COLUMNS = "columns"
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class Chart:
    """One series of figures; `labels`, `values` and `spans` belong together in order.

    `spans`: the interval that each value is uncertain within, drawn over it; none: no such thing.
    """

    title: Text
    shape: Shape
    labels: tuple[Param, ...]
    values: tuple[Cell, ...]
    spans: tuple[tuple[float, float] | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of figures; the first column names the row. `brief`: the columns that a text shows."""

    title: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    brief: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report: what it is about, its key figures, charts and tables, and what to know of them."""

    title: Text
    subtitle: Text
    key_figures: tuple[KeyFigure, ...]
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[Text, ...] = ()

    def body(self) -> Body:
        """Return the report as a message: its key figures, and its tables in brief."""
        head = Text("report.head", title=self.title, subtitle=self.subtitle)
        figures = Joined(tuple(_line(each) for each in self.key_figures), "\n")
        tables = (_brief(table) for table in self.tables if table.brief and table.rows)
        return Joined((head, figures, *tables, *self.notes))


def shown(cell: Cell) -> Body:
    """Return a cell as words."""
    return Text("report.none") if cell is None else Text("report.value", value=cell)


def _line(figure: KeyFigure) -> Text:
    value = shown(figure.value)
    if figure.beside is None:
        return Text("report.line", label=figure.label, value=value)
    return Text("report.line_beside", label=figure.label, value=value, beside=figure.beside)


def _brief(table: Table) -> Joined:
    names = Joined(tuple(table.columns[place] for place in table.brief), " · ")
    rows = tuple(_rows(table))
    more = (Text("report.more", n=len(rows) - MOST_ROWS),) if len(rows) > MOST_ROWS else ()
    head = Text("report.table", title=table.title, columns=names)
    return Joined((head, *rows[:MOST_ROWS], *more), "\n")


def _rows(table: Table) -> Iterator[Text]:
    for row in table.rows:
        values = Joined(tuple(shown(row[place]) for place in table.brief), " · ")
        yield Text("report.line", label=shown(row[0]), value=values)
