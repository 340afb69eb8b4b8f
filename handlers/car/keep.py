"""What the form's answers change about a car."""

from dataclasses import replace

from domain.owners import Vehicle
from domain.ports import Effect, Work
from domain.text import Body, Joined, Text
from domain.vin import model_years
from handlers.car import views
from handlers.car.form import Draft, Step, at_step, go, prompt, vehicle_of
from handlers.turn import Turn

MOST_CARS = 20


def chosen(turn: Turn, draft: Draft, year: int | None) -> Effect:
    """Model and year are known: change the car, or add it and ask on."""
    model = draft.model or ""
    vehicle = vehicle_of(turn, draft)
    if vehicle:
        return changed(turn, replace(vehicle, model=model, year=year))
    if draft.vehicle is not None:
        return gone(turn)
    return _add(turn, Vehicle(0, model, year, draft.vin))


def changed(
    turn: Turn, vehicle: Vehicle, then: tuple[Step, Draft] | None = None, first: Text | None = None
) -> Effect:
    """Keep the car as given, then go to a step, or end the form with a look at the car."""
    first = first or Text("car.saved")
    body, buttons = prompt(turn, *then) if then else views.details(turn, vehicle)

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        if not await work.owners.change_vehicle(owner.id, vehicle):
            await _say_gone(turn, work)
            return
        if then:
            await go(work, turn, *then)
        else:
            await work.dialogs.close(turn.place, turn.incoming.sender.id)
        await work.outbox.put(turn.show(Joined((first, body)), buttons))

    return effect


def finished(turn: Turn, first: Body | None = None) -> Effect:
    """End the form and show the cars."""
    body, buttons = views.overview(turn)
    shown = turn.show(Joined((first, body)) if first else body, buttons)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.dialogs.close(turn.place, turn.incoming.sender.id)
        await work.outbox.put(shown)

    return effect


def gone(turn: Turn) -> Effect:
    """The car is not the owner's (any longer): end the form and say so."""

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await _say_gone(turn, work)

    return effect


def with_vin(turn: Turn, step: Step, draft: Draft, vin: str) -> Effect:
    """A good VIN was given: to the car if there is one already, else to the draft."""
    same = next((car for car in turn.caller.vehicles if car.vin == vin), None)
    if same and same.id != draft.vehicle:
        return finished(turn, Text("car.vin_known", car=views.car_name(turn.tools.policy, same)))
    noted = Text("car.vin_noted", vin=vin)
    vehicle = vehicle_of(turn, draft)
    if vehicle:
        then = None if draft.single else (step, draft)
        return changed(turn, replace(vehicle, vin=vin), then, noted)
    if draft.vehicle is not None:
        return gone(turn)
    draft = replace(draft, vin=vin)
    if not turn.tools.policy.brand.models:
        return _add(turn, Vehicle(0, "", year_of(turn, draft), vin))
    year = year_of(turn, draft)
    if draft.model and year:
        return _add(turn, Vehicle(0, draft.model, year, vin))
    return at_step(turn, step, draft, noted)


def year_of(turn: Turn, draft: Draft) -> int | None:
    """Return the model year that the VIN tells, if the chosen model was built then."""
    if draft.vin is None:
        return None
    policy, years = turn.tools.policy, model_years(draft.vin)
    if not policy.brand.models:
        return next((year for year in years if year <= turn.today.year + 1), None)
    model = policy.model(draft.model or "")
    built = model.years(turn.today) if model else ()
    return next((year for year in years if year in built), None)


def _add(turn: Turn, new: Vehicle) -> Effect:
    name = views.car_name(turn.tools.policy, new)
    body, buttons = prompt(turn, Step.PLATE, Draft())
    shown = turn.show(Joined((Text("car.added", car=name), body)), buttons)

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        vehicle = await work.owners.add_vehicle(owner.id, new.model, new.year)
        if new.vin:
            await work.owners.change_vehicle(owner.id, replace(vehicle, vin=new.vin))
        await go(work, turn, Step.PLATE, Draft(vehicle=vehicle.id))
        await work.outbox.put(shown)

    return effect


async def _say_gone(turn: Turn, work: Work) -> None:
    await work.dialogs.close(turn.place, turn.incoming.sender.id)
    await work.outbox.put(turn.show(Text("car.gone")))
