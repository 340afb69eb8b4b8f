"""Reading and writing what owners answer to surveys."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from domain.surveys.path import Answer
from domain.surveys.responses import Fact, NewResponse, Response


class SurveyReads(Protocol):
    """Reads outside any unit of work."""

    async def response(self, response_id: int) -> Response | None:
        """Return a response by its id."""
        ...

    async def latest(self, bot_id: int, owner_id: int, survey: str) -> Response | None:
        """Return the response to a survey that an owner began last with one bot."""
        ...

    async def profile(self, owner_id: int) -> Mapping[str, Fact]:
        """Return what an owner said of themselves, by the question's key."""
        ...


class SurveyWrites(Protocol):
    """Responses inside a unit of work."""

    async def begin(self, new: NewResponse) -> Response:
        """Keep a response that has no answers yet."""
        ...

    async def locked(self, response_id: int) -> Response | None:
        """Read a response so that nobody else changes it before this unit ends."""
        ...

    async def change(self, response: Response, **changes: Any) -> Response:
        """Write fields of a response that `locked` or `begin` returned; returns it as it is now.

        Raises `Conflict` if it is at another revision.
        """
        ...

    async def keep_fact(
        self, owner_id: int, key: str, value: Answer, *, at: datetime, survey: str
    ) -> None:
        """Keep what an owner said of themselves; what they said before of the same is replaced.

        None takes it away.
        """
        ...
