"""Load: many messages from many chats, and when each was made, delivered and answered."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.json_types import Json

Timing = list[float | None]


@dataclass(slots=True)
class Load:
    """One order of load. Each timing is [made, delivered, answered], seconds after `started`."""

    id: int
    started: float
    messages: int
    inject: Callable[[int], None] | None = None
    sent: int = 0
    delivered: int = 0
    answered: int = 0
    timings: list[tuple[int, Timing]] = field(default_factory=list)
    to_send: dict[int, int] = field(default_factory=dict)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None

    def view(self) -> Json:
        """As the control side shows it."""
        return {
            "sent": self.sent,
            "delivered": self.delivered,
            "answered": self.answered,
            "messages": self.messages,
            "done": self.done.is_set(),
            "timings": [[chat, *timing] for chat, timing in self.timings],
        }


class Loads:
    """All orders of load; which update and which chat belong to which."""

    def __init__(self) -> None:
        self.loads: dict[int, Load] = {}
        self._updates: dict[int, tuple[Load, Timing]] = {}
        self._waiting: dict[tuple[int, int], deque[tuple[Load, Timing]]] = {}

    def add(self, load: Load) -> None:
        """A new order."""
        self.loads[load.id] = load

    def made(self, load: Load, bot: int, chat: int, update_id: int, *, now: float) -> None:
        """A message of the load is sent and becomes this update."""
        timing: Timing = [round(now - load.started, 6), None, None]
        load.timings.append((chat, timing))
        load.sent += 1
        self._updates[update_id] = (load, timing)
        self._waiting.setdefault((bot, chat), deque()).append((load, timing))

    def on_delivery(self, update_id: int, now: float) -> None:
        """An update was handed to the bot."""
        found = self._updates.pop(update_id, None)
        if found is not None:
            load, timing = found
            timing[1] = round(now - load.started, 6)
            load.delivered += 1

    def on_answer(self, bot: int, chat: int, now: float) -> None:
        """A call that shows something in a chat was accepted."""
        waiting = self._waiting.get((bot, chat))
        if not waiting or waiting[0][1][1] is None:
            return
        load, timing = waiting.popleft()
        if not waiting:
            del self._waiting[bot, chat]
        timing[2] = round(now - load.started, 6)
        load.answered += 1
        if load.answered >= load.messages:
            load.done.set()
        elif load.inject is not None and load.to_send.get(chat, 0) > 0:
            load.inject(chat)

    def close(self) -> None:
        """Stop every load."""
        for load in self.loads.values():
            if load.task is not None:
                load.task.cancel()
