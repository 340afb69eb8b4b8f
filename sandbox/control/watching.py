"""Waiting for what bots do, the log of their calls, the event stream."""

from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from fnmatch import fnmatchcase
from typing import Any

from starlette.requests import Request as HttpRequest
from starlette.responses import StreamingResponse
from starlette.routing import Route

from sandbox.calls import Call
from sandbox.chats import Message
from sandbox.control.reading import in_thread
from sandbox.control.requests import Order, route
from sandbox.entries import entry, webhook_info
from sandbox.errors import ControlError
from sandbox.json_types import Json


async def _wait(order: Order) -> Json:
    after, count = order.needed_integer("after"), order.integer("count", 1)
    edits = order.flag("edits")
    fits = _fitting(order)
    found: dict[tuple[int, int, int], Message] = {}

    def take(message: Message) -> bool:
        stamp = message.changed if edits else message.cursor
        if stamp > after and fits(message) and not message.deleted:
            found[message.chat.id, id(message.chat), message.id] = message
        return len(found) >= count

    for message in _newer(order, after, edits=edits):
        take(message)

    def on_change(name: str, subject: Any) -> bool:
        wanted = name == "message" or (edits and name == "edit")
        return wanted and take(subject)

    complete = len(found) >= count or await order.world.hub.wait(on_change, order.wait)
    ordered = sorted(found.values(), key=lambda message: message.cursor)
    return order.done(messages=[entry(message) for message in ordered], complete=complete)


def _newer(order: Order, after: int, *, edits: bool) -> list[Message]:
    """What came after the cursor in the chats asked for, newest first."""
    world = order.world
    if order.get("chat") is not None:
        chats = [order.chat]
    else:
        chats = [*world.private.values(), *world.groups.values()]
    found = []
    for chat in chats:
        for message in reversed(chat.messages.values()):
            if message.cursor > after or (edits and message.changed > after):
                found.append(message)
            elif not edits:
                break
    return found


def _fitting(order: Order) -> Callable[[Message], bool]:
    chat = order.chat if order.get("chat") is not None else None
    sender = order.get("sender", "bot")
    if sender not in {"bot", "user", "any"}:
        raise ControlError("sender must be bot, user or any")

    def fits(message: Message) -> bool:
        if chat is not None and message.chat is not chat:
            return False
        if sender != "any" and message.from_bot != (sender == "bot"):
            return False
        return not (message.service and sender == "bot") and in_thread(order, message)

    return fits


async def _calls(order: Order) -> Json:
    log = order.world.calls
    after, limit = order.integer("after"), order.integer("limit", 1000)
    method, chat, bot = order.get("method"), order.get("chat"), order.get("bot")
    bot_id = order.world.bot(bot).id if bot is not None else None
    failed = order.flag("failed")

    def wanted(call: Call) -> bool:
        return (
            (method is None or fnmatchcase(call.method, method))
            and (chat is None or str(call.chat) == str(chat))
            and (bot_id is None or call.bot == bot_id)
            and (not failed or call.status != 200)
        )

    seconds = order.wait if order.get("wait") is not None else 0.0
    await log.wait(wanted, after, order.integer("count", 1), seconds)
    found = log.matching(wanted, after)[-limit:] if limit else []
    counters = {name: {"ok": ok, "failed": bad} for name, (ok, bad) in log.counters.items()}
    return {"calls": [call.view() for call in found], "counters": counters, "last": log.last}


def _forget_calls(order: Order) -> Json:
    order.world.calls.clear()
    return {"last": order.world.calls.last}


async def _updates(order: Order) -> Json:
    bot = order.bot
    queue = bot.queue
    if order.flag("idle"):
        await queue.idle(order.wait)
    if order.flag("polling"):
        await queue.polled(order.wait)
    held = bot.webhook.held if bot.webhook is not None else None
    ids = list(queue.pending)
    return {
        "pending": len(ids),
        "polling": queue.polling,
        "first": ids[0] if ids else None,
        "last": queue.next_id - 1 if queue.made else None,
        "made": queue.made,
        "webhook": webhook_info(bot),
        "held": len(held or ()),
    }


async def _events(request: HttpRequest) -> StreamingResponse:
    hub = request.app.state.world.hub
    after: int | None = None
    with suppress(KeyError, ValueError):
        after = int(request.headers.get("last-event-id") or request.query_params["after"])
    reader = hub.subscribe(after, calls=request.query_params.get("calls") == "1")

    async def lines() -> AsyncIterator[bytes]:
        try:
            while (line := await reader.lines.get()) is not None:
                yield line
        finally:
            hub.unsubscribe(reader)

    headers = {"Cache-Control": "no-store"}
    return StreamingResponse(lines(), media_type="text/event-stream", headers=headers)


ROUTES = [
    route("GET", "/wait", _wait),
    route("GET", "/calls", _calls),
    route("DELETE", "/calls", _forget_calls),
    route("GET", "/updates", _updates),
    Route("/sandbox/events", _events, methods=["GET"]),
]
