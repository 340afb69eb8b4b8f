"""Invitations and events, in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from domain.cases import CaseKind
from domain.incoming import Place
from domain.owners import Purpose
from domain.surveys.events import By, NewEvent
from domain.surveys.invitations import OPEN, Invitation, InvitationState, NewInvitation
from domain.surveys.quarantine import Standing
from tests.fakes.surveys import SurveyState

if TYPE_CHECKING:
    from tests.fakes.store import Store


class FakeInvitationReads:
    def __init__(self, store: "Store") -> None:
        self._store = store

    @property
    def _state(self) -> SurveyState:
        return self._store.state.surveys

    async def due(self, now: datetime, *, limit: int) -> Sequence[Invitation]:
        found = [
            (one.wave_id is not None, one.next_at, one.id, one)
            for one in self._state.invitations.values()
            if one.next_at is not None and one.next_at <= now
        ]
        return [one for *_, one in sorted(found, key=lambda one: one[:3])[:limit]]

    async def next_due(self) -> datetime | None:
        every = (one.next_at for one in self._state.invitations.values())
        return min((one for one in every if one is not None), default=None)

    async def invitation(self, invitation_id: int) -> Invitation | None:
        return self._state.invitations.get(invitation_id)

    async def standing(self, bot_id: int, owner_id: int) -> Standing:
        state = self._store.state
        granted = [
            one.granted
            for one in state.consents
            if (one.owner_id, one.bot_id, one.purpose) == (owner_id, bot_id, Purpose.UNASKED)
        ]
        theirs = [one for one in state.handoff.cases.values() if one.owner_id == owner_id]
        complaints = [one.opened_at for one in theirs if one.kind is CaseKind.COMPLAINT]
        asked = [
            one.sent_at
            for one in self._state.invitations.values()
            if one.owner_id == owner_id and one.sent_at is not None
        ]
        chats = [
            chat.blocked
            for (bot, _), chat in state.chats.items()
            if bot == bot_id and chat.person and state.people.get(chat.person.id) == owner_id
        ]
        return Standing(
            agreed=bool(granted) and granted[-1],
            is_blocked=bool(chats) and all(chats),
            is_muted=owner_id in state.staff.muted,
            open_cases=sum(one.status.is_active for one in theirs),
            asked_at=max(asked, default=None),
            complained_at=max(complaints, default=None),
        )

    async def place_of(self, owner_id: int) -> Place | None:
        state = self._store.state
        theirs = [
            (chat.blocked, Place(*key))
            for key, chat in state.chats.items()
            if chat.person and state.people.get(chat.person.id) == owner_id
        ]
        return min(theirs, key=lambda one: one[0])[1] if theirs else None

    async def unmatched(
        self, *, after: int = 0, limit: int = 500
    ) -> Sequence[tuple[int, NewEvent]]:
        every = self._state.events.items()
        return [(id, one) for id, (one, owner) in every if owner is None and id > after][:limit]

    async def owners_named(
        self, names: Collection[tuple[By, str]]
    ) -> Mapping[tuple[By, str], Sequence[tuple[int, str | None]]]:
        state = self._store.state
        known: dict[tuple[By, str], list[tuple[int, str | None]]] = {}
        for by, name in names:
            if by is By.TELEGRAM and int(name) in state.people:
                known.setdefault((by, name), []).append((state.people[int(name)], None))
            for owner, car in state.drives if by is By.VIN else ():
                if state.vehicles[car].vin == name:
                    known.setdefault((by, name), []).append((owner, state.vehicles[car].model))
        return known

    async def owned_since(
        self, first: datetime, before: datetime, *, after: int = 0, limit: int = 500
    ) -> Sequence[tuple[int, int, str]]:
        state = self._store.state
        return [
            (number, owner, state.vehicles[car].model)
            for number, (owner, car) in enumerate(state.drives, 1)
            if number > after and first <= state.owned_since.get(number, first) < before
        ][:limit]


class FakeInvitationWrites:
    def __init__(self, state: SurveyState) -> None:
        self._state = state

    async def happened(self, event: NewEvent, owner_id: int | None) -> int | None:
        if any(one.key == event.key for one, _ in self._state.events.values()):
            return None
        number = len(self._state.events) + 1
        self._state.events[number] = (event, owner_id)
        return number

    async def matched(self, event_id: int, owner_id: int) -> bool:
        event, owner = self._state.events[event_id]
        if owner is None:
            self._state.events[event_id] = (event, owner_id)
        return owner is None

    async def plan(self, new: NewInvitation) -> bool:
        same = (new.owner_id, new.survey, new.cause)
        invitations = self._state.invitations
        if any((one.owner_id, one.survey, one.cause) == same for one in invitations.values()):
            return False
        number = len(invitations) + 1
        invitations[number] = Invitation(
            id=number, **asdict(new), state=InvitationState.PLANNED, next_at=new.due_at
        )
        return True

    async def move(self, invitation: Invitation, **changes: Any) -> bool:
        current = self._state.invitations[invitation.id]
        if current.state is not invitation.state:
            return False
        self._state.invitations[invitation.id] = replace(current, **changes)
        return True

    async def settle(
        self, invitation_id: int, state: InvitationState, *, reason: str | None = None
    ) -> bool:
        current = self._state.invitations[invitation_id]
        if current.state not in OPEN:
            return False
        settled = replace(current, state=state, reason=reason, next_at=None)
        self._state.invitations[invitation_id] = settled
        return True
