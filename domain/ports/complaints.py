"""Reading and writing what is kept of complaints beside their cases."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from domain.cases import Case
from domain.complaints.record import Complaint, Filed, NewComplaint


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
