"""What the FAQ's commands share: refusals told line by line, progress, the desk's date."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import click

from bot.cli.speaking import in_words, say_error
from domain.text import Text

if TYPE_CHECKING:
    from bot.wiring import Parts

_WORTH_TELLING = 512
"""Texts to compute; fewer take a second or two."""


@contextmanager
def refusals_listed() -> Iterator[None]:
    """Print every problem of a refused file before the refusal itself is told."""
    from domain.faq_file import FaqFileRefused

    try:
        yield
    except FaqFileRefused as refused:
        for problem in refused.problems:
            where = (problem.file, problem.row, problem.column)
            place = ":".join(str(part) for part in where if part is not None)
            click.echo(f"{place}: {in_words(problem.text)}", err=True)
        raise


def show_progress(model: str, done: int, total: int) -> None:
    """Print how far the vectors are, on one line that is written over."""
    if total < _WORTH_TELLING:
        return
    if done <= _WORTH_TELLING:
        say_error(Text("faq.computing"))
    click.echo(f"\r{model}: {done}/{total} ", err=True, nl=done == total)


def today(open_parts: "Parts") -> date:
    """Return the default desk's date."""
    return open_parts.clock.now().astimezone(open_parts.policy.desk.zone).date()
