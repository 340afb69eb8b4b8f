"""Waves, in memory."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING

from domain.surveys.invitations import Invitation, InvitationState, NewInvitation
from domain.surveys.quarantine import Skip
from domain.surveys.waves import Candidate, Delivery, Segment, Wave, WaveState
from tests.fakes.surveys import SurveyState

if TYPE_CHECKING:
    from tests.fakes.store import Store


class FakeWaveReads:
    def __init__(self, store: "Store") -> None:
        self._store = store

    async def wave(self, wave_id: int) -> Wave | None:
        return self._store.state.surveys.waves.get(wave_id)

    async def waves(self, *, is_over: bool | None = None, limit: int = 20) -> Sequence[Wave]:
        every = sorted(self._store.state.surveys.waves.values(), key=lambda one: -one.id)
        return [one for one in every if is_over in (None, one.state.is_over)][:limit]

    async def candidates(
        self, survey: str, segment: Segment, default_desk: str, *, after: int, limit: int = 1000
    ) -> Sequence[Candidate]:
        state, found = self._store.state, []
        for owner in sorted(state.owners.values(), key=lambda one: one.id):
            models = {state.vehicles[car].model for who, car in state.drives if who == owner.id}
            of_desk = segment.desk in (None, owner.desk or default_desk)
            if owner.id <= after or not of_desk or segment.model not in (None, *models):
                continue
            place = await self._store.invitations.place_of(owner.id)
            bot_id = place.bot_id if place else None
            standing = await self._store.invitations.standing(bot_id or 0, owner.id)
            answers = [
                one.scored_at
                for one in state.surveys.responses.values()
                if one.owner_id == owner.id and one.survey == survey and one.scored_at
            ]
            answered = max(answers, default=None)
            found.append(Candidate(owner.id, owner.desk, bot_id, standing, answered))
        return found[:limit]

    async def delivery(self, wave_id: int) -> Delivery:
        theirs = [
            one for one in self._store.state.surveys.invitations.values() if one.wave_id == wave_id
        ]
        skipped = [one for one in theirs if one.state is InvitationState.SKIPPED]
        return Delivery(
            Counter(one.state for one in theirs), Counter(one.reason or "" for one in skipped)
        )

    async def backlog(self, priority: int, *, most: int) -> int:
        return min(most, sum(int(one.priority) == priority for one in self._store.state.waiting))


class FakeWaveWrites:
    def __init__(self, state: SurveyState) -> None:
        self._state = state

    async def begin(self, survey: str, segment: Segment, at: datetime) -> Wave:
        wave = Wave(len(self._state.waves) + 1, survey, segment, WaveState.PLANNING, at)
        self._state.waves[wave.id] = wave
        return wave

    async def plan(
        self, wave: Wave, planned: Sequence[tuple[NewInvitation, Skip | None]], planned_to: int
    ) -> None:
        known = {(one.owner_id, one.survey, one.cause) for one in self._state.invitations.values()}
        for new, why in planned:
            if (new.owner_id, new.survey, new.cause) in known:
                continue
            number = len(self._state.invitations) + 1
            self._state.invitations[number] = Invitation(
                id=number,
                **asdict(new),
                wave_id=wave.id,
                state=InvitationState.SKIPPED if why else InvitationState.PLANNED,
                reason=why.value if why else None,
                next_at=None if why else new.due_at,
            )
        self._state.waves[wave.id] = replace(
            self._state.waves[wave.id], planned_to=planned_to, bot_id=wave.bot_id
        )

    async def change(self, wave_id: int, state: WaveState, at: datetime) -> None:
        self._state.waves[wave_id] = replace(self._state.waves[wave_id], state=state)
        for number, one in self._state.invitations.items():
            if one.wave_id != wave_id or one.state is not InvitationState.PLANNED:
                continue
            if state is WaveState.PAUSED:
                self._state.invitations[number] = replace(one, next_at=None)
            elif state is WaveState.RUNNING and one.next_at is None:
                self._state.invitations[number] = replace(one, next_at=at, due_at=at)
            elif state is WaveState.STOPPED:
                self._state.invitations[number] = replace(
                    one, state=InvitationState.SKIPPED, reason=Skip.STOPPED.value, next_at=None
                )
