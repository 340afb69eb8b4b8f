"""The table of methods and what each of them is given."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from sandbox.accounts import Bot
from sandbox.chats import Chat
from sandbox.params import Params
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a bot."""

    world: World
    bot: Bot
    params: Params

    def charge(self, chat: Chat, cost: int = 1) -> None:
        """Count messages against Telegram's rates; raises 429."""
        world = self.world
        if world.rates.enabled:
            paid = self.params.boolean("allow_paid_broadcast")
            world.limiter(self.bot).take(world.rates, chat.id, cost, world.clock.now(), paid=paid)


Handler: TypeAlias = Callable[[Request], Any | Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Method:
    """`shows`: the call shows something in a chat, so that it answers a waiting person."""

    name: str
    handler: Handler
    shows: bool = False


METHODS: dict[str, Method] = {}


def method(name: str, *, shows: bool = False) -> Callable[[Handler], Handler]:
    """Enter a function into the table. Telegram reads names without regard to case."""

    def enter(handler: Handler) -> Handler:
        METHODS[name.lower()] = Method(name, handler, shows)
        return handler

    return enter
