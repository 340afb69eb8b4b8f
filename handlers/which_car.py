"""Asking which car a question is about.

Data of the buttons: `ask:car:QUESTION:` and `v:VEHICLE[:YEAR]`, `m:MODEL[:YEAR]` or `other`; the
year 0 is one that the owner does not know.
"""

from domain.outgoing import Button, Buttons
from domain.owners import Vehicle
from domain.text import Body, Plain, Text
from handlers.car.views import car_name, model_name
from handlers.scope import Choice, Considered, Missing
from handlers.turn import Turn

_MODELS_A_ROW = 2
_YEARS_A_ROW = 4


def asked(turn: Turn, considered: Considered, question_id: int) -> tuple[Body, Buttons]:
    """Return what is asked about the car, with its buttons."""
    match considered.missing:
        case Missing.WHICH:
            return Text("ask.which_of_cars"), _cars(turn, question_id)
        case Missing.YEAR if considered.choice.vehicle:
            return _year(turn, considered.choice.vehicle, question_id)
    return Text("ask.which_model"), _models(turn, question_id)


def heading(turn: Turn, choice: Choice) -> Text | None:
    """Return the words above an answer that say for which car it is, where it may be another."""
    owned = len(turn.caller.vehicles)
    if choice.vehicle is None or owned < (2 if choice.vehicle.id else 1):
        return None
    return Text("ask.for_car", car=car_name(turn.tools.policy, choice.vehicle))


def _models(turn: Turn, question_id: int) -> Buttons:
    buttons = [
        Button(model.name, f"ask:car:{question_id}:m:{model.key}")
        for model in turn.tools.policy.brand.models
    ]
    return (*_rows(buttons, _MODELS_A_ROW), (_other(question_id),))


def _cars(turn: Turn, question_id: int) -> Buttons:
    cars = [car for car in turn.caller.vehicles if car.model]
    buttons = [Button(_label(turn, car), f"ask:car:{question_id}:v:{car.id}") for car in cars]
    return (*_rows(buttons, 1), (_other(question_id),))


def _label(turn: Turn, car: Vehicle) -> Text:
    name = car_name(turn.tools.policy, car)
    return Text("car.name_plate", car=name, plate=car.plate) if car.plate else name


def _year(turn: Turn, vehicle: Vehicle, question_id: int) -> tuple[Body, Buttons]:
    policy = turn.tools.policy
    model = policy.model(vehicle.model)
    which = f"v:{vehicle.id}" if vehicle.id else f"m:{vehicle.model}"
    years = model.years(turn.today) if model else ()
    buttons = [Button(Plain(str(year)), f"ask:car:{question_id}:{which}:{year}") for year in years]
    unsure = Button(Text("button.year_unknown"), f"ask:car:{question_id}:{which}:0")
    body = Text("ask.which_year", model=model_name(policy, vehicle.model))
    return body, (*_rows(buttons, _YEARS_A_ROW), (unsure,))


def _other(question_id: int) -> Button:
    return Button(Text("button.other_car"), f"ask:car:{question_id}:other")


def _rows(buttons: list[Button], a_row: int) -> Buttons:
    return tuple(tuple(buttons[at : at + a_row]) for at in range(0, len(buttons), a_row))
