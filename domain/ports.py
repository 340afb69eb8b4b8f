"""What conversations and knowledge need from the outside, as protocols.

storage/, knowledge/ and bot/ implement these; bot/wiring.py joins them; tests use fakes that are
tested themselves. The pipeline's own ports (inbox, outbox queue, lanes, lead) are in
domain/pipeline.py.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeAlias

from domain.faq_import import ImportPlan
from domain.incoming import Incoming, Person, Place
from domain.knowledge import Asked, Decision, FaqEntry, Feedback, Question
from domain.outgoing import Call, Outgoing
from domain.owners import Caller, Owner, Purpose, Vehicle
from domain.policy import Policy
from domain.text import Text


class Clock(Protocol):
    """The time. Everything asks here, so that a test can set it."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class Knowledge(Protocol):
    """The FAQ as something that can be asked."""

    async def decide(self, asked: Asked) -> Decision:
        """Decide on one question. Never raises for the sake of its words."""
        ...


class FaqSource(Protocol):
    """Where knowledge reads the truth from, and keeps the vectors it computed."""

    async def revision(self) -> int:
        """Return a number that rises with every committed change of the FAQ."""
        ...

    async def entries(self) -> Sequence[FaqEntry]:
        """Return every entry that is not archived, with all its texts, in order of key."""
        ...

    async def vectors(self, model: str, hashes: Sequence[str]) -> Mapping[str, bytes]:
        """Return the kept vectors (float32, little-endian) by text hash; absent ones left out."""
        ...

    async def keep_vectors(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors; keeping one twice changes nothing."""
        ...


class Renderer(Protocol):
    """Puts an action into words of a language: escapes, splits, turns into calls."""

    def render(self, outgoing: Outgoing) -> Sequence[Call]:
        """Return the calls for it, in order of sending; at least one."""
        ...


class Reads(Protocol):
    """Reads outside any unit of work, each a short one of its own."""

    async def caller(self, place: Place, person_id: int) -> Caller:
        """Return who is writing; an empty `Caller` for somebody new."""
        ...

    async def question(self, question_id: int, owner_id: int) -> Question | None:
        """Return a logged question of that owner; None if there is none or it is another's."""
        ...

    async def entry(self, key: str) -> FaqEntry | None:
        """Return an entry by its key, whatever its status."""
        ...

    async def categories(self, today: date) -> Sequence[tuple[str, int]]:
        """Return (category, number of live entries), by category key."""
        ...

    async def entries_in(self, category: str, today: date) -> Sequence[FaqEntry]:
        """Return the live entries of a category, by key."""
        ...


class OwnerRecords(Protocol):
    """Writing owners, their cars and their consents."""

    async def meet(
        self, place: Place, person: Person, caller: Caller, *, wrote_in: str | None
    ) -> Owner:
        """Return the owner, made on first sight; refresh name and language where they changed.

        `caller` is what the reads said, so that nothing is written when nothing changed. Also
        takes back a `blocked` mark, since somebody who writes has not blocked us.
        """
        ...

    async def set_locale(self, owner_id: int, locale: str) -> None:
        """Keep the language an owner chose."""
        ...

    async def set_blocked(self, place: Place, *, blocked: bool) -> None:
        """Keep whether this chat can be written to; cancels what waits for it when blocked."""
        ...

    async def add_vehicle(self, owner_id: int, model: str, year: int | None) -> Vehicle:
        """Add a car to an owner."""
        ...

    async def change_vehicle(self, owner_id: int, vehicle: Vehicle) -> bool:
        """Keep the car's fields as given; False if it is not (or no longer) that owner's."""
        ...

    async def remove_vehicle(self, owner_id: int, vehicle_id: int) -> bool:
        """End the ownership (the car's record stays); False if it is not that owner's."""
        ...

    async def record_consent(
        self, owner_id: int, bot_id: int, purpose: Purpose, *, granted: bool, text_version: str
    ) -> None:
        """Append what was agreed to or refused, with the version of the text that was shown."""
        ...

    async def record_notice(self, owner_id: int, bot_id: int, version: str) -> None:
        """Keep which version of the privacy notice the owner was shown by that bot."""
        ...


class Dialogs(Protocol):
    """Open forms: one per person and chat."""

    async def open(
        self,
        place: Place,
        person_id: int,
        flow: str,
        step: str,
        data: Mapping[str, object],
        *,
        expires_at: datetime,
    ) -> None:
        """Begin a form; one that was open before is replaced."""
        ...

    async def advance(
        self,
        place: Place,
        person_id: int,
        version: int,
        step: str,
        data: Mapping[str, object],
        *,
        expires_at: datetime,
    ) -> None:
        """Go to another step. Raises `Conflict` if the form is gone or at another version."""
        ...

    async def close(self, place: Place, person_id: int) -> bool:
        """End the form; False if none was open."""
        ...


class Questions(Protocol):
    """The log of what owners asked and what came of it."""

    async def log(
        self, owner_id: int, incoming: Incoming, text: str, locale: str, decision: Decision
    ) -> int:
        """Keep a question; returns its id. Of an answer, the entry counts as shown."""
        ...

    async def record_feedback(
        self, question_id: int, owner_id: int, feedback: Feedback, *, shown: str | None = None
    ) -> bool:
        """Keep what the owner made of it (the last word counts); False if not theirs."""
        ...


class Outbox(Protocol):
    """The only way out for anything a person sees."""

    async def put(self, *outgoing: Outgoing) -> None:
        """Render and queue; sent after the commit, in the order put, within chat and priority."""
        ...


class FaqWrites(Protocol):
    """Changing the FAQ."""

    async def apply(self, plan: ImportPlan, *, by: str) -> None:
        """Write a plan and raise the revision. `by` is the actor for the audit log."""
        ...


class Timers(Protocol):
    """Work that is due later, as rows."""

    async def set(self, kind: str, key: str, due_at: datetime, data: Mapping[str, Any]) -> None:
        """Set or move the timer of that kind and key."""
        ...

    async def cancel(self, kind: str, key: str) -> bool:
        """Take a timer back; False if there was none."""
        ...


class Housekeeping(Protocol):
    """Retention: what is taken away when its time is over."""

    async def prune_payloads(self, before: datetime) -> int:
        """Empty the payloads of updates done before then; returns how many."""
        ...

    async def prune_outbox(self, before: datetime) -> int:
        """Empty the texts of messages settled before then; returns how many."""
        ...

    async def prune_dialogs(self, now: datetime) -> int:
        """Delete forms that expired; returns how many."""
        ...


class Work(Protocol):
    """One unit of work: all of it is committed, or nothing is."""

    @property
    def owners(self) -> OwnerRecords: ...  # noqa: D102 - the property's name says it

    @property
    def dialogs(self) -> Dialogs: ...  # noqa: D102

    @property
    def questions(self) -> Questions: ...  # noqa: D102

    @property
    def outbox(self) -> Outbox: ...  # noqa: D102

    @property
    def faq(self) -> FaqWrites: ...  # noqa: D102

    @property
    def timers(self) -> Timers: ...  # noqa: D102

    @property
    def housekeeping(self) -> Housekeeping: ...  # noqa: D102

    @property
    def notices(self) -> Sequence[Text]:
        """What `notice` was told."""
        ...

    def notice(self, text: Text) -> None:
        """Say a short word over the chat to who tapped a button (200 characters at most)."""
        ...


@dataclass(frozen=True, slots=True)
class Tools:
    """What a conversation may use while it reads and thinks."""

    reads: Reads
    knowledge: Knowledge
    clock: Clock
    policy: Policy


Effect: TypeAlias = Callable[[Work], Awaitable[None]]
"""The second half of a conversation: writes, inside one unit of work. May run again after a lost
race, so it does nothing but write."""

Conversation: TypeAlias = Callable[[Incoming, Tools], Awaitable[Effect]]
"""A conversation reads and thinks with no transaction open, then returns its effect."""


async def nothing(work: Work) -> None:
    """Do nothing: the effect of an update that asks for nothing."""
    del work


def effects(parts: Iterable[Effect]) -> Effect:
    """Join several effects into one, in order."""
    steps = tuple(parts)

    async def all_of_them(work: Work) -> None:
        for step in steps:
            await step(work)

    return all_of_them
