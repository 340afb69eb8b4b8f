"""Reading and writing what owners answer to surveys."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from domain.incoming import Place
from domain.surveys.ballots import Ballot
from domain.surveys.events import By, NewEvent
from domain.surveys.invitations import Invitation, InvitationState, NewInvitation
from domain.surveys.path import Answer
from domain.surveys.quarantine import Skip, Standing
from domain.surveys.responses import Fact, NewResponse, Response
from domain.surveys.waves import Candidate, Delivery, Segment, Wave, WaveState


class SurveyReads(Protocol):
    """Reads outside any unit of work."""

    async def response(self, response_id: int) -> Response | None:
        """Return a response by its id."""
        ...

    async def latest(self, bot_id: int, owner_id: int, survey: str) -> Response | None:
        """Return the response to a survey that an owner began last with one bot."""
        ...

    async def history(self, bot_id: int, owner_id: int, *, limit: int = 10) -> Sequence[Response]:
        """Return the last responses of an owner with one bot, newest first."""
        ...

    async def with_words(
        self, desk: str, surveys: Collection[str], scores: Collection[int], *, limit: int = 20
    ) -> Sequence[Response]:
        """Return the last responses for a desk with these scores and with words, newest first."""
        ...

    async def took_part(self, owner_id: int, survey: str, since: date) -> bool:
        """Whether an owner took part in an anonymous survey since that day."""
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

    async def of_case(self, case_id: int) -> Sequence[Response]:
        """Return the responses that a case was opened for, or that joined it."""
        ...

    async def change(self, response: Response, **changes: Any) -> Response:
        """Write fields of a response that `locked` or `begin` returned; returns it as it is now.

        Raises `Conflict` if it is at another revision.
        """
        ...

    async def cast(self, ballot: Ballot) -> None:
        """Keep an anonymous answer, under a random key and in no order."""
        ...

    async def note_part(self, owner_id: int, survey: str, day: date) -> None:
        """Note that an owner took part in an anonymous survey, and on which day."""
        ...

    async def keep_fact(
        self, owner_id: int, key: str, value: Answer, *, at: datetime, survey: str
    ) -> None:
        """Keep what an owner said of themselves; what they said before of the same is replaced.

        None takes it away.
        """
        ...


class InvitationReads(Protocol):
    """Invitations and events, outside any unit of work."""

    async def due(self, now: datetime, *, limit: int) -> Sequence[Invitation]:
        """Return invitations about which something is to be done, earliest first.

        Those of waves come last, however long they have waited.
        """
        ...

    async def next_due(self) -> datetime | None:
        """Return when something is to be done about the next."""
        ...

    async def invitation(self, invitation_id: int) -> Invitation | None:
        """Return an invitation by its id."""
        ...

    async def standing(self, bot_id: int, owner_id: int) -> Standing:
        """Return how an owner stands to what one bot sends unasked; cases are those of any bot."""
        ...

    async def place_of(self, owner_id: int) -> Place | None:
        """Return the private chat in which an owner was last heard of, one not blocked first."""
        ...

    async def unmatched(
        self, *, after: int = 0, limit: int = 500
    ) -> Sequence[tuple[int, NewEvent]]:
        """Return events whose owner is not known, by id, those after an id."""
        ...

    async def owners_named(
        self, names: Collection[tuple[By, str]]
    ) -> Mapping[tuple[By, str], Sequence[tuple[int, str | None]]]:
        """Return who is known by a Telegram id, a phone number or a VIN: owner and car's model.

        Several for a VIN that several owners say is theirs.
        """
        ...

    async def owned_since(
        self, first: datetime, before: datetime, *, after: int = 0, limit: int = 500
    ) -> Sequence[tuple[int, int, str]]:
        """Return (ownership, owner, model) of cars that are owned since then, by id."""
        ...


class InvitationWrites(Protocol):
    """Invitations and events inside a unit of work."""

    async def happened(self, event: NewEvent, owner_id: int | None) -> int | None:
        """Keep an event; returns its id, None if it is known already."""
        ...

    async def matched(self, event_id: int, owner_id: int) -> bool:
        """Keep whose event it is; False if that was known already."""
        ...

    async def plan(self, new: NewInvitation) -> bool:
        """Plan an invitation; False if its cause led to one of that survey already."""
        ...

    async def move(self, invitation: Invitation, **changes: Any) -> bool:
        """Write fields of an invitation; False if its state is another by now."""
        ...

    async def settle(
        self, invitation_id: int, state: InvitationState, *, reason: str | None = None
    ) -> bool:
        """Keep what came of an invitation that can still be answered; False if it cannot."""
        ...


class WaveReads(Protocol):
    """Waves, outside any unit of work."""

    async def wave(self, wave_id: int) -> Wave | None:
        """Return a wave by its id."""
        ...

    async def waves(self, *, is_over: bool | None = None, limit: int = 20) -> Sequence[Wave]:
        """Return waves, newest first; only those that are over, or not, if asked so."""
        ...

    async def candidates(
        self, survey: str, segment: Segment, default_desk: str, *, after: int, limit: int = 1000
    ) -> Sequence[Candidate]:
        """Return the next owners of a segment, by id, with what the rule asks of each.

        Owners without a desk of their own are the default one's.
        """
        ...

    async def delivery(self, wave_id: int) -> Delivery:
        """Return what became of a wave's invitations so far."""
        ...

    async def backlog(self, priority: int, *, most: int) -> int:
        """Return how many calls of a priority wait to be sent, counting no further than `most`."""
        ...


class WaveWrites(Protocol):
    """Waves inside a unit of work."""

    async def begin(self, survey: str, segment: Segment, at: datetime) -> Wave:
        """Keep a wave that is about to be planned."""
        ...

    async def plan(
        self, wave: Wave, planned: Sequence[tuple[NewInvitation, Skip | None]], planned_to: int
    ) -> None:
        """Keep a page of a wave's invitations, sent or skipped; those known change nothing."""
        ...

    async def change(self, wave_id: int, state: WaveState, at: datetime) -> None:
        """Let a wave run, pause, stop or be done; what it has not sent yet follows."""
        ...
