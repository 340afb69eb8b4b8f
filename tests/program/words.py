"""What the bot says, from the locale files: a test names a message, not its wording."""

import re
from functools import cache

from bot.rendering.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
from domain.text import Text
from sandbox import Entry


@cache
def _renderer() -> HtmlRenderer:
    return HtmlRenderer(Catalog.load())


def words(message: str, locale: str = "en", **parameters: str) -> str:
    """Return a message as it is read: without its markup."""
    return re.sub(r"<[^<>]+>", "", _renderer().plain(Text(message, **parameters), locale))


def button(entry: Entry, beginning: str) -> str:
    """Return the data of the first button whose data begins so."""
    found = [one.data for one in entry.all_buttons if (one.data or "").startswith(beginning)]
    assert found, f"{entry.text!r} has no button {beginning!r}: {entry.button_texts}"
    return str(found[0])
