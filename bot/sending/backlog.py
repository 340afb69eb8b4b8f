"""What the sender holds in memory of the outbox: per chat in order, across chats by priority."""

from collections import deque
from collections.abc import Collection, Iterator, Sequence

from domain.outgoing import Priority
from domain.pipeline import QueuedCall

CROWD = 20
"""Calls of one chat and priority that are enough: what more it has is read when these are sent."""

FAIR_SHARE = 3
"""Calls that one chat has waiting as a matter of course; who has more lets the others go first."""


class Backlog:
    """Calls that were read but not settled.

    Reading races with settling, so an id stays known until a read that began after its outcome
    was committed has ended: before that, the row may still look as if it waited.
    """

    def __init__(self) -> None:
        self._chats: dict[int, deque[QueuedCall]] = {}
        self._busy: set[int] = set()
        self._known: set[int] = set()
        self._recorded: set[int] = set()

    def __len__(self) -> int:
        return sum(len(queue) for queue in self._chats.values())

    def count(self, priority: Priority) -> int:
        """Return how many calls of a priority are held, of each chat its fair share at most.

        So chats with many calls leave room for the others' to be read.
        """
        return sum(min(_held(queue, priority), FAIR_SHARE) for queue in self._chats.values())

    @property
    def known(self) -> Collection[int]:
        """Ids not to be read again."""
        return self._known

    def crowded(self, priority: Priority) -> Collection[int]:
        """Return the chats that hold enough of a priority."""
        return [chat for chat, queue in self._chats.items() if _held(queue, priority) >= CROWD]

    def add(self, calls: Sequence[QueuedCall]) -> list[QueuedCall]:
        """Take calls in; returns older ones that they supersede, which must not be sent."""
        superseded = []
        for call in calls:
            if call.id in self._known:
                continue
            self._known.add(call.id)
            queue = self._chats.setdefault(call.place.chat_id, deque())
            superseded += self._supersede(queue, call)
            self._insert(queue, call)
        return superseded

    def ready(self) -> Iterator[QueuedCall]:
        """Yield the first call of each chat with nothing in flight, most urgent first.

        Of one priority, chats with more than their fair share come after the others.
        """
        heads = [
            (queue[0].priority, _is_greedy(queue), queue[0].id, queue[0])
            for chat, queue in self._chats.items()
            if queue and chat not in self._busy
        ]
        for *_, call in sorted(heads, key=lambda head: head[:3]):
            yield call

    def start(self, call: QueuedCall) -> None:
        """Mark a chat's first call as in flight."""
        self._busy.add(call.place.chat_id)

    def back(self, call: QueuedCall) -> None:
        """A call in flight came back: it stays the first of its chat."""
        self._busy.discard(call.place.chat_id)

    def replace(self, call: QueuedCall) -> None:
        """Put a changed form of a chat's first call in its place."""
        self._chats[call.place.chat_id][0] = call

    def finish(self, call: QueuedCall) -> None:
        """A call in flight is settled."""
        chat = call.place.chat_id
        self._busy.discard(chat)
        self._drop(chat, call)

    def drop_chat(self, chat_id: int) -> None:
        """Forget what waits for a chat; it is read again from the database."""
        for call in self._chats.pop(chat_id, ()):
            self._known.discard(call.id)
        self._busy.discard(chat_id)

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

    def _supersede(self, queue: deque[QueuedCall], call: QueuedCall) -> list[QueuedCall]:
        if call.coalesce is None:
            return []
        in_flight = queue[0] if queue and call.place.chat_id in self._busy else None
        old = [
            other for other in queue if other.coalesce == call.coalesce and other is not in_flight
        ]
        for other in old:
            queue.remove(other)
        return old

    def _insert(self, queue: deque[QueuedCall], call: QueuedCall) -> None:
        """Keep a chat's queue by priority, then id; what is in flight stays first."""
        first = 1 if call.place.chat_id in self._busy else 0
        position = len(queue)
        while position > first:
            other = queue[position - 1]
            if (other.priority, other.id) <= (call.priority, call.id):
                break
            position -= 1
        queue.insert(position, call)

    def _drop(self, chat: int, call: QueuedCall) -> None:
        queue = self._chats.get(chat)
        if not queue:
            return
        if queue[0].id == call.id:
            queue.popleft()
        if not queue:
            del self._chats[chat]


def _held(queue: deque[QueuedCall], priority: Priority) -> int:
    return sum(call.priority is priority for call in queue)


def _is_greedy(queue: deque[QueuedCall]) -> bool:
    """Whether more than a fair share waits with the first one's priority (they stand together)."""
    return len(queue) > FAIR_SHARE and queue[FAIR_SHARE].priority is queue[0].priority
