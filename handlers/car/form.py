"""The form: its steps, what it has gathered, and what each step asks."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Self

from domain.outgoing import Button, Buttons, Outgoing
from domain.owners import Vehicle
from domain.ports import Effect, Work
from domain.text import Body, Joined, Text
from handlers.car.views import car_name, model_name
from handlers.paging import in_rows, page_of, turning
from handlers.turn import Turn

FLOW = "car"
MODELS_A_PAGE = 12
YEARS_A_PAGE = 12


class Step(StrEnum):
    """What the form waits for."""

    MODEL = "model"
    YEAR = "year"
    VIN = "vin"
    PLATE = "plate"
    MILEAGE = "mileage"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form has gathered. `single`: only one field of a car is being changed."""

    vehicle: int | None = None
    model: str | None = None
    vin: str | None = None
    km: int | None = None
    single: bool = False

    @classmethod
    def of(cls, data: Mapping[str, object]) -> Self:
        """Read it from the dialog's row; what another version of the program kept is left out."""
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in data.items() if name in known})  # type: ignore[arg-type]

    def data(self) -> dict[str, object]:
        """Return it as the dialog's row keeps it."""
        return asdict(self)


def open_step(turn: Turn) -> tuple[Step, Draft] | None:
    """Return where the owner stands, if a car form is open at a step that this version knows."""
    dialog = turn.form
    if dialog is None or dialog.flow != FLOW or dialog.step not in set(Step):
        return None
    return Step(dialog.step), Draft.of(dialog.data)


def first_step(turn: Turn) -> Step:
    """Return how a new car begins: with its model, or its VIN where the policy lists no models."""
    return Step.MODEL if turn.tools.policy.brand.models else Step.VIN


async def go(work: Work, turn: Turn, step: Step, draft: Draft) -> None:
    """Write that the form is at this step now; an open car form goes on, else one begins."""
    expires_at = turn.tools.clock.now() + turn.tools.policy.retention.before(
        turn.tools.policy.retention.forms
    )
    person = turn.incoming.sender.id
    dialog = turn.form
    if dialog and dialog.flow == FLOW:
        await work.dialogs.advance(
            turn.place, person, dialog.version, step, draft.data(), expires_at=expires_at
        )
    else:
        await work.dialogs.open(turn.place, person, FLOW, step, draft.data(), expires_at=expires_at)


def at_step(turn: Turn, step: Step, draft: Draft, first: Body | None = None) -> Effect:
    """Return the effect that goes to a step and asks for it, with a word before it if given."""
    body, buttons = prompt(turn, step, draft)
    shown = turn.show(Joined((first, body)) if first else body, buttons)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await go(work, turn, step, draft)
        await work.outbox.put(shown)

    return effect


def again(turn: Turn, step: Step, draft: Draft, hint: Text) -> Effect:
    """Return the effect that asks for the same step once more, saying what was not understood."""
    _, buttons = prompt(turn, step, draft)
    return turn.says(turn.reply(hint, buttons))


def reminder(turn: Turn) -> tuple[Outgoing, ...]:
    """Return the open step in one line, to follow the answer to something else."""
    at = open_step(turn)
    if at is None:
        return ()
    body, buttons = prompt(turn, *at)
    return (turn.reply(Text("car.still_open", step=body), buttons),)


def prompt(turn: Turn, step: Step, draft: Draft, page: int = 0) -> tuple[Body, Buttons]:
    """Return what a step asks, with its buttons."""
    match step:
        case Step.MODEL:
            asked = Text("car.ask_model_of_vin") if draft.vin else Text("car.ask_model")
            return asked, models(turn, page) + _leave(draft)
        case Step.YEAR:
            name = model_name(turn.tools.policy, draft.model or "")
            return Text("car.ask_year", model=name), years(turn, draft, page) + _leave(draft)
        case Step.VIN:
            return Text("car.ask_vin"), _leave(draft) if draft.single else _skip(step)
        case Step.PLATE:
            return Text("car.ask_plate"), _leave(draft) if draft.single else _skip(step)
        case Step.MILEAGE:
            return Text("car.ask_mileage"), _leave(draft) if draft.single else _skip(step)
        case Step.LOWER:
            return _ask_lower(turn, draft)


def models(turn: Turn, number: int) -> Buttons:
    """Return a page of the models as buttons, two a row."""
    brand = turn.tools.policy.brand
    page = page_of(brand.models, number, MODELS_A_PAGE)
    buttons = [Button(model.name, f"car:model:{model.key}") for model in page.items]
    return in_rows(2, buttons) + turning(page.number, page.pages, "car:models")


def years(turn: Turn, draft: Draft, number: int) -> Buttons:
    """Return a page of the model's years as buttons, four a row, and "not sure"."""
    model = turn.tools.policy.model(draft.model or "")
    page = page_of(model.years(turn.today) if model else (), number, YEARS_A_PAGE)
    buttons = [Button(Text("car.year", year=str(year)), f"car:year:{year}") for year in page.items]
    not_sure: Buttons = ((Button(Text("button.year_unknown"), "car:year:none"),),)
    return in_rows(4, buttons) + turning(page.number, page.pages, "car:years") + not_sure


def vehicle_of(turn: Turn, draft: Draft) -> Vehicle | None:
    """Return the car the form is about; None when it is not (any longer) the owner's."""
    cars = turn.caller.vehicles
    return next((vehicle for vehicle in cars if vehicle.id == draft.vehicle), None)


def _ask_lower(turn: Turn, draft: Draft) -> tuple[Body, Buttons]:
    vehicle = vehicle_of(turn, draft)
    before = vehicle.mileage_km if vehicle and vehicle.mileage_km is not None else 0
    name = car_name(turn.tools.policy, vehicle) if vehicle else Text("car.your_car")
    yes = Button(Text("button.lower_yes"), "car:lower:yes")
    no = Button(Text("button.lower_no"), "car:lower:no")
    body = Text("car.ask_lower", car=name, km=draft.km or 0, before=before)
    return body, ((yes, no),)


def _leave(draft: Draft) -> Buttons:
    label = Text("button.leave_as_is") if draft.single else Text("button.cancel")
    return ((Button(label, "car:cancel"),),)


def _skip(step: Step) -> Buttons:
    return ((Button(Text("button.skip"), f"car:skip:{step}"),),)
