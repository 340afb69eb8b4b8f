"""A report as a figure: its key figures as tiles, its charts below them. Runs in the child."""

import io
import math
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bot.reports.lettering import drawable, fit, shortened, use_our_font

_WIDTH = 10.0  # inches
_RESOLUTION = 128
_PIXELS = _WIDTH * _RESOLUTION
"""1280, the width to which Telegram reduces photos."""
_HEAD, _TILE, _CHART, _BAR = 0.95, 1.05, 2.5, 0.3
_TILES_A_ROW, _CHARTS_A_ROW = 4, 2
_MOST_BARS = 12
_NAME_SIZE = 9.0
_LABELS = 0.145
"""The width of the names beside bars, of the picture's."""
_BESIDE_A_BAR = 1.35
"""How much wider than the longest bar a chart is: what the bar stands for is written there."""

_INK, _FAINT, _LINE, _ACCENT, _TILE_COLOUR = "#1c2733", "#6b7785", "#d9dfe6", "#2f6fb0", "#f3f6f9"


def picture(sheet: dict[str, Any]) -> bytes:
    """Return a PNG's bytes."""
    out = io.BytesIO()
    drawn(sheet).savefig(out, format="png")
    return out.getvalue()


def drawn(sheet: dict[str, Any]) -> Figure:
    """Return the figure."""
    use_our_font()
    tiles = sheet["key_figures"]
    charts = [chart for chart in sheet["charts"] if _numbers(chart)]
    tile_rows = math.ceil(len(tiles) / _TILES_A_ROW)
    rows = [charts[at : at + _CHARTS_A_ROW] for at in range(0, len(charts), _CHARTS_A_ROW)]
    heights = [max(_height(chart) for chart in row) for row in rows]
    height = _HEAD + tile_rows * _TILE + sum(heights) + 0.25
    figure = Figure(figsize=(_WIDTH, height), dpi=_RESOLUTION, facecolor="white")
    FigureCanvasAgg(figure)
    for words, down, size, colour in (
        (sheet["title"], 0.42, 19.0, _INK),
        (sheet["subtitle"], 0.75, 10.5, _FAINT),
    ):
        text = figure.text(
            0.03, 1 - down / height, drawable(words), size=size, color=colour, va="center"
        )
        fit(text, 0.94 * _PIXELS, smallest=0.6)
    top = height - _HEAD
    for number, tile in enumerate(tiles):
        row, column = divmod(number, _TILES_A_ROW)
        _tile(figure, tile, column, (top - (row + 1) * _TILE) / height, height)
    top -= tile_rows * _TILE
    for row_of_charts, high in zip(rows, heights, strict=True):
        top -= high
        for column, chart in enumerate(row_of_charts):
            _chart(figure, chart, column, (top, high, height))
    return figure


def _tile(figure: Figure, tile: dict[str, Any], column: int, bottom: float, height: float) -> None:
    wide = 0.94 / _TILES_A_ROW
    axes = figure.add_axes(
        (0.03 + column * wide, bottom + 0.06 / height, wide - 0.012, (_TILE - 0.12) / height)
    )
    axes.set_axis_off()
    axes.add_patch(mpl.patches.Rectangle((0, 0), 1, 1, color=_TILE_COLOUR, linewidth=0))
    for words, up, size, colour in (
        (tile["label"], 0.79, 9.0, _FAINT),
        (tile["value"][0], 0.46, 17.0, _INK),
        (tile["beside"], 0.15, 8.5, _FAINT),
    ):
        text = axes.text(0.06, up, drawable(words), size=size, color=colour, va="center")
        fit(text, (wide - 0.012) * 0.88 * _PIXELS, smallest=0.6)


def _chart(
    figure: Figure, chart: dict[str, Any], column: int, place: tuple[float, float, float]
) -> None:
    top, high, height = place
    top, high = top + high - _height(chart), _height(chart)
    wide = 0.94 / _CHARTS_A_ROW
    left = 0.03 + column * wide
    lying = chart["shape"] == "bars"
    inside = left + (_LABELS if lying else 0.028)
    all_of_them = len(chart["labels"])
    part = f" ({_MOST_BARS} / {all_of_them})" if lying and all_of_them > _MOST_BARS else ""
    words = drawable(chart["title"]) + part
    title = figure.text(left, (top + high - 0.22) / height, words, size=11.5, color=_INK)
    fit(title, (wide - 0.02) * _PIXELS, smallest=0.7)
    axes = figure.add_axes(
        (
            inside,
            (top + (0.08 if lying else 0.4)) / height,
            wide - (inside - left) - (0.055 if lying else 0.02),
            (high - (0.4 if lying else 0.8)) / height,
        )
    )
    _bare(axes)
    if lying:
        _bars(figure, axes, chart)
    else:
        _columns(axes, chart)


def _bars(figure: Figure, axes: Axes, chart: dict[str, Any]) -> None:
    shown = [
        (label, words, raw if kind != "none" else 0)
        for label, (words, kind, raw) in zip(chart["labels"], chart["values"], strict=True)
    ][:_MOST_BARS]
    places = range(len(shown))
    axes.barh(places, [raw for _, _, raw in shown], height=0.62, color=_ACCENT)
    names = [
        shortened(figure, drawable(label) or f"#{at}", _NAME_SIZE, (_LABELS - 0.008) * _PIXELS)
        for at, (label, _, _) in enumerate(shown, 1)
    ]
    axes.set_yticks(places, names, size=_NAME_SIZE, color=_INK)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    most = max((raw for _, _, raw in shown), default=0) or 1
    is_share = all(kind in ("share", "none") for _, kind, _ in chart["values"])
    least = min((raw for _, _, raw in shown), default=0)
    spans = chart.get("spans", [])[: len(shown)]
    if any(spans):
        _spans(axes, spans, lying=True)
        most = max(most, *(high for _, high in filter(None, spans)))
        least = min(least, *(low for low, _ in filter(None, spans)))
    left = min(0.0, least)
    axes.set_xlim(left, 1.1 if is_share else left + (most - left) * _BESIDE_A_BAR)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    for at, (_, words, raw) in enumerate(shown):
        end = max(0, raw, spans[at][1] if any(spans) and spans[at] else 0)
        axes.annotate(
            words, (end, at), (4, 0), textcoords="offset points", size=8.5, color=_FAINT,
            va="center", annotation_clip=False,
        )  # fmt: skip


def _columns(axes: Axes, chart: dict[str, Any]) -> None:
    values = [raw or 0 for _, _, raw in chart["values"]]
    axes.bar(range(len(values)), values, width=0.72, color=_ACCENT)
    if any(chart.get("spans", [])):
        _spans(axes, chart["spans"], lying=False)
        for at, (_, kind, _) in enumerate(chart["values"]):
            if kind == "none":  # nothing there is not the same as nought
                axes.annotate("–", (at, 0), ha="center", va="bottom", size=9, color=_FAINT)
        axes.axhline(0, color=_LINE, linewidth=0.8, zorder=0)
    step = max(1, math.ceil(len(values) / 6))
    places = range(0, len(values), step)
    axes.set_xticks(places, [chart["labels"][at] for at in places], size=8.5, color=_FAINT)
    axes.set_xlim(-0.6, len(values) - 0.4)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.tick_params(axis="x", pad=6)
    axes.tick_params(axis="y", labelsize=8.5, labelcolor=_FAINT)
    axes.grid(axis="y", color=_LINE, linewidth=0.7)
    axes.set_axisbelow(True)


def _spans(axes: Axes, spans: list[list[float] | None], *, lying: bool) -> None:
    """Draw over each value the interval that it is uncertain within."""
    for at, span in enumerate(spans):
        if span is not None:
            ends, place = span, (at, at)
            axes.plot(*((ends, place) if lying else (place, ends)), color=_INK, linewidth=1.1)


def _bare(axes: Axes) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_LINE)
    axes.tick_params(length=0)


def _height(chart: dict[str, Any]) -> float:
    if chart["shape"] != "bars":
        return _CHART
    return max(1.3, 0.7 + _BAR * min(len(chart["labels"]), _MOST_BARS))


def _numbers(chart: dict[str, Any]) -> bool:
    return any(kind != "none" for _, kind, _ in chart["values"])
