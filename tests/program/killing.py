"""`kill -9` at a moment that is chosen: at a call to Telegram, before or after it counts, or later.

The local Telegram is in the test's own process, so the call stands still while the bot is killed.
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.faults import Fault, Kind
from tests.program.process import BotProcess
from tests.program.stage import Stage

_SHOWS = (
    "send", "copy", "edit", "create", "close", "reopen", "delete", "pin", "setmessagereaction",
)  # fmt: skip
"""How the methods begin that people see something of; not deleteWebhook and its like."""
_NOT = ("deletewebhook", "deletemycommands", "sendchataction")


@dataclass(frozen=True)
class Moment:
    """When to kill: at the `nth` call from now on of a method (None: of any that shows something).

    `accepted`: Telegram takes the call, and the answer is lost. Else it never gets there.
    `later`: seconds after the call instead, which is served as always.
    """

    nth: int = 1
    method: str | None = None
    accepted: bool = True
    later: float | None = None

    def __str__(self) -> str:
        how = "after" if self.accepted else "before"
        if self.later is not None:
            how = f"{self.later:.2f} s after"
        return f"{how} call {self.nth} ({self.method or 'any'})"


class Killer:
    """Kills the bot of a stage, or one of its processes, and starts it again.

    `kills` are Unix seconds; `met` the methods of the calls.
    """

    def __init__(self, stage: Stage, bot: BotProcess | None = None) -> None:
        self._stage = stage
        self._bot = bot or stage.bot
        self.kills: list[float] = []
        self.met: list[str] = []

    async def strike(self, moment: Moment, over: "asyncio.Future[Any]") -> bool:
        """Kill and start again; False if it is `over` before the moment comes."""
        struck = asyncio.Event()
        blow = _Blow(moment, self._kill, struck)
        active = self._stage.sandbox.world.faults.active
        active.append(blow)
        waiting: asyncio.Future[Any] = asyncio.create_task(struck.wait())
        await asyncio.wait([waiting, over], return_when=asyncio.FIRST_COMPLETED)
        active.remove(blow)
        if not struck.is_set():
            waiting.cancel()
            return False
        if moment.later is not None:
            await asyncio.sleep(moment.later)
            self._kill()
        self.met.append(blow.met)
        await self._bot.start()
        return True

    def _kill(self) -> None:
        self.kills.append(self._bot.kill())


class _Blow(Fault):
    """A fault that kills who calls."""

    def __init__(self, moment: Moment, kill: Callable[[], None], struck: asyncio.Event) -> None:
        super().__init__(0, Kind.DROP_AFTER if moment.accepted else Kind.DROP)
        self.moment = moment
        self.kill = kill
        self.struck = struck
        self.to_come = moment.nth
        self.met = ""

    def matches(self, method: str, chat: int | str | None, bot: int) -> bool:
        del chat, bot
        wanted = self.moment.method
        if self.struck.is_set() or (method != wanted if wanted else not shows(method)):
            return False
        self.to_come -= 1
        if self.to_come:
            return False
        self.met = method
        self.struck.set()
        if self.moment.later is not None:
            return False
        self.kill()
        return True


def shows(method: str) -> bool:
    """Whether people see something of a call."""
    return method.lower().startswith(_SHOWS) and method.lower() not in _NOT


def some_moment(dice: random.Random, most: int) -> Moment:
    """Return a moment within so many calls, of any of the kinds there are."""
    nth = dice.randint(1, most)
    match dice.randrange(3):
        case 0:
            return Moment(nth)
        case 1:
            return Moment(nth, accepted=False)
        case _:
            return Moment(nth, later=dice.uniform(0.0, 0.4))
