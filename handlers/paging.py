"""Long lists, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.outgoing import Button, Buttons
from domain.text import Text

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Page(Generic[T_co]):
    """A page: `number` from 0, `first` the place of its first item from 1."""

    items: tuple[T_co, ...]
    number: int
    pages: int
    first: int


def page_of(items: Sequence[T_co], number: int, most: int) -> Page[T_co]:
    """Return a page of at most `most` items; pages are evenly filled, the last is never a scrap.

    A number beyond the end (the list shrank since the button was sent) gives the last page.
    """
    pages = max(1, -(-len(items) // most))
    size = -(-len(items) // pages)
    number = min(max(number, 0), pages - 1)
    start = number * size
    return Page(tuple(items[start : start + size]), number, pages, start + 1)


def turning(number: int, pages: int, data: str) -> Buttons:
    """Return the buttons that turn a page, if there are others; `data` gets the page's number."""
    row = []
    if number > 0:
        row.append(Button(Text("button.previous"), f"{data}:{number - 1}"))
    if number + 1 < pages:
        row.append(Button(Text("button.next"), f"{data}:{number + 1}"))
    return (tuple(row),) if row else ()


def in_rows(columns: int, buttons: Sequence[Button]) -> Buttons:
    """Return buttons so many a row."""
    starts = range(0, len(buttons), columns)
    return tuple(tuple(buttons[start : start + columns]) for start in starts)
