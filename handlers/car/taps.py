"""/car and the buttons under cars and the car form."""

from dataclasses import replace

from domain.incoming import Incoming
from domain.owners import Vehicle
from domain.ports import Effect, Tools, Work
from domain.text import Text
from handlers.car import choose, details, keep, views
from handlers.car.form import Draft, Step, at_step, first_step, open_step, prompt
from handlers.turn import Turn, as_id

_OLD_BUTTON = Text("notice.old_button")


async def car(incoming: Incoming, tools: Tools) -> Effect:
    """Show the owner's cars, or do what a button says.

    Buttons of the form hold only while the form is at their step; those under a car hold as long
    as the car is the owner's.
    """
    turn = await Turn.begin(incoming, tools)
    match turn.tapped:
        case [] | ["car"]:
            return _opened(turn)
        case ["car", "list"]:
            return turn.says(turn.show(*views.overview(turn)))
        case ["car", "add"]:
            return _add(turn)
        case ["car", "open" | "remove" | "removed" | "edit" as what, number, *rest]:
            return _of_car(turn, what, number, rest)
        case ["car", *form_data]:
            return _of_form(turn, form_data)
    return turn.notices(_OLD_BUTTON)


def _opened(turn: Turn) -> Effect:
    """Begin with the form where there is no car yet, or go on with it where it is open."""
    at = open_step(turn)
    if at:
        return at_step(turn, *at)
    if not turn.caller.vehicles:
        return _add(turn)
    return turn.says(turn.show(*views.overview(turn)))


def _add(turn: Turn) -> Effect:
    if len(turn.caller.vehicles) >= keep.MOST_CARS:
        return turn.notices(Text("notice.too_many_cars"))
    return at_step(turn, first_step(turn), Draft())


def _of_car(turn: Turn, what: str, number: str, rest: list[str]) -> Effect:
    vehicle = next((car for car in turn.caller.vehicles if car.id == as_id(number)), None)
    if vehicle is None:
        return turn.notices(Text("notice.car_gone"))
    match what, rest:
        case "open", []:
            return turn.says(turn.show(*views.details(turn, vehicle)))
        case "remove", []:
            return turn.says(turn.show(*views.confirm_removal(turn, vehicle)))
        case "removed", []:
            return _remove(turn, vehicle)
        case "edit", ["model" | "vin" | "plate" | "mileage" as field]:
            return at_step(turn, Step(field), Draft(vehicle=vehicle.id, single=True))
    return turn.notices(_OLD_BUTTON)


def _remove(turn: Turn, vehicle: Vehicle) -> Effect:
    left = tuple(car for car in turn.caller.vehicles if car.id != vehicle.id)
    after = replace(turn, caller=replace(turn.caller, vehicles=left))
    name = views.car_name(turn.tools.policy, vehicle)
    body, buttons = views.overview(after)
    at = open_step(turn)
    was_about_it = at is not None and at[1].vehicle == vehicle.id

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        await work.owners.remove_vehicle(owner.id, vehicle.id)
        if was_about_it:
            await work.dialogs.close(turn.place, turn.incoming.sender.id)
        await work.outbox.put(turn.show(Text("car.removed", car=name)))
        await work.outbox.put(turn.reply(body, buttons))

    return effect


def _of_form(turn: Turn, data: list[str]) -> Effect:  # noqa: PLR0911 - a table of buttons
    at = open_step(turn)
    if at is None:
        return turn.notices(Text("notice.form_closed"))
    step, draft = at
    match step, data:
        case _, ["cancel"]:
            return keep.finished(turn, Text("form.cancelled"))
        case Step.MODEL, ["models", page]:
            return _paged(turn, step, draft, page)
        case Step.YEAR, ["years", page]:
            return _paged(turn, step, draft, page)
        case Step.MODEL | Step.YEAR, ["model", key] if found := turn.tools.policy.model(key):
            return choose.model(turn, draft, found)
        case Step.YEAR, ["year", year]:
            return choose.year(turn, draft, as_id(year))
        case Step.VIN | Step.PLATE | Step.MILEAGE, ["skip", skipped] if skipped == step:
            return details.skip(turn, step, draft)
        case Step.LOWER, ["lower", "yes" | "no" as word]:
            return details.lower(turn, draft, right=word == "yes")
    return turn.notices(Text("notice.step_done"))


def _paged(turn: Turn, step: Step, draft: Draft, page: str) -> Effect:
    return turn.says(turn.show(*prompt(turn, step, draft, as_id(page) or 0)))
