"""A VIN in the form: taken when it is good, explained kindly when it is not."""

from domain.ports import Effect
from domain.text import Text
from domain.vin import LENGTH, VinFault, VinReading, find_vin, read_vin
from handlers.car import keep
from handlers.car.form import Draft, Step, again, first_step
from handlers.cases.owner.person import PERSON
from handlers.turn import Turn


def vin(turn: Turn, step: Step, draft: Draft, found: str) -> Effect:
    """Take what was meant as a VIN."""
    brand = turn.tools.policy.brand
    reading = read_vin(found, check_digit=brand.vin_check_digit, prefixes=brand.vin_prefixes)
    if reading.fault is None:
        return keep.with_vin(turn, step, draft, reading.vin)
    return again(turn, step, draft, _explained(turn, reading, reading.fault))


def unasked(turn: Turn, words: str) -> Effect | None:
    """Take a VIN that somebody just sends: for their only car, else for a new one.

    What is wrong with one is explained, as in the form; it is no question.
    """
    found = find_vin(words)
    if found is None or any(char.isspace() for char in words.strip()):
        return None
    brand = turn.tools.policy.brand
    reading = read_vin(found, check_digit=brand.vin_check_digit, prefixes=brand.vin_prefixes)
    if reading.fault is not None:
        if len(found) != LENGTH:
            return None  # an order number looks like that, too
        explained = turn.reply(_explained(turn, reading, reading.fault), ((PERSON,),))
        return turn.says(explained)
    cars = turn.caller.vehicles
    if len(cars) == 1 and cars[0].vin is None:
        return keep.with_vin(turn, Step.VIN, Draft(vehicle=cars[0].id, single=True), found)
    return keep.with_vin(turn, first_step(turn), Draft(), found)


def _explained(turn: Turn, reading: VinReading, fault: VinFault) -> Text:
    match fault:
        case VinFault.LENGTH:
            return Text("car.vin_length", vin=reading.vin, n=len(reading.vin))
        case VinFault.LETTERS:
            return Text("car.vin_letters", vin=reading.vin, letters=reading.wrong_letters)
        case VinFault.MAKER:
            return Text("car.vin_maker", vin=reading.vin, brand=turn.tools.policy.brand.name)
        case VinFault.CHECK_DIGIT:
            return Text("car.vin_check_digit", vin=reading.vin)
