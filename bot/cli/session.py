"""What most commands begin with: logging, settings, the open database."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from bot.logs import set_up_logging
from bot.settings import LogFormat, Settings, load_settings

if TYPE_CHECKING:
    from bot.wiring import Parts

P = ParamSpec("P")
R = TypeVar("R")


def asynchronous(command: Callable[P, Coroutine[Any, Any, R]]) -> Callable[P, R]:
    """Let click call a coroutine function."""

    @wraps(command)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        return asyncio.run(command(*args, **kwargs))

    return wrapper


def begin(*, quiet: bool = True) -> Settings:
    """Read the settings and set logging up; `quiet`: warnings only, as commands have it."""
    settings = load_settings()
    context = click.get_current_context(silent=True)
    debug = bool(context and context.find_root().obj)
    form = LogFormat.CONSOLE if quiet else settings.log_format
    set_up_logging(form, debug=debug, quiet=quiet and not debug)
    return settings


@asynccontextmanager
async def parts() -> "AsyncIterator[Parts]":
    """Open what a command works on."""
    from bot.wiring import opened

    async with opened(begin()) as found:
        yield found
