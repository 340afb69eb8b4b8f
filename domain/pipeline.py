"""The ports of the durable pipeline: inbox, lanes, units of work, outbox queue, lead, bell.

An update's way: `Inbox.receive` commits it; a worker holds its lane, takes `Inbox.head`, runs the
conversation and commits through `Works.for_update`; the sender of the process that leads takes
what waits from `OutboxQueue` and records what came of it.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from domain.incoming import Place
from domain.outgoing import Gone, Priority, Then
from domain.ports import Work


@dataclass(frozen=True, slots=True, order=True)
class Lane:
    """What is handled in order: a private chat, or a topic of a group; the edge makes `key`."""

    bot_id: int
    key: str


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """An update as received; `payload` is the channel's own JSON."""

    lane: Lane
    update_id: int
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PendingUpdate:
    """An update that waits. `attempts` counts the tries that failed for a passing reason."""

    lane: Lane
    update_id: int
    payload: dict[str, Any]
    received_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class FailedUpdate:
    """An update that was set aside, for the command that lists them."""

    bot_id: int
    update_id: int
    reference: str
    failed_at: datetime
    error: str


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A call that was given up, with Telegram's reason; `is_unknown`: it may have arrived."""

    id: int
    place: Place
    method: str
    at: datetime
    reason: str
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an update is set aside: `reference` is what the person was told, `error` a traceback."""

    reference: str
    error: str


class Inbox(Protocol):
    """Every update, kept before the channel is told that we have it."""

    async def receive(self, updates: Sequence[NewUpdate]) -> Mapping[Lane, Sequence[PendingUpdate]]:
        """Commit updates; those known already change nothing.

        Returns the lanes with new work; for one in which nothing older waits, the work itself, in
        order. So whoever receives need not be rung, nor read what it has just written.
        """
        ...

    async def last_update_id(self, bot_id: int) -> int | None:
        """Return the highest id received for a bot, to poll on from."""
        ...

    async def lanes(self, bot_ids: Collection[int]) -> Collection[Lane]:
        """Return the lanes that have work due now."""
        ...

    async def heads(self, lane: Lane, limit: int) -> Sequence[PendingUpdate]:
        """Return the next updates of a lane in order; none while its head waits for a retry."""
        ...

    async def postpone(self, update: PendingUpdate, until: datetime, error: str) -> None:
        """Count a failed try and let the lane wait until then."""
        ...

    async def failed(self) -> Sequence[FailedUpdate]:
        """Return what was set aside, newest first."""
        ...

    async def retry(self, reference: str) -> bool:
        """Make an update that was set aside pending again; False if there is none."""
        ...


class Works(Protocol):
    """Opens units of work. Leaving one without an exception commits it, in one place.

    Raises `AlreadyDone` at commit when another attempt was faster, `Busy` when the database is
    locked, gone or the race was lost; in both cases nothing was changed.
    """

    def for_update(
        self, bot_id: int, update_id: int, failure: Failure | None = None
    ) -> AbstractAsyncContextManager[Work]:
        """Open one that also marks the update done, or set aside when `failure` is given."""
        ...

    def for_timer(
        self, timer: "DueTimer", next_at: datetime | None = None
    ) -> AbstractAsyncContextManager[Work]:
        """Open one that also takes the timer away, or moves it to `next_at`."""
        ...

    def alone(self) -> AbstractAsyncContextManager[Work]:
        """Open one for a command."""
        ...


class LaneLocks(Protocol):
    """At most one worker in a lane, over all processes."""

    @property
    def shared(self) -> bool:
        """Whether other processes may hold lanes, too."""
        ...

    def hold(self, lane: Lane) -> AbstractAsyncContextManager[bool]:
        """Try to hold the lane; yields False at once when somebody else does."""
        ...


@dataclass(frozen=True, slots=True)
class DueTimer:
    """A timer whose time has come."""

    id: int
    kind: str
    key: str
    due_at: datetime
    data: dict[str, Any]


class TimerQueue(Protocol):
    """What is due: timers of the kinds `only`, of all where that is empty, less those `without`."""

    async def due(
        self,
        now: datetime,
        limit: int,
        *,
        only: Collection[str] = (),
        without: Collection[str] = (),
    ) -> Sequence[DueTimer]:
        """Return timers due at or before `now`, earliest first."""
        ...

    async def next_due(
        self, *, only: Collection[str] = (), without: Collection[str] = ()
    ) -> datetime | None:
        """Return when the next timer is due."""
        ...


@dataclass(frozen=True, slots=True)
class QueuedCall:
    """A call that waits to be sent. `to_blocked`: the chat has blocked us meanwhile.

    `topic` names the topic that it goes to (of `create_forum_topic`: the one to be made), to be
    looked up with `find_topic` when it is sent. Of calls with the same `bundle` several may be sent
    as one: each is then recorded, with the message that it went out in.
    """

    id: int
    place: Place
    method: str
    params: dict[str, Any]
    priority: Priority
    ref: str | None
    coalesce: str | None
    at_most_once: bool
    attempts: int
    created_at: datetime
    to_blocked: bool = False
    topic: str | None = None
    bundle: str | None = None
    then: Then | None = None


TOPIC_TWIN = "topic_twin"
"""The kind of the timer that is set for a topic made twice, which is to be deleted. Its data has
`bot_id`, `chat_id`, `topic_id`, and the `name` under which the other one stands."""


class Outcome(StrEnum):
    """What came of a call."""

    SENT = "sent"
    RETRY = "retry"
    DEAD = "dead"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The outcome of a call. `message_id` and `topic_id` are what came back, where one did.

    An album comes back as several messages: `message_ids` has all of them, in order, `message_id`
    the last; either may be given for a single one. Of a call that failed since its topic is gone,
    `topic_id` is that topic. `until`: for a retry, when to try again. `reason`: why it failed, in
    the channel's words.
    """

    call: QueuedCall
    outcome: Outcome
    at: datetime
    message_id: int | None = None
    topic_id: int | None = None
    reason: str = ""
    until: datetime | None = None
    message_ids: tuple[int, ...] = ()
    gone: Gone = Gone.NOTHING

    def __post_init__(self) -> None:
        if self.message_ids:
            object.__setattr__(self, "message_id", self.message_ids[-1])
        elif self.message_id is not None:
            object.__setattr__(self, "message_ids", (self.message_id,))


class OutboxQueue(Protocol):
    """The sender's side of the outbox. Used by the process that leads only."""

    async def waiting(
        self,
        bot_id: int,
        priority: Priority,
        *,
        limit: int,
        now: datetime,
        skip_ids: Collection[int] = (),
        skip_chats: Collection[int] = (),
    ) -> Sequence[QueuedCall]:
        """Return calls that are due, oldest first."""
        ...

    async def starting(self, calls: Sequence[QueuedCall]) -> None:
        """Commit that at-most-once calls are being sent, before they are."""
        ...

    async def record(self, deliveries: Sequence[Delivery]) -> None:
        """Commit outcomes, with message ids and refs of what was sent, in one transaction.

        In the same one: the timers that `Then` asks for (not after a retry, and of what was
        superseded none); a topic that was made is kept under its name, and where another stands
        under it already, a timer of kind `TOPIC_TWIN` is set for the new one; a topic that is
        `gone` no longer stands.
        """
        ...

    async def recover(self, bot_id: int) -> int:
        """At the begin of a lead: at-most-once calls left in flight become unknown; returns n."""
        ...

    async def find_ref(self, bot_id: int, chat_id: int, ref: str) -> int | None:
        """Return the message id that a ref was sent as."""
        ...

    async def find_topic(self, bot_id: int, chat_id: int, name: str) -> int | None:
        """Return the id of the topic that stands under a name."""
        ...

    async def mark_blocked(self, bot_id: int, chat_id: int) -> None:
        """The chat refuses us: mark it, and end everything that waits for it with that reason.

        What these calls name in `Then` follows, with the chat gone.
        """
        ...

    async def migrate(self, bot_id: int, chat_id: int, new_chat_id: int) -> None:
        """A group became a supergroup: move everything that names it."""
        ...

    async def depth(self) -> dict[str, int]:
        """Return how many calls are in each state that an operator watches (waiting, dead …)."""
        ...


class Lead(Protocol):
    """Being the one process that polls, sends and keeps the clock of a bot."""

    async def lost(self) -> None:
        """Return when the lead is lost; whoever holds it must stop at once."""
        ...


class Leadership(Protocol):
    """One leader per bot, over all processes."""

    def campaign(self, bot_id: int) -> AbstractAsyncContextManager[Lead]:
        """Wait until this process leads, and hold the lead while inside."""
        ...


class Listener(Protocol):
    """Hears a bell."""

    async def wait(self, seconds: float) -> bool:
        """Wait for a ring since the last wait, at most so long; True if it rang."""
        ...


class Bell(Protocol):
    """Tells sleepers in every process that there is work. A lost ring is made up by polling.

    Topics: `inbox`, `outbox`, `timers`, `faq`. Commits ring what they changed; only `inbox` is
    rung for other processes alone, since who receives is told what is new.
    """

    def listener(self, topic: str) -> Listener:
        """Return a listener; it hears every ring from now on."""
        ...
