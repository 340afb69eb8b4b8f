"""Everything that changes, numbered: the cursor, waiting for messages, and the event stream."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from typing import Any

KEPT = 2_000

Render = Callable[[], Any]


class Subscriber:
    """One reader of the event stream."""

    def __init__(self, *, calls: bool) -> None:
        self.calls = calls
        self.lines: asyncio.Queue[bytes | None] = asyncio.Queue()


class Hub:
    """Numbers every change and tells it to whoever listens."""

    def __init__(self) -> None:
        self.cursor = 0
        self._past: deque[tuple[int, str, Render]] = deque(maxlen=KEPT)
        self._subscribers: set[Subscriber] = set()
        self._watchers: list[Callable[[str, Any], None]] = []

    def publish(self, name: str, subject: Any, render: Render) -> int:
        """Tell a change of `subject`; it is rendered only if somebody reads it."""
        self.cursor += 1
        if name != "call":
            self._past.append((self.cursor, name, render))
        for watcher in self._watchers:
            watcher(name, subject)
        if self._subscribers:
            readers = [one for one in self._subscribers if one.calls or name != "call"]
            if readers:
                line = _line(self.cursor, name, render())
                for reader in readers:
                    reader.lines.put_nowait(line)
        return self.cursor

    def subscribe(self, after: int | None, *, calls: bool) -> Subscriber:
        """A new reader; what it missed since `after` comes first."""
        reader = Subscriber(calls=calls)
        missed = [] if after is None else [past for past in self._past if past[0] > after]
        hello: dict[str, Any] = {"cursor": self.cursor}
        oldest = self._past[0][0] if self._past else self.cursor
        if after is not None and len(self._past) == KEPT and after < oldest - 1:
            hello["lost"] = True
        reader.lines.put_nowait(_line(self.cursor if not missed else after or 0, "hello", hello))
        for cursor, name, render in missed:
            reader.lines.put_nowait(_line(cursor, name, render()))
        self._subscribers.add(reader)
        return reader

    def unsubscribe(self, reader: Subscriber) -> None:
        """A reader has gone."""
        self._subscribers.discard(reader)

    def close(self) -> None:
        """End every stream."""
        for reader in self._subscribers:
            reader.lines.put_nowait(None)

    async def wait(self, done: Callable[[str, Any], bool], seconds: float) -> bool:
        """Wait until `done` says yes to a change; False when time is up."""
        if seconds <= 0:
            return False
        future = asyncio.get_running_loop().create_future()

        def watch(name: str, subject: Any) -> None:
            if not future.done() and done(name, subject):
                future.set_result(None)

        self._watchers.append(watch)
        try:
            await asyncio.wait([future], timeout=seconds)
        finally:
            self._watchers.remove(watch)
        return future.done()


def _line(cursor: int, name: str, data: Any) -> bytes:
    return f"id: {cursor}\nevent: {name}\ndata: {json.dumps(data)}\n\n".encode()
