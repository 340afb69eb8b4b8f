"""Number plate and mileage: what a good answer leads to."""

from dataclasses import replace

from domain.ports import Effect
from domain.text import Text
from handlers.car import keep
from handlers.car.form import Draft, Step, at_step, vehicle_of
from handlers.turn import Turn


def plate(turn: Turn, draft: Draft, words: str) -> Effect:
    """Keep the plate; a new car is asked for its mileage next."""
    vehicle = vehicle_of(turn, draft)
    if vehicle is None:
        return keep.gone(turn)
    then = None if draft.single else (Step.MILEAGE, draft)
    return keep.changed(turn, replace(vehicle, plate=words), then)


def mileage(turn: Turn, draft: Draft, km: int) -> Effect:
    """Keep the mileage; one that is lower than before is asked about."""
    vehicle = vehicle_of(turn, draft)
    if vehicle is None:
        return keep.gone(turn)
    if vehicle.mileage_km is not None and km < vehicle.mileage_km:
        return at_step(turn, Step.LOWER, replace(draft, km=km))
    return _keep_mileage(turn, draft, km)


def lower(turn: Turn, draft: Draft, *, right: bool) -> Effect:
    """Keep the lower mileage if it is right, else ask again."""
    if not right or draft.km is None:
        return at_step(turn, Step.MILEAGE, replace(draft, km=None))
    return _keep_mileage(turn, draft, draft.km)


def skip(turn: Turn, step: Step, draft: Draft) -> Effect:
    """Go on without an answer."""
    if step is Step.VIN and draft.vehicle is None:
        return keep.chosen(turn, draft, None)
    if step is Step.PLATE and not draft.single:
        return at_step(turn, Step.MILEAGE, draft)
    return keep.finished(turn, Text("car.done"))


def _keep_mileage(turn: Turn, draft: Draft, km: int) -> Effect:
    vehicle = vehicle_of(turn, draft)
    if vehicle is None:
        return keep.gone(turn)
    return keep.changed(turn, replace(vehicle, mileage_km=km, mileage_at=turn.today))
