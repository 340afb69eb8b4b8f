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
    return scope.is_general or not known or any(_covers(scope, car) for car in known)


def _covers(scope: Scope, car: Car) -> bool:
    """A car's unknown brand or year rules nothing out."""
    if scope.brand and car.brand and scope.brand.casefold() != car.brand.casefold():
        return False
    if scope.models and car.model.casefold() not in {model.casefold() for model in scope.models}:
        return False
    if car.year is None:
        return True
    return (scope.year_from is None or scope.year_from <= car.year) and (
        scope.year_to is None or car.year <= scope.year_to
    )
