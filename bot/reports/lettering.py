"""Words on a picture: in a font that ships with us, no wider than the room there is."""

import re
import warnings
from functools import cache
from importlib.resources import as_file, files

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager, get_font
from matplotlib.text import Text

_FONTS = ("Noto Sans SC", "DejaVu Sans")
"""The first ships with us, so that Chinese is drawn on any machine; the other with matplotlib."""


def use_our_font() -> None:
    """Draw with our font, and what it lacks with matplotlib's own."""
    with as_file(files("bot.reports").joinpath("fonts", "NotoSansSC-Subset.ttf")) as font:
        fontManager.addfont(font)
    mpl.rcParams["font.family"] = list(_FONTS)
    mpl.rcParams["axes.unicode_minus"] = False
    mpl.rcParams["text.parse_math"] = False  # a name with two $ is no formula
    warnings.filterwarnings("ignore", message="Glyph .* missing")


def drawable(words: str) -> str:
    """Return the words without what neither font has, such as Korean, which would become boxes."""
    known = _known()
    return " ".join("".join(each for each in words if ord(each) in known).split())


def fit(text: Text, pixels: float, *, smallest: float = 1.0) -> None:
    """Make a text no wider than that: smaller, down to a share of its size, then shorter."""
    size = float(text.get_fontsize())
    least = size * smallest
    while size > least and text.get_window_extent().width > pixels:
        size = max(least, size * 0.95)
        text.set_fontsize(size)
    words = text.get_text()
    while len(words) > 1 and text.get_window_extent().width > pixels:
        words = words[:-1].rstrip()
        text.set_text(f"{words}…")


def shortened(figure: Figure, words: str, size: float, pixels: float) -> str:
    """Return the words as far as there is room for them, for what the library letters itself."""
    text = figure.text(0, 0, words, size=size)
    fit(text, pixels)
    text.remove()
    return str(text.get_text())


@cache
def _known() -> frozenset[int]:
    paths = [fontManager.findfont(font, fallback_to_default=False) for font in _FONTS]
    return frozenset().union(*(get_font(path).get_charmap() for path in paths))


def wrapped(words: str, width: int) -> list[str]:
    """Return lines no wider than so many Latin letters; a Chinese character is as wide as two."""
    lines, line, wide = [], "", 0
    for part in re.findall(r"[⺀-￿]|[^\s⺀-￿]+\s*|\s+", words):
        size = sum(2 if ord(each) > 0x2E80 else 1 for each in part)
        if wide + size > width and line:
            lines.append(line.rstrip())
            line, wide = "", 0
        line, wide = line + part, wide + size
    return [*lines, line.rstrip()] if line.strip() else lines
