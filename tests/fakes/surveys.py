"""Responses to surveys, in memory."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from domain.errors import Conflict
from domain.surveys.ballots import Ballot
from domain.surveys.events import NewEvent
from domain.surveys.figures import Asked, Dimension, Months, Recovery, Scored
from domain.surveys.invitations import AGAIN, ARRIVED, Invitation, InvitationState
from domain.surveys.path import Answer
from domain.surveys.responses import Fact, NewResponse, Response
from domain.surveys.waves import Wave
from domain.text import Text

if TYPE_CHECKING:
    from tests.fakes.store import Store


@dataclass
class SurveyState:
    responses: dict[int, Response] = field(default_factory=dict)
    facts: dict[tuple[int, str], Fact] = field(default_factory=dict)
    invitations: dict[int, Invitation] = field(default_factory=dict)
    waves: dict[int, Wave] = field(default_factory=dict)
    ballots: list[Ballot] = field(default_factory=list)
    parts: dict[tuple[int, str], date] = field(default_factory=dict)
    events: dict[int, tuple[NewEvent, int | None]] = field(default_factory=dict)
    """With the owner, where they are known."""


class FakeSurveyReads:
    def __init__(self, store: "Store") -> None:
        self._store = store

    async def response(self, response_id: int) -> Response | None:
        return self._store.state.surveys.responses.get(response_id)

    async def latest(self, bot_id: int, owner_id: int, survey: str) -> Response | None:
        theirs = [
            one
            for one in self._store.state.surveys.responses.values()
            if (one.bot_id, one.owner_id, one.survey) == (bot_id, owner_id, survey)
        ]
        return max(theirs, key=lambda one: one.id, default=None)

    async def history(self, bot_id: int, owner_id: int, *, limit: int = 10) -> Sequence[Response]:
        theirs = [
            one
            for one in self._store.state.surveys.responses.values()
            if (one.bot_id, one.owner_id) == (bot_id, owner_id)
        ]
        return sorted(theirs, key=lambda one: -one.id)[:limit]

    async def with_words(
        self, desk: str, surveys: Collection[str], scores: Collection[int], *, limit: int = 20
    ) -> Sequence[Response]:
        found = [
            one
            for one in self._store.state.surveys.responses.values()
            if one.desk == desk and one.words and one.survey in surveys and one.score in scores
        ]
        return sorted(found, key=lambda one: -one.id)[:limit]

    async def took_part(self, owner_id: int, survey: str, since: date) -> bool:
        day = self._store.state.surveys.parts.get((owner_id, survey))
        return day is not None and day > since

    async def profile(self, owner_id: int) -> Mapping[str, Fact]:
        facts = self._store.state.surveys.facts
        return {key: fact for (owner, key), fact in facts.items() if owner == owner_id}


class FakeSurveyWrites:
    def __init__(self, state: SurveyState) -> None:
        self._state = state

    async def begin(self, new: NewResponse) -> Response:
        response = Response(id=len(self._state.responses) + 1, **asdict(new))
        self._state.responses[response.id] = response
        return response

    async def locked(self, response_id: int) -> Response | None:
        return self._state.responses.get(response_id)

    async def of_case(self, case_id: int) -> Sequence[Response]:
        return [one for one in self._state.responses.values() if one.case_id == case_id]

    async def change(self, response: Response, **changes: Any) -> Response:
        if self._state.responses[response.id].revision != response.revision:
            raise Conflict(Text("storage.changed_meanwhile"))
        changed = replace(response, **changes, revision=response.revision + 1)
        self._state.responses[response.id] = changed
        return changed

    async def cast(self, ballot: Ballot) -> None:
        self._state.ballots.append(ballot)

    async def note_part(self, owner_id: int, survey: str, day: date) -> None:
        self._state.parts[owner_id, survey] = day

    async def keep_fact(
        self, owner_id: int, key: str, value: Answer, *, at: datetime, survey: str
    ) -> None:
        self._state.facts.pop((owner_id, key), None)
        if value is not None:
            self._state.facts[owner_id, key] = Fact(key, value, at, survey)


class FakeSurveyFigureReads:
    def __init__(self, store: "Store") -> None:
        self._store = store

    async def scores(
        self,
        dimension: Dimension,
        surveys: Collection[str],
        months: Months,
        *,
        desks: Collection[str] | None = None,
    ) -> Sequence[Scored]:
        found = Counter(
            (getattr(one, dimension.value), one.score)
            for one in self._store.state.surveys.responses.values()
            if one.survey in surveys
            and one.score is not None
            and one.month is not None
            and one.again_of is None
            and months.first <= one.month <= months.last
            and (desks is None or one.desk in desks)
        )
        ballots = Counter(
            (getattr(one, dimension.value, None), one.score)
            for one in self._store.state.surveys.ballots
            if one.survey in surveys
            and one.score is not None
            and months.first <= one.month <= months.last
            and (desks is None or one.desk in desks)
        )
        return [
            *(Scored(group, score, number) for (group, score), number in found.items()),
            *(
                Scored(group, score, number, anonymous=True)
                for (group, score), number in ballots.items()
            ),
        ]

    async def asked(
        self,
        dimension: Dimension,
        surveys: Collection[str],
        months: Months,
        *,
        desks: Collection[str] | None = None,
    ) -> Sequence[Asked]:
        arrived: Counter[Any] = Counter()
        answered: Counter[Any] = Counter()
        for one in self._store.state.surveys.invitations.values():
            here = one.month is not None and months.first <= one.month <= months.last
            is_again = one.trigger == AGAIN
            if one.survey not in surveys or not here or is_again or one.state not in ARRIVED:
                continue
            if desks is None or one.desk in desks:
                group = getattr(one, dimension.value)
                arrived[group] += 1
                answered[group] += one.state is InvitationState.ANSWERED
        return [Asked(group, number, answered[group]) for group, number in arrived.items()]

    async def recoveries(
        self, surveys: Collection[str], months: Months, *, desks: Collection[str] | None = None
    ) -> Sequence[Recovery]:
        responses = self._store.state.surveys.responses
        found: Counter[tuple[int, int]] = Counter()
        for one in responses.values():
            before = responses.get(one.again_of or 0)
            if before is None or before.score is None or one.score is None or one.month is None:
                continue
            here = one.survey in surveys and months.first <= one.month <= months.last
            if here and (desks is None or one.desk in desks):
                found[before.score, one.score] += 1
        return [Recovery(*scores, number) for scores, number in found.items()]
