"""Talking to the conversations as an owner would: words go in, what the phone shows comes out."""

import html
import itertools
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.survey_files import shipped_surveys
from domain.errors import AlreadyDone
from domain.faq_import import ImportPlan
from domain.incoming import (
    BotMembership,
    ChatKind,
    Command,
    Content,
    Edited,
    Incoming,
    MediaKind,
    Person,
    Place,
    Said,
    Shared,
    Tapped,
)
from domain.knowledge import FaqEntry, Question
from domain.owners import Caller, Vehicle
from domain.pipeline import DueTimer
from domain.policy import Policy
from domain.ports import Conversation, Tools
from domain.surveys.definition import SurveyBook
from domain.text import Text
from handlers import table
from handlers.timing import Job
from knowledge.files.bulk import BankFiles
from tests.conftest import SetClock
from tests.fakes.attachments import FakeDownloads
from tests.fakes.brand import ENTRIES, POLICY
from tests.fakes.figures import FakeDrawing
from tests.fakes.files import FakeFiles
from tests.fakes.gaps import FakeMeanings
from tests.fakes.knowledge import FakeKnowledge, FakeTrials
from tests.fakes.phone import Message
from tests.fakes.state import State
from tests.fakes.store import Store
from tests.fakes.telegram import RENDERER, FakeTelegram

BOT = 1
SURVEYS = SurveyBook(tuple(shipped_surveys()))
LI = Person(7001, "Li", language_code="en")
UPDATES = itertools.count(1)
_ROUNDS = 50


class Shop:
    """One bot with its FAQ and its desks, to which several people can talk."""

    def __init__(
        self,
        policy: Policy = POLICY,
        entries: Iterable[FaqEntry] = ENTRIES,
        *,
        admins: Collection[int] = (),
        jobs: Mapping[str, Job] = {**table.JOBS, **table.SLOW_JOBS},
    ) -> None:
        self.clock = SetClock(datetime(2026, 3, 2, 8, 30, tzinfo=UTC))
        self.store = Store(
            self.clock,
            admins=frozenset(admins),
            desk_chats={desk.key: desk.chat_id for desk in policy.desks if desk.chat_id},
        )
        self.store.state.entries = {entry.key: entry for entry in entries}
        self.knowledge = FakeKnowledge(self.store)
        self.trials = FakeTrials(self.knowledge)
        self.telegram = FakeTelegram(self.store)
        self.drawing = FakeDrawing()
        self.files = FakeFiles()
        self.downloads = FakeDownloads()
        self.places: list[Place] = []
        self.tools = Tools(
            self.store.reads,
            self.knowledge,
            self.clock,
            policy,
            self.store.cases,
            self.store.staff,
            self.store.case_figures,
            self.drawing,
            self.files,
            RENDERER,
            self.store.attachments,
            self.downloads,
            self.store.curation,
            self.store.complaints,
            self.trials,
            self.store.gaps,
            FakeMeanings(),
            BankFiles(policy.languages, None, None),
            self.store.surveys,
            self.store.invitations,
            self.store.waves,
            self.store.survey_figures,
            SURVEYS,
            self.store.admins,
        )
        self.jobs = dict(jobs)

    @property
    def state(self) -> State:
        return self.store.state

    async def curates(self, entry: FaqEntry) -> None:
        async with self.store.works.alone() as work:
            await work.faq.apply(ImportPlan(changed=(entry,)), by="test")

    async def waits(self, time: timedelta) -> None:
        """Let time pass; the clock's jobs that fall due are done, and what follows of them."""
        self.clock.advance(time)
        await self.settle()

    async def hears(self, incoming: Incoming, conversation: Conversation) -> Text | None:
        """Let a conversation take what came in; returns the notice over the chat."""
        effect = await conversation(incoming, self.tools)
        async with self.store.works.for_update(BOT, incoming.update_id) as work:
            await effect(work)
        await self.settle()
        return work.notices[-1] if work.notices else None

    async def settle(self) -> None:
        """Send to every chat somebody watches and do what is due, until all is quiet."""
        for _ in range(_ROUNDS):
            sent = [self.telegram.deliver(place) for place in self.places]
            due = self.store.due(self.clock.now())
            for timer in due:
                await self._do(timer)
            if not due and not any(sent):
                return
        raise AssertionError("it never becomes quiet: each thing done asks for another")

    async def _do(self, timer: DueTimer) -> None:
        done = await self.jobs[timer.kind](timer, self.tools)
        with suppress(AlreadyDone):  # another job took it back
            async with self.store.works.for_timer(timer, done.next_at) as work:
                await done.effect(work)


class Talk:
    """A private chat of one person with the bot."""

    def __init__(
        self,
        shop: Shop | None = None,
        person: Person = LI,
        *,
        group: bool = False,
    ) -> None:
        self.shop = shop or Shop()
        self.person = person
        self.place = Place(BOT, -100 if group else person.id)
        self.kind = ChatKind.GROUP if group else ChatKind.PRIVATE
        self.chat = self.shop.telegram.chat(self.place)
        self.messages = self.chat.messages
        self.notice: str | None = None
        self.shop.places.append(self.place)

    async def says(self, words: str, *, reply_to: int | None = None) -> list[Message]:
        """Write; a word that begins with / is a command. Returns the messages that came back."""
        if words.startswith("/"):
            name, _, arguments = words[1:].partition(" ")
            arguments = arguments.strip()
            content = Command(name, arguments, html.escape(arguments), reply_to)
            return await self._does(content, self._command(name))
        return await self._does(Said(words, html.escape(words), reply_to), table.WORDS)

    async def taps(self, label: str) -> list[Message]:
        """Tap the newest button that is called so, or whose label begins so."""
        for message in reversed(self.messages):
            for name, data in message.buttons.items():
                if name == label or name.startswith(label):
                    return await self.taps_data(data, message.id)
        shown = [list(message.buttons) for message in self.messages]
        raise AssertionError(f"no button {label!r} among {shown}")

    async def taps_data(self, data: str, message_id: int | None = None) -> list[Message]:
        """Tap a button by its data, as an old message or somebody ill-meaning would."""
        conversation = table.BUTTONS.get(data.split(":", maxsplit=1)[0], table.UNKNOWN_BUTTON)
        return await self._does(
            Tapped(data, "tap", message_id, under=self._under(message_id)), conversation
        )

    def _under(self, message_id: int | None) -> Shared | None:
        tapped = self.chat.find(message_id) if message_id is not None else None
        replied = self.chat.written.get(tapped.reply_to) if tapped and tapped.reply_to else None
        return Shared(replied.kind, replied.file) if replied and replied.kind else None

    async def sends(self, kind: MediaKind, caption: str = "", **more: Any) -> list[Message]:
        shared = Shared(kind, caption=caption, **{"file_id": "FILE", "html": caption, **more})
        return await self._does(shared, table.MEDIA)

    async def hears(self, content: Content, conversation: Conversation) -> list[Message]:
        """Send anything, taken by any conversation."""
        return await self._does(content, conversation)

    async def edits(self, message_id: int, words: str) -> list[Message]:
        edited = Edited(message_id, words, html.escape(words))
        return await self._does(edited, table.EDITED)

    async def blocks(self, *, back: bool = False) -> list[Message]:
        return await self._does(BotMembership(present=back), table.MEMBERSHIP)

    async def caller(self) -> Caller:
        return await self.shop.store.reads.caller(self.place, self.person.id)

    @property
    def cars(self) -> list[Vehicle]:
        state = self.shop.state
        owner = state.people[self.person.id]
        return [state.vehicles[car] for who, car in state.drives if who == owner]

    @property
    def questions(self) -> list[Question]:
        owner = self.shop.state.people[self.person.id]
        asked = self.shop.state.questions.values()
        return [question for question in asked if question.owner_id == owner]

    @property
    def last(self) -> Message:
        return self.messages[-1]

    def _command(self, name: str) -> Conversation:
        if self.kind is ChatKind.GROUP:
            return table.GROUP_COMMANDS[name]
        if name in table.UNLISTED_COMMANDS:
            return table.UNLISTED_COMMANDS[name]
        found = table.COMMANDS.get(name)
        return found.conversation if found else table.UNKNOWN_COMMAND

    async def _does(self, content: Content, conversation: Conversation) -> list[Message]:
        incoming = Incoming(
            next(UPDATES), self.place, self.kind, self.person, self.shop.clock.now(), content,
            self.chat.keep(content, self.person),
        )  # fmt: skip
        notice = await self.shop.hears(incoming, conversation)
        self.notice = plain(notice, self.shop.tools.policy.languages[0]) if notice else None
        return self.receives()

    def receives(self) -> list[Message]:
        """Look at the phone: what is new or changed since the last look."""
        self.shop.telegram.deliver(self.place)
        return self.chat.look()


def plain(text: Text, locale: str) -> str:
    return RENDERER.plain(text, locale)
