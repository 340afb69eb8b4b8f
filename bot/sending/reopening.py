"""Topics that were closed by hand: opened again, for the call that has something to say there."""

from domain.pipeline import QueuedCall

_MOST = 3
"""How often a call opens a topic that somebody closes, before it is given up."""


class Reopening:
    """Which calls wait for their topic to be opened.

    Opening it is a call of its own, and costs the group's budget like any other.
    """

    def __init__(self) -> None:
        self._tried: dict[int, int] = {}
        self._due: set[int] = set()

    def found_closed(self, call: QueuedCall) -> bool:
        """A call met a closed topic; False if that was too often."""
        self._tried[call.id] = tried = self._tried.get(call.id, 0) + 1
        if tried > _MOST:
            return False
        self._due.add(call.id)
        return True

    def due(self, call: QueuedCall) -> bool:
        """Whether the topic is to be opened first."""
        return call.id in self._due

    def opened(self, call: QueuedCall) -> None:
        """It is open: now the call itself."""
        self._due.discard(call.id)

    def settled(self, call: QueuedCall) -> None:
        """The call is settled."""
        self._tried.pop(call.id, None)
        self._due.discard(call.id)
