"""What the sender holds in memory of the outbox: per chat in order, across chats by priority."""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import TypeAlias

from bot.sending.budget import FREE
from bot.sending.bundling import is_of_card
from domain.outgoing import Priority
from domain.pipeline import QueuedCall

CROWD = 20
"""Calls of one chat and priority that are enough: what more it has is read when these are sent."""

GROUP_CROWD = 200
"""Of a group more are held: all cases of a desk wait in it, and what goes out as one message, or
stands for an older change, must be at hand with what it goes with."""

FAIR_SHARE = 3
"""Calls that one chat has waiting as a matter of course; who has more lets the others go first."""


MESSAGES_A_CARD = 2
"""Between the changes of two cards so many messages go: what owners write comes before how a card
looks, and neither keeps the other waiting for ever."""

Line: TypeAlias = tuple[int, bool]
"""What goes one after the other: a chat's calls. In a group those that cost nothing of its scarce
budget, and name the message they are about by its id, wait in a line of their own."""


def line_of(call: QueuedCall) -> Line:
    """Return the line in which a call waits."""
    chat = call.place.chat_id
    return chat, chat < 0 and call.method in FREE


class Backlog:
    """Calls that were read but not settled.

    Reading races with settling, so an id stays known until a read that began after its outcome
    was committed has ended: before that, the row may still look as if it waited.
    """

    def __init__(self) -> None:
        self._lines: dict[Line, deque[QueuedCall]] = {}
        self._in_flight: dict[Line, frozenset[int]] = {}
        self._known: set[int] = set()
        self._recorded: set[int] = set()

    def __len__(self) -> int:
        return sum(len(queue) for queue in self._lines.values())

    def count(self, priority: Priority) -> int:
        """Return how many calls of a priority are held, of each chat its fair share at most.

        So chats with many calls leave room for the others' to be read.
        """
        return sum(min(_held(queue, priority), FAIR_SHARE) for queue in self._lines.values())

    @property
    def known(self) -> Collection[int]:
        """Ids not to be read again."""
        return self._known

    def crowded(self, priority: Priority) -> Collection[int]:
        """Return the chats that hold enough of a priority."""
        return {
            chat
            for (chat, _), queue in self._lines.items()
            if _held(queue, priority) >= (GROUP_CROWD if chat < 0 else CROWD)
        }

    def add(self, calls: Sequence[QueuedCall]) -> list[QueuedCall]:
        """Take calls in; returns older ones that they supersede, which must not be sent."""
        superseded = []
        for call in calls:
            if call.id in self._known:
                continue
            self._known.add(call.id)
            line = line_of(call)
            queue = self._lines.setdefault(line, deque())
            old = self._supersede(line, queue, call)
            superseded += [other for other, _ in old]
            self._insert(line, queue, call, old[0][1] if old else None)
        return superseded

    def ready(self) -> Iterator[QueuedCall]:
        """Yield the first call of each line with nothing in flight, most urgent first.

        Of one priority, chats with more than their fair share come after the others.
        """
        heads = [
            (queue[0].priority, _is_greedy(queue), queue[0].id, queue[0])
            for line, queue in self._lines.items()
            if queue and line not in self._in_flight
        ]
        for *_, call in sorted(heads, key=lambda head: head[:3]):
            yield call

    def behind(self, call: QueuedCall) -> Iterator[QueuedCall]:
        """Yield what waits behind the first call of a line."""
        return islice(self._lines[line_of(call)], 1, None)

    def start(self, call: QueuedCall, *bundled: QueuedCall) -> None:
        """Mark a line's first call as in flight, with those from behind it that go with it."""
        self._in_flight[line_of(call)] = frozenset({call.id, *(one.id for one in bundled)})

    def back(self, call: QueuedCall) -> None:
        """A call in flight came back, and what went with it: all stay where they are."""
        self._in_flight.pop(line_of(call), None)

    def replace(self, call: QueuedCall) -> None:
        """Put a changed form of a call in its place."""
        queue = self._lines[line_of(call)]
        for position, other in enumerate(queue):
            if other.id == call.id:
                queue[position] = call

    def finish(self, call: QueuedCall) -> None:
        """A call in flight is settled; the next may go when all that went with it are."""
        line = line_of(call)
        left = self._in_flight.pop(line, frozenset()) - {call.id}
        if left:
            self._in_flight[line] = left
        self._drop(line, call)
        if not left and is_of_card(call):
            self._put_messages_first(line, call.priority)

    def drop_chat(self, chat_id: int) -> None:
        """Forget what waits for a chat; it is read again from the database."""
        for line in ((chat_id, False), (chat_id, True)):
            for call in self._lines.pop(line, ()):
                self._known.discard(call.id)
            self._in_flight.pop(line, None)

    def recognise(self, ids: Collection[int]) -> None:
        """Know these, which were settled elsewhere, until their outcomes are committed."""
        self._known.update(ids)

    def recorded(self, ids: Collection[int]) -> None:
        """The outcomes of these were committed."""
        self._recorded.update(ids)

    def before_read(self) -> frozenset[int]:
        """Return the ids that may be forgotten once the read that begins now has ended."""
        return frozenset(self._recorded)

    def after_read(self, forget: frozenset[int]) -> None:
        """Forget them."""
        self._known -= forget
        self._recorded -= forget

    def _supersede(
        self, line: Line, queue: deque[QueuedCall], call: QueuedCall
    ) -> list[tuple[QueuedCall, int]]:
        """Take out what a call stands for; returns it with the places where it was."""
        if call.coalesce is None:
            return []
        in_flight = self._in_flight.get(line, ())
        old = [
            (other, place)
            for place, other in enumerate(queue)
            if other.coalesce == call.coalesce and other.id not in in_flight
        ]
        for other, _ in old:
            queue.remove(other)
        return old

    def _insert(
        self, line: Line, queue: deque[QueuedCall], call: QueuedCall, place: int | None
    ) -> None:
        """Keep a line by priority, then id; what is in flight stays first.

        A change takes the `place` of the one it stands for: a card that changes all the time would
        else never have its turn.
        """
        first = 1 if line in self._in_flight else 0
        position = len(queue)
        if place is not None and is_of_card(call) and _fits(queue, place, call):
            position = place
        else:
            while position > first and _is_after(queue[position - 1], call):
                position -= 1
        queue.insert(position, call)

    def _put_messages_first(self, line: Line, priority: Priority) -> None:
        queue = self._lines.get(line)
        if not queue or queue[0].priority is not priority:
            return
        messages = [one for one in queue if one.priority is priority and not is_of_card(one)]
        for one in reversed(messages[:MESSAGES_A_CARD]):
            queue.remove(one)
            queue.appendleft(one)

    def _drop(self, line: Line, call: QueuedCall) -> None:
        queue = self._lines.get(line)
        if not queue:
            return
        if queue[0].id == call.id:
            queue.popleft()
        else:
            self._lines[line] = queue = deque(other for other in queue if other.id != call.id)
        if not queue:
            del self._lines[line]


def _is_after(other: QueuedCall, call: QueuedCall) -> bool:
    return (other.priority, other.id) > (call.priority, call.id)


def _fits(queue: deque[QueuedCall], place: int, call: QueuedCall) -> bool:
    """Whether a call may stand there: among its own priority."""
    before = place == 0 or queue[place - 1].priority <= call.priority
    return before and (place >= len(queue) or queue[place].priority >= call.priority)


def _held(queue: deque[QueuedCall], priority: Priority) -> int:
    return sum(call.priority is priority for call in queue)


def _is_greedy(queue: deque[QueuedCall]) -> bool:
    """Whether more than a fair share waits with the first one's priority (they stand together)."""
    return len(queue) > FAIR_SHARE and queue[FAIR_SHARE].priority is queue[0].priority
