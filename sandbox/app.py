"""Where a request goes: the Bot API by the short way, everything else through Starlette."""

import asyncio
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from sandbox.accounts import Bot
from sandbox.bodies import read_params
from sandbox.control import load, people, reading, tapping, trouble, watching, worlds
from sandbox.dispatch import call_from_webhook, dispatch
from sandbox.errors import ApiError, ControlError, method_not_found, unauthorized
from sandbox.faults import ConnectionDroppedError
from sandbox.world import World

PAGE = Path(__file__).parent / "page"
_CONTROL = (worlds, people, tapping, reading, watching, trouble, load)
_JSON = (b"content-type", b"application/json")


class App:
    """The ASGI application over one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.on_webhook_reply = partial(call_from_webhook, world)
        routes: list[Route | Mount] = [route for family in _CONTROL for route in family.ROUTES]
        if PAGE.is_dir():
            routes.append(Mount("/", StaticFiles(directory=PAGE, html=True)))
        self._rest = Starlette(routes=routes, exception_handlers={ControlError: _refuse})
        self._rest.state.world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI entry."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.startswith(("/bot", "/file/bot")):
            await self._rest(scope, receive, send)
        elif path.startswith("/bot"):
            await self._call(scope, receive, send)
        else:
            await self._file(path, send)

    async def _call(self, scope: Scope, receive: Receive, send: Send) -> None:
        token, _, name = scope["path"][4:].partition("/")
        try:
            bot = self._bot(token)
            params = await read_params(scope, receive)
            answer = dispatch(self.world, bot, name.strip("/"), params)
            if name.lower() == "getupdates":
                status, body = await _unless_gone(answer, receive)
            else:
                status, body = await answer
        except ApiError as error:
            status, body = error.status, error.body()
        except ConnectionDroppedError:
            scope["sandbox.transport"].abort()
            while (await receive())["type"] != "http.disconnect":
                pass
            return
        await _answer(send, status, body, _JSON)

    def _bot(self, token: str) -> Bot:
        bot = self.world.bots.get(token) or self.world.bots.get(unquote(token))
        if bot is None:
            number, _, secret = token.partition(":")
            raise unauthorized() if number.isdecimal() and secret else method_not_found()
        return bot

    async def _file(self, path: str, send: Send) -> None:
        token, _, name = path.removeprefix("/file/bot").partition("/")
        file = self.world.files.at(name)
        try:
            self._bot(token)
            if file is None:
                raise ApiError(404, "Not Found: file not found")
        except ApiError as error:
            await _answer(send, error.status, error.body(), _JSON)
            return
        kind = (b"content-type", b"application/octet-stream")
        await _answer(send, 200, file.read(), kind)


async def _unless_gone(
    answer: Coroutine[None, None, tuple[int, bytes]], receive: Receive
) -> tuple[int, bytes]:
    """A long poll ends when the bot hangs up, so that a dead bot is not taken to be listening."""
    answering = asyncio.ensure_future(answer)
    hanging_up = asyncio.ensure_future(receive())
    try:
        await asyncio.wait([answering, hanging_up], return_when=asyncio.FIRST_COMPLETED)
        if answering.done():
            return answering.result()
        return 499, b""
    finally:
        answering.cancel()
        hanging_up.cancel()


async def _answer(send: Send, status: int, body: bytes, kind: tuple[bytes, bytes]) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [kind, length]})
    await send({"type": "http.response.body", "body": body})


def _refuse(_request: object, error: Exception) -> JSONResponse:
    status = error.status if isinstance(error, ControlError) else 500
    return JSONResponse({"error": str(error)}, status)
