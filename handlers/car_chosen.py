"""The car that a question is about was chosen: it is remembered, and the question answered."""

from dataclasses import replace
from datetime import timedelta

from domain.incoming import Tapped
from domain.knowledge import Question
from domain.outgoing import EditText, Outgoing
from domain.owners import Vehicle
from domain.ports import Effect, Work
from domain.text import Text
from handlers import which_car
from handlers.car.choose import is_year, read_model, read_year
from handlers.car.views import car_name
from handlers.replies import prepare
from handlers.scope import Choice, consider
from handlers.turn import Turn, as_id

_LATELY = timedelta(minutes=30)
_OLD_BUTTON = Text("notice.old_button")


async def typed(turn: Turn, words: str) -> Effect | None:
    """Take a car's name, or a year, that is written where a question waits for it; else None."""
    named, year = read_model(turn, words), read_year(words) if is_year(words) else None
    owner, cars = turn.caller.owner, turn.caller.vehicles
    if owner is None or (named is None and (year is None or len(cars) != 1)):
        return None
    since = turn.tools.clock.now() - _LATELY
    lately = await turn.tools.reads.questions_since(turn.place.bot_id, owner.id, since, limit=1)
    if not lately or not lately[-1].waits:
        return None
    if named is None:
        return await chosen(turn, lately[-1], ["v", str(cars[0].id), str(year)])
    model, said = named
    return await chosen(turn, lately[-1], ["m", model.key, *((str(said),) if said else ())])


async def chosen(turn: Turn, question: Question, data: list[str]) -> Effect:
    """Take what was chosen, once: ask for the year if it matters, else answer."""
    choice = _choice(turn, data)
    if choice is None or not question.waits:
        return turn.notices(_OLD_BUTTON)
    turn = replace(turn, locale=question.locale)
    considered = await consider(turn, question.text, choice)
    if considered.missing is not None:
        return turn.says(turn.show(*which_car.asked(turn, considered, question.id)))
    prepared = await prepare(turn, replace(considered, choice=choice), headed=False)
    noted = _noted(turn, choice)

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        about = await _remember(turn, work, owner.id, choice)
        if not await work.questions.settle(question.id, owner.id, prepared.decided(about)):
            work.notice(_OLD_BUTTON)
            return
        await work.outbox.put(*noted, prepared.reply(question.id))

    return effect


async def _remember(turn: Turn, work: Work, owner_id: int, choice: Choice) -> str | None:
    """Keep a car that was chosen by its model as the owner's; returns what to remember of it."""
    vehicle = choice.vehicle
    if vehicle is None:
        return choice.about
    own = next((car for car in turn.caller.vehicles if car.id == vehicle.id), None)
    if own is None:
        added = await work.owners.add_vehicle(owner_id, vehicle.model, vehicle.year)
        return f"v{added.id}"
    if own.year != vehicle.year:
        await work.owners.change_vehicle(owner_id, vehicle)
    return choice.about


def _choice(turn: Turn, data: list[str]) -> Choice | None:
    match data:
        case ["other"]:
            return Choice(other=True)
        case ["v", number, *year]:
            own = (car for car in turn.caller.vehicles if car.id == as_id(number))
            return _with_year(turn, next(own, None), year)
        case ["m", key, *year] if turn.tools.policy.model(key):
            same = (car for car in turn.caller.vehicles if car.model == key)
            return _with_year(turn, next(same, Vehicle(0, key)), year)
    return None


def _with_year(turn: Turn, vehicle: Vehicle | None, data: list[str]) -> Choice | None:
    if vehicle is None or len(data) > 1:
        return None
    if not data:
        return Choice(vehicle)
    year, model = as_id(data[0]), turn.tools.policy.model(vehicle.model)
    if year == 0:
        return Choice(vehicle, any_year=True)
    if model is None or year not in model.years(turn.today):
        return None
    return Choice(replace(vehicle, year=year))


def _noted(turn: Turn, choice: Choice) -> tuple[Outgoing, ...]:
    """Let the question about the car give way to what was answered."""
    content = turn.incoming.content
    if not isinstance(content, Tapped) or content.message_id is None:
        return ()
    if choice.vehicle is None:
        said = Text("ask.any_car")
    else:
        said = Text("ask.for_car", car=car_name(turn.tools.policy, choice.vehicle))
    return (Outgoing(turn.place, EditText(content.message_id, said), turn.locale),)
