"""A report in words of one language, as JSON: what goes to the process that draws.

A cell is `[words, kind, raw]`: what a person reads, and the value as a file or an axis needs it:
kind `number`, `days` (a length of time, in days), `share` (0 to 1), `date`, `month` (its first day)
and `time` (ISO 8601, by the clock of the report), `words`, or `none`.
"""

from datetime import timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.rendering.words import Words
from domain.report import Cell, Chart, KeyFigure, Report, Table, shown
from domain.text import Day, Moment, Month, Percent, Span, Text

SheetCell: TypeAlias = list[Any]
_DAY = timedelta(days=1)


def sheet(report: Report, locale: str, words: Words) -> dict[str, Any]:
    """Return a report as a JSON-able value."""

    def said(text: Text | None) -> str:
        return "" if text is None else words.plain(text, locale)

    def cell(value: Cell) -> SheetCell:
        return [words.plain(shown(value), locale), *_raw(value)]

    def key_figure(figure: KeyFigure) -> dict[str, Any]:
        return {
            "label": said(figure.label),
            "value": cell(figure.value),
            "beside": said(figure.beside),
        }

    def chart(of: Chart) -> dict[str, Any]:
        return {
            "title": said(of.title),
            "shape": of.shape.value,
            "labels": [cell(label)[0] for label in of.labels],
            "values": [cell(value) for value in of.values],
            "spans": list(of.spans),
        }

    def table(of: Table) -> dict[str, Any]:
        return {
            "title": said(of.title),
            "columns": [said(column) for column in of.columns],
            "rows": [[cell(value) for value in row] for row in of.rows],
        }

    return {
        "title": said(report.title),
        "subtitle": said(report.subtitle),
        "key_figures": [key_figure(each) for each in report.key_figures],
        "charts": [chart(each) for each in report.charts],
        "tables": [table(each) for each in report.tables],
        "notes": [said(each) for each in report.notes],
    }


def _raw(value: Cell) -> tuple[str, Any]:
    match value:
        case None:
            return "none", None
        case int() | float():
            return "number", value
        case Span():
            return "days", value.length / _DAY
        case Percent():
            return "share", value.share
        case Day() | Moment() | Month():
            return _dated(value)
    return "words", None


def _dated(value: Day | Moment | Month) -> tuple[str, str]:
    if isinstance(value, Month):
        return "month", value.of.isoformat()
    if isinstance(value, Day):
        return "date", value.date.isoformat()
    local = value.at.astimezone(ZoneInfo(value.zone)).replace(tzinfo=None)
    return "time", local.isoformat(timespec="minutes")
