"""What complaints are about: a tree of categories, as the policy gives it."""

from collections.abc import Iterator, Sequence

from pydantic import Field

from domain.folding import folded
from domain.policy_parts import Key, Part, Words
from domain.text import Localized


class ComplaintCategory(Part):
    """A category and its parts: a field such as the vehicle, and what of it, such as the brakes.

    Keys are unique in the whole tree, so that one names its place. `words` are what people write
    when they mean it, in any language; they choose the category only where they point at one.
    """

    key: Key
    name: Words
    words: tuple[str, ...] = ()
    parts: "tuple[ComplaintCategory, ...]" = Field(default=(), max_length=40)


Path = tuple[ComplaintCategory, ...]
"""The way to a category from the top of the tree, itself included."""


def paths(tree: Sequence[ComplaintCategory]) -> Iterator[Path]:
    """Yield the way to every category, in the order of the tree."""
    for category in tree:
        yield (category,)
        for path in paths(category.parts):
            yield (category, *path)


def path_to(tree: Sequence[ComplaintCategory], key: str | None) -> Path:
    """Return the way to a category; empty for no key, and for one that is not there any more."""
    return next((path for path in paths(tree) if path[-1].key == key), ())


def chosen_by(tree: Sequence[ComplaintCategory], words: str) -> ComplaintCategory | None:
    """Return the category that words plainly point at; None where it is none, or several."""
    plain = folded(words)
    found = [path for path in paths(tree) if any(folded(word) in plain for word in path[-1].words)]
    if len(found) != 1:
        return None
    return found[0][-1]


def named_by(tree: Sequence[ComplaintCategory], words: str) -> ComplaintCategory | None:
    """Return the category whose name somebody wrote, in any of its languages."""
    wanted = folded(words).strip(" .。!！")
    for path in paths(tree):
        names = {folded(name) for _, name in path[-1].name.words}
        if wanted in names:
            return path[-1]
    return None


def name_of(tree: Sequence[ComplaintCategory], key: str | None) -> tuple[Localized, ...]:
    """Return the names on the way to a category, the topmost first; empty if there is none."""
    return tuple(category.name for category in path_to(tree, key))
