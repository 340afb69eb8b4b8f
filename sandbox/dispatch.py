"""One call of the Bot API from its parameters to its answer."""

import asyncio
import inspect
import json
import time
from typing import Any

from sandbox.accounts import Bot
from sandbox.calls import Call
from sandbox.errors import ApiError, method_not_found
from sandbox.faults import ConnectionDroppedError, Fault, Kind
from sandbox.json_types import Json
from sandbox.methods import (
    answering,
    copying,
    editing,
    groups,
    media,
    profile,
    receiving,
    removing,
    sending,
    topics,
)
from sandbox.methods.receiving import Encoded
from sandbox.methods.registry import METHODS, Method, Request
from sandbox.params import Params
from sandbox.world import World

FAMILIES = (
    answering,
    copying,
    editing,
    groups,
    media,
    profile,
    receiving,
    removing,
    sending,
    topics,
)


async def dispatch(world: World, bot: Bot, name: str, params: Params) -> tuple[int, bytes]:
    """HTTP status and body. Raises ConnectionDroppedError where a fault says so."""
    found = METHODS.get(name.lower())
    if found is None:
        error = method_not_found()
        world.calls.count(name, failed=True)
        return error.status, error.body()
    if found.name == "getUpdates":
        return await _poll(world, bot, found, params)
    return await _logged(world, bot, found, params)


async def _poll(world: World, bot: Bot, found: Method, params: Params) -> tuple[int, bytes]:
    """GetUpdates is counted, but not put into the log."""
    status = 500
    try:
        fault = None
        if world.faults.active:
            fault = world.faults.take(found.name, None, bot.id, time.time())
            await _meet(fault)
        result = await found.handler(Request(world, bot, params))
        if fault is not None and fault.kind is Kind.DROP_AFTER:
            raise ConnectionDroppedError
        status = 200
        return status, b'{"ok":true,"result":' + result + b"}"
    except ApiError as error:
        status = error.status
        return status, error.body()
    finally:
        world.calls.count(found.name, failed=status != 200)


async def _logged(world: World, bot: Bot, found: Method, params: Params) -> tuple[int, bytes]:
    started = time.perf_counter()
    values = params.values
    if params.files:
        values = {**values, **{key: str(upload) for key, upload in params.files.items()}}
    chat = _chat_of(params)
    thread = params.integer("message_thread_id") or None
    call = Call(
        world.calls.number(), world.clock.now(), bot.id, found.name, chat, thread, dict(values)
    )
    try:
        return await _answer(world, bot, found, params, call)
    except ConnectionDroppedError:
        call.error = call.error or "connection dropped"
        raise
    finally:
        call.took_ms = round((time.perf_counter() - started) * 1000, 3)
        world.calls.add(call)
        world.hub.publish("call", call, call.view)


async def _answer(
    world: World, bot: Bot, found: Method, params: Params, call: Call
) -> tuple[int, bytes]:
    fault = None
    try:
        if world.faults.active:
            fault = world.faults.take(found.name, call.chat, bot.id, time.time())
            call.fault = fault.kind.value if fault else None
            await _meet(fault)
        result = found.handler(Request(world, bot, params))
        if inspect.isawaitable(result):
            result = await result
    except ApiError as error:
        call.status, call.error = error.status, error.description
        call.retry_after = error.parameters.get("retry_after")
        return error.status, error.body()
    call.status = 200
    if isinstance(result, dict):
        call.result_id = result.get("message_id")
    if found.shows and isinstance(call.chat, int):
        world.loads.on_answer(bot.id, call.chat, world.clock.now())
    if fault is not None and fault.kind is Kind.DROP_AFTER:
        raise ConnectionDroppedError
    return 200, _ok(result)


def _ok(result: Any) -> bytes:
    if isinstance(result, Encoded):
        return b'{"ok":true,"result":' + result + b"}"
    if result is True:
        return b'{"ok":true,"result":true}'
    return json.dumps({"ok": True, "result": result}).encode()


async def _meet(fault: Fault | None) -> None:
    if fault is None:
        return
    error = fault.error()
    if error is not None:
        raise error
    if fault.kind is Kind.DROP:
        raise ConnectionDroppedError
    if fault.kind is Kind.SLOW:
        await asyncio.sleep(fault.delay)


def _chat_of(params: Params) -> int | str | None:
    wanted = params.values.get("chat_id")
    if wanted in (None, ""):
        return None
    try:
        return int(wanted)
    except (TypeError, ValueError):
        return str(wanted)


def call_from_webhook(world: World, bot: Bot, body: Json) -> None:
    """The call a webhook's answer carries; its result is not told."""
    params = Params({name: value for name, value in body.items() if name != "method"})
    task = asyncio.get_running_loop().create_task(_quietly(world, bot, str(body["method"]), params))
    _running.add(task)
    task.add_done_callback(_running.discard)


_running: set[asyncio.Task[None]] = set()


async def _quietly(world: World, bot: Bot, name: str, params: Params) -> None:
    try:
        await dispatch(world, bot, name, params)
    except ConnectionDroppedError:
        return
