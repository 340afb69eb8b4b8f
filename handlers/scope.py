"""Which car a question is about: what the FAQ decides for it, or what must be known first.

Entries may hold for some models or years only. A question is decided for the owner's cars; where
they make a difference and it is not known which is meant, nothing is answered yet.
"""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from domain.folding import folded
from domain.knowledge import Asked, Car, Decision, DecisionKind, FaqEntry
from domain.owners import Vehicle
from domain.policy import Model
from handlers.car.choose import read_year
from handlers.turn import Turn

OTHER = "other"
"""What is remembered of an owner whose car is none that we know."""
_REMEMBERED = timedelta(minutes=30)
"""How long the choice among several cars holds for the questions that follow."""
_SAID_OTHER = timedelta(days=30)
_LOOKED_BACK = 20
_MODELS_TRIED = 6
_ROUNDS = 3


class Missing(StrEnum):
    """What must be known of the car before a question can be answered."""

    MODEL = "model"
    YEAR = "year"
    WHICH = "which"


@dataclass(frozen=True, slots=True)
class Choice:
    """The car that a question is about, as far as it was said.

    `vehicle` has the id 0 when it is not the owner's; `other`: none that we know; `any_year`: the
    owner does not know the year; `is_remembered`: it was chosen for an earlier question.
    """

    vehicle: Vehicle | None = None
    other: bool = False
    any_year: bool = False
    is_remembered: bool = False

    @property
    def about(self) -> str | None:
        """What is remembered of it with the question."""
        if self.other:
            return OTHER
        return f"v{self.vehicle.id}" if self.vehicle and self.vehicle.id else None


NOT_SAID = Choice()


@dataclass(frozen=True, slots=True)
class Considered:
    """A question and what was decided on it; `missing`: it waits for that.

    `choice` is the car it was decided for, where that made a difference.
    """

    words: str
    decision: Decision
    choice: Choice = NOT_SAID
    missing: Missing | None = None


async def decide(turn: Turn, words: str) -> Decision:
    """Let the FAQ decide on a question for all of this owner's cars at once."""
    return await _decide(turn, words, turn.cars)


async def consider(turn: Turn, words: str, choice: Choice = NOT_SAID) -> Considered:
    """Decide on a question for the car it is about, or find out what is missing."""
    if choice == NOT_SAID:
        choice = mentioned(turn, words)
    cars = (_car(turn, choice.vehicle),) if choice.vehicle else turn.cars
    decision = await _decide(turn, words, cars)
    scoped = await _scoped(turn, decision)
    if not scoped:
        return Considered(words, decision)
    if choice == NOT_SAID:
        choice = await _remembered(turn)
    if choice.other:
        return Considered(words, await _general(turn, words, cars), choice)
    if choice.vehicle:
        return await _for_one(turn, words, choice)
    vehicles = [vehicle for vehicle in turn.caller.vehicles if vehicle.model]
    if not vehicles:
        return await _unknown(turn, words, decision, scoped)
    if len(vehicles) == 1:
        return await _for_one(turn, words, Choice(vehicles[0]))
    return await _among(turn, words, vehicles)


def mentioned(turn: Turn, words: str) -> Choice:
    """Return the car that words name by its model: one of the owner's, else just that model."""
    plain = folded(words)
    named = [model for model in turn.tools.policy.brand.models if _names(plain, model)]
    if len(named) != 1:
        return NOT_SAID
    model, year = named[0], read_year(words)
    own = [vehicle for vehicle in turn.caller.vehicles if vehicle.model == model.key]
    fitting = [vehicle for vehicle in own if year in (None, vehicle.year)]
    if len(fitting) == 1:
        return Choice(fitting[0])
    if len(own) > 1 and year is None:
        return NOT_SAID
    return Choice(Vehicle(0, model.key, year if year in model.years(turn.today) else None))


async def _for_one(turn: Turn, words: str, choice: Choice) -> Considered:
    if choice.vehicle is None:
        raise ValueError("one car is meant")
    car = _car(turn, choice.vehicle)
    decision = await _decide(turn, words, (car,))
    unsure = [entry for entry in await _scoped(turn, decision) if _needs_year(entry, car)]
    if not unsure or not await _year_helps(turn, words, choice.vehicle, decision, unsure):
        return Considered(words, decision, choice)
    if choice.any_year:
        return Considered(words, await _general(turn, words, (car,)), choice)
    return Considered(words, decision, choice, Missing.YEAR)


async def _year_helps(
    turn: Turn, words: str, vehicle: Vehicle, decision: Decision, unsure: list[FaqEntry]
) -> bool:
    """Whether some year brings an answer: a question that leads nowhere is not asked."""
    if decision.kind is DecisionKind.ANSWER:
        return True
    model = turn.tools.policy.model(vehicle.model)
    built = model.years(turn.today) if model else ()
    car = _car(turn, vehicle)
    firsts = {
        next((year for year in built if entry.scope.may_cover(replace(car, year=year))), None)
        for entry in unsure
    }
    for year in sorted(firsts - {None}, key=str)[:_MODELS_TRIED]:
        found = await _decide(turn, words, (replace(car, year=year),))
        if found.kind is DecisionKind.ANSWER:
            return True
    return False


async def _among(turn: Turn, words: str, vehicles: list[Vehicle]) -> Considered:
    """Decide for each car: if it makes no difference, or brings no answer, none is asked about."""
    each = [await _for_one(turn, words, Choice(vehicle)) for vehicle in vehicles]
    outcomes = {(one.decision.kind, one.decision.key, one.decision.suggestions) for one in each}
    if len(outcomes) == 1 and not any(one.missing for one in each):
        return Considered(words, each[0].decision)
    if not any(one.missing or one.decision.kind is DecisionKind.ANSWER for one in each):
        return Considered(words, await _decide(turn, words, turn.cars))
    return Considered(words, each[0].decision, missing=Missing.WHICH)


async def _unknown(
    turn: Turn, words: str, decision: Decision, scoped: list[FaqEntry]
) -> Considered:
    """Nothing is known of the car: ask for it where knowing it would bring an answer."""
    models = turn.tools.policy.brand.models
    if models and decision.kind is DecisionKind.ANSWER:
        return Considered(words, decision, missing=Missing.MODEL)
    listed = {model.key for model in models}
    tried = dict.fromkeys(key for entry in scoped for key in entry.scope.models if key in listed)
    for key in list(tried)[:_MODELS_TRIED]:
        car = _car(turn, Vehicle(0, key))
        if (await _decide(turn, words, (car,))).kind is DecisionKind.ANSWER:
            return Considered(words, decision, missing=Missing.MODEL)
    return Considered(words, await _general(turn, words, ()))


async def _general(turn: Turn, words: str, cars: tuple[Car, ...]) -> Decision:
    """Decide without the entries of which it is not known whether they hold."""
    without: frozenset[str] = frozenset()
    decision = await _decide(turn, words, cars)
    for _ in range(_ROUNDS):
        scoped = await _scoped(turn, decision)
        if not scoped:
            return decision
        without |= {entry.key for entry in scoped}
        decision = await _decide(turn, words, cars, without)
    return replace(decision, kind=DecisionKind.ABSTAIN, suggestions=())


async def _scoped(turn: Turn, decision: Decision) -> list[FaqEntry]:
    """Return those of what would be shown that do not hold for every car of the brand."""
    keys = [decision.key] if decision.key else list(decision.suggestions)
    found = await turn.tools.reads.entries(keys)
    own = turn.tools.policy.brand.key
    return [
        entry
        for entry in found
        if entry.scope.models
        or entry.scope.has_years
        or (entry.scope.brand and entry.scope.brand.casefold() != own)
    ]


async def _remembered(turn: Turn) -> Choice:
    owner, now = turn.caller.owner, turn.tools.clock.now()
    if owner is None:
        return NOT_SAID
    lately = await turn.tools.reads.asked_about(
        turn.place.bot_id, owner.id, now - _SAID_OTHER, limit=_LOOKED_BACK
    )
    for asked_at, about in lately:
        if about == OTHER and not turn.cars:
            return Choice(other=True, is_remembered=True)
        if about.startswith("v"):
            number = about[1:]
            own = (car for car in turn.caller.vehicles if str(car.id) == number)
            vehicle = next(own, None) if asked_at >= now - _REMEMBERED else None
            return Choice(vehicle, is_remembered=True) if vehicle else NOT_SAID
    return NOT_SAID


async def _decide(
    turn: Turn, words: str, cars: tuple[Car, ...], without: frozenset[str] = frozenset()
) -> Decision:
    asked = Asked(words, turn.locale, turn.today, cars, without)
    return await turn.tools.knowledge.decide(asked)


def _car(turn: Turn, vehicle: Vehicle) -> Car:
    return Car(vehicle.model, vehicle.year, turn.tools.policy.brand.key)


def _needs_year(entry: FaqEntry, car: Car) -> bool:
    return entry.scope.has_years and car.year is None


def _names(plain: str, model: Model) -> bool:
    """Whether folded words name a model: as a word of its own, in any of its languages."""
    for name in {model.key, *(words for _, words in model.name.words)}:
        low = folded(name)
        if low.isascii():
            if re.search(rf"(?<![a-z0-9]){re.escape(low)}(?![a-z0-9])", plain):
                return True
        elif low in plain:
            return True
    return False
