"""Showing an owner's cars."""

from domain.outgoing import Button, Buttons
from domain.owners import Vehicle
from domain.policy import Policy
from domain.text import Body, Joined, Localized, Plain, Text
from handlers import menu
from handlers.turn import Turn


def model_name(policy: Policy, key: str) -> Localized | Plain:
    """Return a model's name; one that the policy does not list any more goes by its key."""
    model = policy.model(key)
    return model.name if model else Plain(key)


def car_name(policy: Policy, vehicle: Vehicle) -> Text:
    """Return what a car is called: model and year, as far as they are known."""
    if not vehicle.model:
        return Text("car.name_unknown_model", brand=policy.brand.name)
    name = model_name(policy, vehicle.model)
    if vehicle.year is None:
        return Text("car.name", model=name)
    return Text("car.name_year", model=name, year=str(vehicle.year))


def overview(turn: Turn) -> tuple[Body, Buttons]:
    """Return all of the owner's cars; a single one is shown at once."""
    vehicles = turn.caller.vehicles
    if len(vehicles) == 1:
        return details(turn, vehicles[0])
    body = Text("car.list", n=len(vehicles)) if vehicles else Text("car.none")
    buttons = tuple(
        (Button(full_name(turn.tools.policy, vehicle), f"car:open:{vehicle.id}"),)
        for vehicle in vehicles
    )
    return body, buttons + _ADD + menu.BACK


def details(turn: Turn, vehicle: Vehicle) -> tuple[Body, Buttons]:
    """Return everything about one car, and what can be done with it."""
    lines: list[Body] = [Text("car.title", car=car_name(turn.tools.policy, vehicle))]
    if vehicle.plate:
        lines.append(Text("car.plate", plate=vehicle.plate))
    if vehicle.vin:
        lines.append(Text("car.vin", vin=vehicle.vin))
    if vehicle.mileage_km is not None:
        at = vehicle.mileage_at.isoformat() if vehicle.mileage_at else "–"
        lines.append(Text("car.mileage", km=vehicle.mileage_km, at=at))
    edit = f"car:edit:{vehicle.id}"
    model = (Button(Text("button.edit_model"), f"{edit}:model"),)
    buttons: Buttons = (
        *((model,) if turn.tools.policy.brand.models else ()),
        (
            Button(Text("button.edit_plate"), f"{edit}:plate"),
            Button(Text("button.edit_mileage"), f"{edit}:mileage"),
        ),
        (
            Button(Text("button.edit_vin"), f"{edit}:vin"),
            Button(Text("button.remove_car"), f"car:remove:{vehicle.id}"),
        ),
        *_others(turn),
    )
    return Joined(tuple(lines), "\n"), buttons + menu.BACK


def confirm_removal(turn: Turn, vehicle: Vehicle) -> tuple[Body, Buttons]:
    """Return the question whether a car shall really go."""
    yes = Button(Text("button.remove_yes"), f"car:removed:{vehicle.id}")
    no = Button(Text("button.remove_no"), f"car:open:{vehicle.id}")
    return Text("car.confirm_removal", car=full_name(turn.tools.policy, vehicle)), ((yes, no),)


def _others(turn: Turn) -> Buttons:
    if len(turn.caller.vehicles) > 1:
        return ((Button(Text("button.all_cars"), "car:list"),),)
    return _ADD


def full_name(policy: Policy, vehicle: Vehicle) -> Text:
    """Return what a car is called, with its plate where that is known."""
    name = car_name(policy, vehicle)
    return Text("car.name_plate", car=name, plate=vehicle.plate) if vehicle.plate else name


_ADD: Buttons = ((Button(Text("button.add_car"), "car:add"),),)
