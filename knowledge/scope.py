"""Which entries may be found at all: by status, dates and the cars of who asks."""

from collections.abc import Iterable

from domain.knowledge import Asked, Car, FaqEntry, Scope


def may_answer(entry: FaqEntry, asked: Asked) -> bool:
    """Whether the entry is live on that day and holds for a car of who asks.

    Of an owner whose cars are not known nothing can be ruled out.
    """
    return entry.is_live(asked.today) and holds_for_any(entry.scope, asked.cars)


def holds_for_any(scope: Scope, cars: Iterable[Car]) -> bool:
    """Whether the scope covers one of the cars, or there are none to judge by."""
    known = tuple(cars)
    return scope.is_general or not known or any(scope.may_cover(car) for car in known)
