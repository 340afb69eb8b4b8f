"""Groups of anonymous answers that are too small to be shown apart.

A group of fewer than five could be guessed. Nor may it be told from what is left when the others
are taken from the total: so what is hidden together has five answers or more, or all is hidden.
"""

from collections.abc import Mapping
from typing import TypeVar

FEWEST = 5

K = TypeVar("K")


def hidden(sizes: Mapping[K, int]) -> frozenset[K]:
    """Return the groups that are not to be shown apart; the smallest of the rest join them."""
    small = {key for key, size in sizes.items() if 0 < size < FEWEST}
    rest = sorted(
        (key for key, size in sizes.items() if size >= FEWEST),
        key=lambda key: (sizes[key], str(key)),
    )
    while small and sum(sizes[key] for key in small) < FEWEST and rest:
        small.add(rest.pop(0))
    return frozenset(small)
