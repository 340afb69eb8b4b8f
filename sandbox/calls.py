"""The log of what bots called, and waiting for calls."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.json_types import Json

KEPT = 20_000


@dataclass(slots=True)
class Call:
    """One call of the Bot API; `params` as they were sent."""

    n: int
    at: float
    bot: int
    method: str
    chat: int | str | None
    thread: int | None
    params: dict[str, Any]
    took_ms: float = 0.0
    status: int = 0
    error: str | None = None
    retry_after: int | None = None
    fault: str | None = None
    result_id: int | None = None

    def view(self) -> Json:
        """As the control side shows it: nested parameters decoded."""
        shown = {name: getattr(self, name) for name in self.__slots__}
        shown["params"] = {name: _decoded(value) for name, value in self.params.items()}
        return shown


def _decoded(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            return value
    return value


class CallLog:
    """The newest calls; the counters are kept for all."""

    def __init__(self) -> None:
        self.calls: deque[Call] = deque(maxlen=KEPT)
        self.counters: dict[str, list[int]] = {}
        self.last = 0
        self._watchers: list[Callable[[Call], None]] = []

    def number(self) -> int:
        """The next call's number."""
        self.last += 1
        return self.last

    def add(self, call: Call) -> None:
        """Keep a finished call and tell whoever waits for it."""
        self.calls.append(call)
        self.count(call.method, failed=call.status != 200)
        for watcher in self._watchers:
            watcher(call)

    def count(self, method: str, *, failed: bool) -> None:
        """Count a call without keeping it."""
        counter = self.counters.get(method)
        if counter is None:
            counter = self.counters[method] = [0, 0]
        counter[failed] += 1

    def clear(self) -> None:
        """Forget calls and counters; numbers go on."""
        self.calls.clear()
        self.counters.clear()

    def matching(self, wanted: Callable[[Call], bool], after: int) -> list[Call]:
        """The kept calls that are wanted, oldest first."""
        return [call for call in self.calls if call.n > after and wanted(call)]

    async def wait(
        self, wanted: Callable[[Call], bool], after: int, count: int, seconds: float
    ) -> None:
        """Wait until so many such calls have been made, at most so long."""
        missing = count - len(self.matching(wanted, after))
        if missing <= 0 or seconds <= 0:
            return
        done = asyncio.get_running_loop().create_future()

        def watch(call: Call) -> None:
            nonlocal missing
            if call.n > after and wanted(call):
                missing -= 1
                if missing <= 0 and not done.done():
                    done.set_result(None)

        self._watchers.append(watch)
        try:
            await asyncio.wait([done], timeout=seconds)
        finally:
            self._watchers.remove(watch)
