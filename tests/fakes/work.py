"""One unit of work over a copy of the state."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.errors import Conflict
from domain.faq_import import ImportPlan
from domain.incoming import Incoming, Person, Place
from domain.knowledge import Decision, Feedback, Question
from domain.outgoing import Offer, Outgoing
from domain.owners import Caller, Dialog, Owner, Purpose, Vehicle
from domain.ports import Clock
from domain.text import Text
from tests.fakes.attachments import FakeAttachmentWrites
from tests.fakes.cases import FakeCaseWrites
from tests.fakes.complaints import FakeComplaintWrites
from tests.fakes.curation import FakeCurationWrites, write
from tests.fakes.gaps import FakeGapWrites
from tests.fakes.invitations import FakeInvitationWrites
from tests.fakes.staff import FakeStaffWrites
from tests.fakes.state import Chat, Consent, State
from tests.fakes.surveys import FakeSurveyWrites
from tests.fakes.waves import FakeWaveWrites


class FakeWork:
    def __init__(self, state: State, clock: Clock, admins: frozenset[int] = frozenset()) -> None:
        self.state = state
        self.owners = FakeOwnerRecords(state, clock)
        self.dialogs = FakeDialogs(state)
        self.questions = FakeQuestions(state)
        self.outbox = FakeOutbox(state)
        self.faq = FakeFaqWrites(state, clock)
        self.curation = FakeCurationWrites(state, clock)
        self.gaps = FakeGapWrites(state, clock)
        self.cases = FakeCaseWrites(state)
        self.complaints = FakeComplaintWrites(state)
        self.attachments = FakeAttachmentWrites(state.handoff)
        self.staff = FakeStaffWrites(state, admins)
        self.surveys = FakeSurveyWrites(state.surveys)
        self.invitations = FakeInvitationWrites(state.surveys)
        self.waves = FakeWaveWrites(state.surveys)
        self.timers = FakeTimers(state)
        self.housekeeping = FakeHousekeeping(state)
        self._notices: list[Text] = []
        self._offers: list[Offer] = []

    async def forget(self) -> None:
        self.state.forgotten += 1

    def notice(self, text: Text) -> None:
        self._notices.append(text)

    @property
    def notices(self) -> Sequence[Text]:
        return tuple(self._notices)

    def offer(self, *offers: Offer) -> None:
        self._offers += offers

    @property
    def offers(self) -> Sequence[Offer]:
        return tuple(self._offers)


class FakeOwnerRecords:
    def __init__(self, state: State, clock: Clock) -> None:
        self._state = state
        self._clock = clock

    async def meet(
        self, place: Place, person: Person, caller: Caller, *, wrote_in: str | None
    ) -> Owner:
        owner = caller.owner
        if owner is None:
            owner = Owner(len(self._state.owners) + 1, person.name or person.username or "")
            self._state.owners[owner.id] = owner
            self._state.people[person.id] = owner.id
        language = wrote_in or caller.wrote_in
        self._state.chats[place.bot_id, place.chat_id] = Chat(person, language)
        return owner

    async def set_locale(self, owner_id: int, locale: str) -> None:
        self._state.owners[owner_id] = replace(self._state.owners[owner_id], locale=locale)

    async def set_desk(self, owner_id: int, desk: str | None) -> None:
        self._state.owners[owner_id] = replace(self._state.owners[owner_id], desk=desk)

    async def set_time_zone(self, owner_id: int, zone: str | None) -> None:
        self._state.owners[owner_id] = replace(self._state.owners[owner_id], time_zone=zone)

    async def set_blocked(self, place: Place, *, blocked: bool) -> None:
        if blocked:
            self._state.block(place, self._clock.now(), "the chat has blocked the bot")
        else:
            self._state.chats.setdefault((place.bot_id, place.chat_id), Chat()).blocked = False

    async def add_vehicle(self, owner_id: int, model: str, year: int | None) -> Vehicle:
        vehicle = Vehicle(len(self._state.vehicles) + 1, model, year)
        self._state.vehicles[vehicle.id] = vehicle
        self._state.drives.append((owner_id, vehicle.id))
        self._state.owned_since[len(self._state.drives)] = self._clock.now()
        return vehicle

    async def change_vehicle(self, owner_id: int, vehicle: Vehicle) -> bool:
        if (owner_id, vehicle.id) not in self._state.drives:
            return False
        self._state.vehicles[vehicle.id] = vehicle
        return True

    async def remove_vehicle(self, owner_id: int, vehicle_id: int) -> bool:
        if (owner_id, vehicle_id) not in self._state.drives:
            return False
        self._state.drives.remove((owner_id, vehicle_id))
        return True

    async def record_consent(
        self, owner_id: int, bot_id: int, purpose: Purpose, *, granted: bool, text_version: str
    ) -> None:
        consent = Consent(owner_id, bot_id, purpose, granted, text_version)
        self._state.consents.append(consent)

    async def record_notice(self, owner_id: int, bot_id: int, version: str) -> None:
        self._state.notices[owner_id, bot_id] = version


class FakeDialogs:
    def __init__(self, state: State) -> None:
        self._state = state

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
        self._state.dialog_versions += 1
        self._state.dialogs[place, person_id] = Dialog(
            str(flow), str(step), dict(data), self._state.dialog_versions, expires_at
        )

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
        dialog = self._state.dialogs.get((place, person_id))
        if dialog is None or dialog.version != version:
            raise Conflict(Text("storage.changed_meanwhile"))
        await self.open(place, person_id, dialog.flow, step, data, expires_at=expires_at)

    async def close(self, place: Place, person_id: int) -> bool:
        return self._state.dialogs.pop((place, person_id), None) is not None


class FakeQuestions:
    def __init__(self, state: State) -> None:
        self._state = state

    async def log(
        self, owner_id: int, incoming: Incoming, text: str, locale: str, decision: Decision
    ) -> int:
        question = Question(
            id=len(self._state.questions) + 1,
            owner_id=owner_id,
            text=text,
            locale=locale,
            asked_at=incoming.at,
            decision=decision.kind,
            candidates=decision.candidates,
            shown=None if decision.evidence.get("waits") else decision.key,
            about=decision.evidence.get("about"),
            waits=bool(decision.evidence.get("waits")),
            message_id=incoming.message_id,
            sent=decision.evidence.get("sent"),
        )
        self._state.questions[question.id] = question
        self._state.evidence[question.id] = json.loads(json.dumps(decision.evidence))
        self._state.suggested[question.id] = decision.suggestions
        self._state.asked_of[question.id] = incoming.place.bot_id
        return question.id

    async def settle(self, question_id: int, owner_id: int, decision: Decision) -> bool:
        question = self._state.questions.get(question_id)
        if question is None or question.owner_id != owner_id or not question.waits:
            return False
        self._state.questions[question_id] = replace(
            question,
            decision=decision.kind,
            candidates=decision.candidates,
            shown=decision.key,
            about=decision.evidence.get("about"),
            waits=bool(decision.evidence.get("waits")),
        )
        self._state.evidence[question_id] = json.loads(json.dumps(decision.evidence))
        return True

    async def record_feedback(
        self, question_id: int, owner_id: int, feedback: Feedback, *, shown: str | None = None
    ) -> bool:
        question = self._state.questions.get(question_id)
        if question is None or question.owner_id != owner_id:
            return False
        self._state.questions[question_id] = replace(
            question, feedback=feedback, shown=shown or question.shown
        )
        return True


class FakeOutbox:
    def __init__(self, state: State) -> None:
        self._state = state

    async def put(self, *outgoing: Outgoing) -> None:
        self._state.waiting.extend(outgoing)


class FakeFaqWrites:
    def __init__(self, state: State, clock: Clock) -> None:
        self._state = state
        self._clock = clock

    async def apply(self, plan: ImportPlan, *, by: str, revision: int | None = None) -> None:
        if revision is not None and revision != self._state.revision:
            raise Conflict(Text("storage.changed_meanwhile"))
        write(self._state, plan, by, self._clock.now())


class FakeTimers:
    def __init__(self, state: State) -> None:
        self._state = state

    async def set(self, kind: str, key: str, due_at: datetime, data: Mapping[str, Any]) -> None:
        self._state.timers[kind, key] = (due_at, dict(data))

    async def cancel(self, kind: str, key: str) -> bool:
        return self._state.timers.pop((kind, key), None) is not None


class FakeHousekeeping:
    def __init__(self, state: State) -> None:
        self._state = state

    async def prune_payloads(self, before: datetime) -> int:
        self._state.pruned.append(("payloads", before))
        return 0

    async def forget_updates(self, before: datetime) -> int:
        self._state.pruned.append(("updates", before))
        return 0

    async def prune_outbox(self, before: datetime) -> int:
        self._state.pruned.append(("outbox", before))
        return 0

    async def prune_cases(self, before: datetime) -> int:
        self._state.pruned.append(("cases", before))
        return self._state.handoff.prune(before)

    async def prune_surveys(self, before: datetime) -> int:
        self._state.pruned.append(("surveys", before))
        responses = self._state.surveys.responses
        old = [one for one in responses.values() if one.words and one.begun_at < before]
        for one in old:
            responses[one.id] = replace(one, words="", answers={})
        return len(old)

    async def prune_dialogs(self, now: datetime) -> int:
        expired = [key for key, form in self._state.dialogs.items() if form.expires_at <= now]
        for key in expired:
            del self._state.dialogs[key]
        return len(expired)
