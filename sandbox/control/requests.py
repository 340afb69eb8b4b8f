"""Reading control requests."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.accounts import Bot, User
from sandbox.chats import Chat, Message
from sandbox.errors import ApiError, ControlError
from sandbox.json_types import Json
from sandbox.world import World

LONGEST_WAIT = 120.0


class Order:
    """One control request: the world, and the named values of body, query and path."""

    def __init__(self, world: World, values: Json, raw: bytes) -> None:
        self.world = world
        self.values = values
        self.raw = raw

    def get(self, name: str, default: Any = None) -> Any:
        """A value, or the default where it is missing or null."""
        value = self.values.get(name)
        return default if value is None else value

    def need(self, name: str) -> Any:
        """A value that must be there."""
        if self.values.get(name) is None:
            raise ControlError(f"{name} is needed")
        return self.values[name]

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number."""
        try:
            return int(self.get(name, default))
        except (TypeError, ValueError):
            raise ControlError(f"{name} must be a whole number") from None

    def needed_integer(self, name: str) -> int:
        """A whole number that must be there."""
        self.need(name)
        return self.integer(name)

    def number(self, name: str, default: float = 0.0) -> float:
        """A number."""
        try:
            return float(self.get(name, default))
        except (TypeError, ValueError):
            raise ControlError(f"{name} must be a number") from None

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false; a query's 1 and 0, too."""
        value = self.get(name, default)
        return value not in {"0", "false", ""} if isinstance(value, str) else bool(value)

    @property
    def wait(self) -> float:
        """Seconds to wait, 10 unless said."""
        return min(self.number("wait", 10.0), LONGEST_WAIT)

    @property
    def bot(self) -> Bot:
        """The bot that is meant."""
        return self.world.bot(self.get("bot"))

    @property
    def user(self) -> User:
        """The acting user."""
        return self.world.user(self.needed_integer("user"))

    @property
    def chat(self) -> Chat:
        """The chat; without one, the acting user's private chat with the bot."""
        chat_id = self.get("chat", self.get("user"))
        if chat_id is None:
            raise ControlError("chat or user is needed")
        try:
            return self.world.chat(int(chat_id), self.bot)
        except ValueError:
            raise ControlError("chat must be a whole number") from None

    def message(self, chat: Chat) -> Message:
        """The message that message_id names, also a deleted one."""
        message = chat.messages.get(self.needed_integer("message_id"))
        if message is None:
            raise ControlError("no such message", 404)
        return message

    def done(self, **answer: Any) -> Json:
        """An answer with the cursor."""
        return {**answer, "cursor": self.world.hub.cursor}


Act = Callable[[Order], Any | Awaitable[Any]]


def route(method: str, path: str, act: Act) -> Route:
    """A route whose function takes an Order and gives what is answered as JSON."""

    async def endpoint(request: HttpRequest) -> Response:
        raw = await request.body() if method != "GET" else b""
        values: Json = dict(request.query_params)
        kind = request.headers.get("content-type", "")
        if raw and not path.endswith("/files"):
            values |= _decoded(raw, kind)
        values |= request.path_params
        try:
            answer = act(Order(request.app.state.world, values, raw))
            if isinstance(answer, Awaitable):
                answer = await answer
        except ApiError as error:
            raise ControlError(error.description) from error
        return answer if isinstance(answer, Response) else JSONResponse(answer)

    return Route(f"/sandbox{path}", endpoint, methods=[method], name=f"{method} {path}")


def _decoded(raw: bytes, kind: str) -> Json:
    try:
        body = json.loads(raw)
    except ValueError:
        raise ControlError(f"the body must be JSON, not {kind or 'nothing'}") from None
    if not isinstance(body, dict):
        raise ControlError("the body must be a JSON object")
    return body
