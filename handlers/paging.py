"""Long lists, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

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
