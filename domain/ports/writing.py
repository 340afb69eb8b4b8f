"""What a unit of work writes, subject by subject."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from domain.faq_import import ImportPlan
from domain.incoming import Incoming, Person, Place
from domain.knowledge import Decision, Feedback
from domain.outgoing import Outgoing
from domain.owners import Caller, Owner, Purpose, Vehicle


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

    async def set_desk(self, owner_id: int, desk: str | None) -> None:
        """Keep the desk that looks after an owner; None: the default one."""
        ...

    async def set_time_zone(self, owner_id: int, zone: str | None) -> None:
        """Keep an owner's time zone (IANA name); None: their desk's."""
        ...

    async def set_blocked(self, place: Place, *, blocked: bool) -> None:
        """Keep whether this chat can be written to; ends what waits for it when blocked.

        What those calls name in `Then` follows, with the chat gone.
        """
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

    async def settle(self, question_id: int, owner_id: int, decision: Decision) -> bool:
        """Keep what was decided once the car was known; False if it waits for none, or not theirs.

        A question waits while its evidence has `waits`.
        """
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

    async def apply(self, plan: ImportPlan, *, by: str, revision: int | None = None) -> None:
        """Write a plan, each entry as its next revision. `by` is the actor for the audit log.

        Raises `Conflict` when an entry to be changed is gone, or one to be added came meanwhile,
        or when the FAQ is not at that `revision` any more.
        """
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

    async def forget_updates(self, before: datetime) -> int:
        """Delete updates that were done before then and emptied since; returns how many.

        One that came again afterwards would be taken for a new one.
        """
        ...

    async def prune_outbox(self, before: datetime) -> int:
        """Empty the texts of messages settled before then; returns how many."""
        ...

    async def prune_cases(self, before: datetime) -> int:
        """Empty the words and files of cases closed before then; returns how many cases."""
        ...

    async def prune_surveys(self, before: datetime) -> int:
        """Empty what was written in responses to surveys begun before then; returns how many."""
        ...

    async def prune_dialogs(self, now: datetime) -> int:
        """Delete forms that expired; returns how many."""
        ...
