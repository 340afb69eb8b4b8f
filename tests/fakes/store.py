"""Reads and units of work over one state: what is not committed never happened."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime

from domain.errors import AlreadyDone
from domain.incoming import Place
from domain.knowledge import FaqEntry, Question
from domain.owners import Caller, Reach
from domain.pipeline import DueTimer, Failure
from domain.ports import Clock
from tests.fakes.attachments import FakeAttachmentReads
from tests.fakes.cases import FakeCaseReads
from tests.fakes.complaints import FakeComplaintReads
from tests.fakes.curation import FakeCurationReads
from tests.fakes.figures import FakeCaseFigureReads
from tests.fakes.gaps import FakeGapReads
from tests.fakes.invitations import FakeInvitationReads
from tests.fakes.staff import FakeStaffReads
from tests.fakes.state import State
from tests.fakes.surveys import FakeSurveyFigureReads, FakeSurveyReads
from tests.fakes.waves import FakeWaveReads
from tests.fakes.work import FakeWork


class FakeReads:
    def __init__(self, store: "Store") -> None:
        self._store = store

    async def caller(self, place: Place, person_id: int) -> Caller:
        state = self._store.state
        owner_id = state.people.get(person_id)
        chat = state.chats.get((place.bot_id, place.chat_id))
        person = chat.person if chat else None
        dialog = state.dialogs.get((place, person_id))
        now = self._store.clock.now()
        latest = {
            consent.purpose: consent.granted
            for consent in state.consents
            if (consent.owner_id, consent.bot_id) == (owner_id, place.bot_id)
        }
        return Caller(
            owner=state.owners[owner_id] if owner_id else None,
            wrote_in=chat.wrote_in if chat else None,
            known_as=(person.name, person.username, person.language_code) if person else None,
            blocked=chat.blocked if chat else False,
            dialog=dialog if dialog and dialog.expires_at > now else None,
            vehicles=tuple(state.vehicles[car] for who, car in state.drives if who == owner_id),
            consents=frozenset(purpose for purpose, granted in latest.items() if granted),
            notice_version=state.notices.get((owner_id or 0, place.bot_id)),
            active_cases=sum(
                case.status.is_active and (case.bot_id, case.owner_id) == (place.bot_id, owner_id)
                for case in state.handoff.cases.values()
            ),
        )

    async def reach(self, bot_id: int, owner_id: int) -> Reach | None:
        state = self._store.state
        for (bot, chat_id), chat in state.chats.items():
            if bot == bot_id and chat.person and state.people.get(chat.person.id) == owner_id:
                owner = state.owners[owner_id]
                return Reach(
                    owner=owner,
                    place=Place(bot_id, chat_id),
                    name=chat.person.name or owner.name,
                    username=chat.person.username,
                    blocked=chat.blocked,
                    wrote_in=chat.wrote_in,
                    language_code=chat.person.language_code,
                    vehicles=tuple(
                        state.vehicles[car] for who, car in state.drives if who == owner_id
                    ),
                )
        return None

    async def question(self, question_id: int, owner_id: int) -> Question | None:
        question = self._store.state.questions.get(question_id)
        return question if question and question.owner_id == owner_id else None

    async def questions_since(
        self, bot_id: int, owner_id: int, since: datetime, *, limit: int = 10
    ) -> Sequence[Question]:
        state = self._store.state
        found = [
            question
            for question in state.questions.values()
            if question.owner_id == owner_id
            and state.asked_of[question.id] == bot_id
            and question.asked_at >= since
        ]
        return sorted(found, key=lambda one: one.id)[-limit:]

    async def asked_about(
        self, bot_id: int, owner_id: int, since: datetime, *, limit: int
    ) -> Sequence[tuple[datetime, str]]:
        asked = await self.questions_since(bot_id, owner_id, since, limit=limit)
        return [(one.asked_at, one.about) for one in reversed(asked) if one.about]

    async def entry(self, key: str) -> FaqEntry | None:
        return self._store.state.entries.get(key)

    async def entries(self, keys: Sequence[str]) -> Sequence[FaqEntry]:
        known = self._store.state.entries
        return [known[key] for key in keys if key in known]

    async def categories(self, today: date) -> Sequence[tuple[str, int]]:
        live = [entry.category for entry in self._live(today)]
        return [(category, live.count(category)) for category in sorted(set(live))]

    async def entries_in(self, category: str, today: date) -> Sequence[FaqEntry]:
        return [entry for entry in self._live(today) if entry.category == category]

    def _live(self, today: date) -> list[FaqEntry]:
        entries = sorted(self._store.state.entries.values(), key=lambda entry: entry.key)
        return [entry for entry in entries if entry.is_live(today)]


class FakeWorks:
    def __init__(self, store: "Store") -> None:
        self._store = store

    @asynccontextmanager
    async def for_update(
        self, bot_id: int, update_id: int, failure: Failure | None = None
    ) -> AsyncIterator[FakeWork]:
        if (bot_id, update_id) in self._store.state.done:
            raise AlreadyDone
        async with self.alone() as work:
            work.state.done.add((bot_id, update_id))
            yield work

    @asynccontextmanager
    async def for_timer(
        self, timer: DueTimer, next_at: datetime | None = None
    ) -> AsyncIterator[FakeWork]:
        async with self.alone() as work:
            due_at, data = work.state.timers.get((timer.kind, timer.key), (None, {}))
            if due_at != timer.due_at:
                raise AlreadyDone
            del work.state.timers[timer.kind, timer.key]
            if next_at:
                work.state.timers[timer.kind, timer.key] = (next_at, data)
            yield work

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[FakeWork]:
        work = FakeWork(self._store.state.copied(), self._store.clock, self._store.admins)
        yield work
        self._store.state = work.state


class Store:
    """The state, and both sides of it."""

    def __init__(
        self,
        clock: Clock,
        *,
        admins: frozenset[int] = frozenset(),
        desk_chats: Mapping[str, int] | None = None,
    ) -> None:
        self.clock = clock
        self.admins = admins
        self.desk_chats = desk_chats or {}
        self.state = State()
        self.reads = FakeReads(self)
        self.cases = FakeCaseReads(self)
        self.attachments = FakeAttachmentReads(self)
        self.staff = FakeStaffReads(self)
        self.complaints = FakeComplaintReads(self)
        self.case_figures = FakeCaseFigureReads(self)
        self.curation = FakeCurationReads(self)
        self.gaps = FakeGapReads(self)
        self.surveys = FakeSurveyReads(self)
        self.invitations = FakeInvitationReads(self)
        self.waves = FakeWaveReads(self)
        self.survey_figures = FakeSurveyFigureReads(self)
        self.works = FakeWorks(self)

    def due(self, now: datetime) -> list[DueTimer]:
        """Return the timers whose time has come."""
        found = [
            DueTimer(0, kind, key, due_at, data)
            for (kind, key), (due_at, data) in self.state.timers.items()
            if due_at <= now
        ]
        return sorted(found, key=lambda timer: timer.due_at)
