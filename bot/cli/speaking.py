"""What commands print: sentences from the locale files, in the language of the terminal."""

import os
from functools import cache

import click

from bot.rendering.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
from domain.locale import EN, canonical
from domain.text import Body


@cache
def renderer() -> HtmlRenderer:
    """Return the renderer, its texts read once."""
    return HtmlRenderer(Catalog.load())


def terminal_locale() -> str:
    """Return the canonical locale that LC_ALL, LC_MESSAGES or LANG ask for."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").partition(".")[0]
        if value:
            return EN if value in ("C", "POSIX") else canonical(value)
    return EN


def in_words(body: Body) -> str:
    """Return a text as plain words in the terminal's language."""
    return renderer().plain(body, terminal_locale())


def say(body: Body) -> None:
    """Print a sentence."""
    click.echo(in_words(body))


def say_error(body: Body) -> None:
    """Print a sentence where errors go."""
    click.echo(in_words(body), err=True)
