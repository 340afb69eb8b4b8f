"""Faults, the clock, rates, updates given twice or out of order."""

import dataclasses
import time

from sandbox.control.requests import Order, route
from sandbox.errors import ControlError
from sandbox.faults import Fault, Kind
from sandbox.json_types import Json
from sandbox.rates import Rates
from sandbox.updates import Update
from sandbox.webhook import Webhook


def _add_fault(order: Order) -> Json:
    faults = order.world.faults
    try:
        kind = Kind(str(order.need("fault")))
    except ValueError:
        raise ControlError(f"no fault {order.get('fault')}") from None
    seconds = order.get("seconds")
    left = order.get("calls", None if seconds is not None else 1)
    fault = Fault(
        faults.number(),
        kind,
        method=order.get("method"),
        chat=order.get("chat"),
        bot=order.bot.id if order.get("bot") is not None else None,
        left=left,
        until=None if seconds is None else time.time() + float(seconds),
        text=order.get("text"),
        retry_after=order.integer("retry_after", 1),
        delay=order.number("delay"),
    )
    faults.active.append(fault)
    return {"id": fault.id}


def _faults(order: Order) -> Json:
    return {"faults": [fault.view() for fault in order.world.faults.active]}


def _drop_faults(order: Order) -> Json:
    faults = order.world.faults
    wanted = order.integer("id")
    faults.active = [fault for fault in faults.active if wanted and fault.id != wanted]
    return _faults(order)


def _clock(order: Order) -> Json:
    clock = order.world.clock
    if order.get("advance") is not None:
        clock.offset += order.number("advance")
    else:
        clock.offset = order.number("offset")
    return {"now": clock.now(), "offset": clock.offset}


def _rates(order: Order) -> Json:
    world = order.world
    given = {
        field.name: order.values[field.name]
        for field in dataclasses.fields(Rates)
        if field.name in order.values
    }
    world.rates = dataclasses.replace(world.rates, **given)
    world.limiters.clear()
    return dataclasses.asdict(world.rates)


def _redeliver(order: Order) -> Json:
    bot = order.bot
    queue = bot.queue
    if order.get("update_id") is not None:
        one = queue.find(order.integer("update_id"))
        found = [one] if one is not None else []
    else:
        found = list(queue.confirmed)[-order.integer("last", 1) :]
    if not found:
        raise ControlError("no such update", 404)
    if bot.webhook is not None:
        bot.webhook.push_all(found)
    else:
        queue.again.extend(found)
        queue.wake()
    return {"update_ids": [update.id for update in found]}


def _webhook(order: Order) -> Webhook:
    webhook = order.bot.webhook
    if webhook is None:
        raise ControlError("the bot has no webhook")
    return webhook


def _hold(order: Order) -> Json:
    _webhook(order).hold()
    return {}


async def _release(order: Order) -> Json:
    wanted = order.get("order")

    def arrange(held: list[Update]) -> list[Update]:
        if wanted == "reverse":
            return held[::-1]
        if isinstance(wanted, list):
            named = [update for one in wanted for update in held if update.id == one]
            return named + [update for update in held if update.id not in wanted]
        return held

    return {"delivered": await _webhook(order).release(arrange)}


ROUTES = [
    route("POST", "/faults", _add_fault),
    route("GET", "/faults", _faults),
    route("DELETE", "/faults", _drop_faults),
    route("POST", "/clock", _clock),
    route("POST", "/rates", _rates),
    route("POST", "/updates/redeliver", _redeliver),
    route("POST", "/webhook/hold", _hold),
    route("POST", "/webhook/release", _release),
]
