"""Talking to the conversations as an owner would: words go in, what the phone shows comes out."""

import html
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
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
from domain.outgoing import Call
from domain.owners import Caller, Vehicle
from domain.policy import Policy
from domain.ports import Conversation, Tools
from domain.text import Text
from handlers import table
from tests.conftest import SetClock
from tests.fakes.brand import ENTRIES, POLICY
from tests.fakes.knowledge import FakeKnowledge
from tests.fakes.state import State
from tests.fakes.store import Store

RENDERER = HtmlRenderer(Catalog.load())
BOT = 1
LI = Person(7001, "Li", language_code="en")
_UPDATES = itertools.count(1)


@dataclass
class Message:
    """A message on the phone: words without markup, buttons as label to data."""

    id: int
    text: str
    buttons: dict[str, str] = field(default_factory=dict)
    photo: str | None = None
    reply_to: int | None = None


class Shop:
    """One bot with its FAQ, to which several people can talk."""

    def __init__(self, policy: Policy = POLICY, entries: Iterable[FaqEntry] = ENTRIES) -> None:
        self.clock = SetClock(datetime(2026, 3, 2, 8, 30, tzinfo=UTC))
        self.store = Store(self.clock)
        self.store.state.entries = {entry.key: entry for entry in entries}
        self.knowledge = FakeKnowledge(self.store)
        self.tools = Tools(self.store.reads, self.knowledge, self.clock, policy)

    @property
    def state(self) -> State:
        return self.store.state

    async def curates(self, entry: FaqEntry) -> None:
        async with self.store.works.alone() as work:
            await work.faq.apply(ImportPlan(changed=(entry,)), by="test")

    async def waits(self, time: timedelta) -> None:
        """Let time pass; the clock's jobs that fall due are done, their words stay waiting."""
        now = self.clock.advance(time)
        for timer in self.store.due(now):
            due = await table.JOBS[timer.kind](timer, self.tools)
            async with self.store.works.for_timer(timer, due.next_at) as work:
                await due.effect(work)


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
        self.messages: list[Message] = []
        self.notice: str | None = None

    async def says(self, words: str) -> list[Message]:
        """Write; a word that begins with / is a command. Returns the messages that came back."""
        if words.startswith("/"):
            name, _, arguments = words[1:].partition(" ")
            content = Command(name, arguments.strip())
            return await self._does(content, self._command(name))
        return await self._does(Said(words, html.escape(words)), table.WORDS)

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
        return await self._does(Tapped(data, "tap", message_id), conversation)

    async def sends(self, kind: MediaKind, caption: str = "", **more: Any) -> list[Message]:
        return await self._does(Shared(kind, "FILE", caption, **more), table.MEDIA)

    async def edits(self, message_id: int, words: str) -> list[Message]:
        return await self._does(Edited(message_id, words, words), table.EDITED)

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
        found = table.COMMANDS.get(name)
        return found.conversation if found else table.UNKNOWN_COMMAND

    async def _does(self, content: Content, conversation: Conversation) -> list[Message]:
        update_id = next(_UPDATES)
        incoming = Incoming(
            update_id, self.place, self.kind, self.person, self.shop.clock.now(), content, update_id
        )
        effect = await conversation(incoming, self.shop.tools)
        async with self.shop.store.works.for_update(BOT, update_id) as work:
            await effect(work)
        caller_locale = self.shop.tools.policy.languages[0]
        self.notice = plain(work.notices[-1], caller_locale) if work.notices else None
        return self.receives()

    def receives(self) -> list[Message]:
        """Put what waits for this chat on the phone; returns what is new or changed."""
        waiting = self.shop.state.waiting
        mine = [one for one in waiting if one.to == self.place]
        self.shop.state.waiting = [one for one in waiting if one.to != self.place]
        return [self._shown(call) for one in mine for call in RENDERER.render(one)]

    def _shown(self, call: Call) -> Message:
        buttons = {
            button["text"]: button["callback_data"]
            for row in call.params.get("reply_markup", {}).get("inline_keyboard", ())
            for button in row
        }
        words = _without_markup(call.params.get("text", call.params.get("caption", "")))
        if call.method.startswith("edit"):
            message = next(one for one in self.messages if one.id == call.params["message_id"])
            message.buttons = buttons
            message.text = words if call.method == "edit_message_text" else message.text
            return message
        reply_to = call.params.get("reply_parameters", {}).get("message_id")
        photo = call.params.get("photo")
        message = Message(len(self.messages) + 1, words, buttons, photo, reply_to)
        self.messages.append(message)
        return message


def plain(text: Text, locale: str) -> str:
    return RENDERER.plain(text, locale)


def _without_markup(words: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", words))
