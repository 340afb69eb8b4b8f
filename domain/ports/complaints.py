"""Reading and writing what is kept of complaints beside their cases."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from domain.cases import Case
from domain.complaints.handling import Action, NewAction, NewRemedy, Remedy, RemedyState
from domain.complaints.record import Complaint, Filed, NewComplaint
from domain.complaints.register import DeskSpan, RegisterFilter


class ComplaintReads(Protocol):
    """Reads outside any unit of work."""

    async def of_case(self, case_id: int) -> Complaint | None:
        """Return the complaint of a case; None for a case of another kind."""
        ...

    async def of_owner(
        self, bot_id: int, owner_id: int, since: datetime, *, limit: int = 10
    ) -> Sequence[Filed]:
        """Return an owner's complaints with one bot that were opened since then, newest first."""
        ...

    async def remedies(self, case_id: int) -> Sequence[Remedy]:
        """Return what was offered or proposed in a complaint, oldest first."""
        ...

    async def actions(self, case_id: int) -> Sequence[Action]:
        """Return the corrective actions of a complaint, oldest first."""
        ...

    async def register(
        self,
        spans: Sequence[DeskSpan],
        sought: RegisterFilter,
        *,
        limit: int = 50,
        offset: int = 0,
    ) -> Sequence[Filed]:
        """Return the complaints of these desks and times that fit, newest first.

        Of `sought` everything counts but desks and days, which `spans` give.
        """
        ...

    async def count(self, spans: Sequence[DeskSpan], sought: RegisterFilter) -> int:
        """Return how many these are."""
        ...


class ComplaintWrites(Protocol):
    """Complaints inside a unit of work. One is changed under the lock of its case."""

    async def open(self, case: Case, new: NewComplaint) -> Complaint:
        """Keep a complaint with the case that was just opened for it."""
        ...

    async def of_case(self, case_id: int) -> Complaint | None:
        """Return the complaint of a case as it is in this unit."""
        ...

    async def change(self, complaint: Complaint, **changes: Any) -> Complaint:
        """Write fields of a complaint; returns it as it is now. Raises `TypeError` for others."""
        ...

    async def offer(self, new: NewRemedy) -> Remedy:
        """Keep a remedy that is offered or proposed."""
        ...

    async def settle(
        self, remedy_id: int, state: RemedyState, *, was: RemedyState, **changes: Any
    ) -> Remedy | None:
        """Let a remedy come to another state; None if it is not, or no longer, at `was`.

        `changes` may be `allowed_by` and `answered_at`.
        """
        ...

    async def plan(self, new: NewAction) -> Action:
        """Keep a corrective action."""
        ...

    async def done(self, action_id: int, *, by: int, at: datetime) -> Action | None:
        """Keep that a corrective action is done; None if it was, or is not there."""
        ...
