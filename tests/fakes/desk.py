"""A desk's group, where several people of staff write, tap and manage topics."""

import html
import re
from typing import Any

from domain.incoming import (
    ChatKind,
    Command,
    Content,
    Edited,
    FileRef,
    Incoming,
    MediaKind,
    MemberChanged,
    Person,
    Place,
    Said,
    Shared,
    Tapped,
    TopicChange,
    TopicChanged,
)
from domain.ports import Conversation
from domain.rooms import Room
from domain.staff import Role
from handlers import table
from tests.fakes.phone import Message, Topic
from tests.fakes.talk import BOT, UPDATES, Shop, plain

ANN = Person(8001, "Ann", username="ann", language_code="en")
BO = Person(8002, "Bo", username="bo", language_code="en")
THE_BOT = Person(BOT, "Bot", is_bot=True)
GROUP = -1_000_000_000_500
"""The group of a desk whose policy names none."""


class Desk:
    """A desk's group. `forum`: one topic per case; else a plain group that works by replies.

    Whatever is done returns the messages that are new or changed in the group.
    """

    def __init__(
        self, shop: Shop | None = None, *, key: str | None = None, forum: bool = True
    ) -> None:
        self.shop = shop or Shop()
        policy = self.shop.tools.policy
        self.key = key or policy.desk.key
        named = next(desk.chat_id for desk in policy.desks if desk.key == self.key)
        self.place = Place(BOT, named or GROUP)
        self.forum = forum
        self.chat = self.shop.telegram.chat(self.place)
        self.messages = self.chat.messages
        self.notice: str | None = None
        self.shop.places.append(self.place)
        self.shop.state.staff.rooms[self.place.bot_id, self.place.chat_id] = Room(
            BOT, self.place.chat_id, has_topics=forum, is_admin=True, can_manage_topics=forum,
            can_pin=True, can_delete=True,
        )  # fmt: skip

    def move(self, chat_id: int) -> None:
        """Go to another chat of the desk's staff, such as its supervisors'."""
        self.place = Place(self.place.bot_id, chat_id)
        self.chat = self.shop.telegram.chat(self.place)
        self.messages = self.chat.messages
        self.shop.places.append(self.place)

    async def employs(self, *people: Person, role: Role = Role.AGENT) -> None:
        """Make these people staff of the desk, in the group."""
        async with self.shop.store.works.alone() as work:
            for person in people:
                await work.staff.grant(person, self.key, role, by=1)
                await work.staff.set_present(BOT, self.place.chat_id, person, present=True)

    async def says(
        self,
        person: Person,
        words: str,
        *,
        topic: int | None = None,
        reply_to: int | None = None,
        as_chat: bool = False,
    ) -> list[Message]:
        """Write in a topic, or outside any; a word that begins with / is a command."""
        if re.match(r"/[A-Za-z0-9_]+(\s|$)", words):
            name, _, arguments = words[1:].partition(" ")
            arguments = arguments.strip()
            command = Command(name, arguments, html.escape(arguments), reply_to)
            known = table.GROUP_COMMANDS.get(name, table.GROUP_UNKNOWN_COMMAND)
            return await self.does(person, command, known, topic, as_chat=as_chat)
        said = Said(words, html.escape(words), reply_to)
        return await self.does(person, said, table.GROUP_WORDS, topic, as_chat=as_chat)

    async def sends(
        self,
        person: Person,
        kind: MediaKind,
        caption: str = "",
        *,
        topic: int | None = None,
        **more: Any,
    ) -> list[Message]:
        """Send something that is more than text; `more` are fields of `Shared`."""
        shared = Shared(kind, caption=caption, **{"file_id": "FILE", "html": caption, **more})
        return await self.does(person, shared, table.GROUP_MEDIA, topic)

    async def edits(
        self, person: Person, message_id: int, words: str, *, file: str | None = None
    ) -> list[Message]:
        """Edit a message of one's own; `file` puts another one into it."""
        mine = self.chat.written[message_id]
        edited = Edited(
            message_id, words, html.escape(words), mine.kind, file or mine.file,
            FileRef(file) if file else None,
        )  # fmt: skip
        return await self.does(person, edited, table.GROUP_EDITED, mine.topic_id)

    async def taps(self, person: Person, label: str, *, topic: int | None = None) -> list[Message]:
        """Tap the newest button of that label, or whose label begins so; in a topic, if given."""
        standing = [one for one in self.messages if not one.is_deleted]
        for message in reversed(standing):
            if topic is not None and message.topic_id != topic:
                continue
            for name, data in message.buttons.items():
                if name.startswith(label):
                    return await self.taps_data(person, data, message.id)
        shown = [list(message.buttons) for message in standing]
        raise AssertionError(f"no button {label!r} among {shown}")

    async def taps_data(
        self, person: Person, data: str, message_id: int | None = None, *, as_chat: bool = False
    ) -> list[Message]:
        """Tap a button by its data, as an old message or somebody ill-meaning would."""
        prefix = data.split(":", maxsplit=1)[0]
        known = table.GROUP_BUTTONS.get(prefix, table.GROUP_UNKNOWN_BUTTON)
        message = self.chat.find(message_id) if message_id is not None else None
        topic = message.topic_id if message else None
        return await self.does(
            person, Tapped(data, "tap", message_id), known, topic, as_chat=as_chat
        )

    async def joins(self, person: Person) -> list[Message]:
        """Somebody comes to the group."""
        return await self.does(person, MemberChanged(person, True), table.GROUP_MEMBERS)

    async def leaves(self, person: Person) -> list[Message]:
        """Somebody leaves it."""
        return await self.does(person, MemberChanged(person, False), table.GROUP_MEMBERS)

    async def closes(self, person: Person, topic: int) -> list[Message]:
        """Somebody closes a topic by hand."""
        self.chat.topics[topic].is_closed = True
        return await self.hears(TopicChange.CLOSED, topic, person)

    async def hears(
        self, change: TopicChange, topic: int, person: Person = THE_BOT, name: str = ""
    ) -> list[Message]:
        """A service message of Telegram about a topic, which somebody caused."""
        content = TopicChanged(change, topic, name or self.chat.topics[topic].name)
        return await self.does(person, content, table.GROUP_TOPICS, topic)

    def deletes_topic(self, topic: int) -> None:
        """Somebody deletes a topic by hand: Telegram tells the bot nothing of it."""
        self.chat.topics[topic].is_deleted = True
        for message in self.in_topic(topic):
            message.is_deleted = True

    def in_topic(self, topic: int | None) -> list[Message]:
        """Return what the bot has standing in a topic."""
        return [one for one in self.messages if one.topic_id == topic and not one.is_deleted]

    def topic(self, name: str = "") -> Topic:
        """Return the newest topic that stands with `name` as a part of its name."""
        for topic in reversed(self.chat.topics.values()):
            if name in topic.name and not topic.is_deleted:
                return topic
        names = [topic.name for topic in self.chat.topics.values()]
        raise AssertionError(f"no topic {name!r} among {names}")

    @property
    def last_written(self) -> Message:
        """What somebody of staff wrote last."""
        return self.chat.written[max(self.chat.written)]

    async def receives(self) -> list[Message]:
        """Look at the group, after all that is due has been done."""
        await self.shop.settle()
        return self.chat.look()

    async def does(
        self,
        person: Person,
        content: Content,
        conversation: Conversation,
        topic: int | None = None,
        *,
        as_chat: bool = False,
    ) -> list[Message]:
        """Do anything, taken by any conversation."""
        place = Place(self.place.bot_id, self.place.chat_id, topic)
        incoming = Incoming(
            next(UPDATES), place, ChatKind.GROUP, person, self.shop.clock.now(), content,
            self.chat.keep(content, person, topic), sent_as_chat=as_chat, in_forum=self.forum,
        )  # fmt: skip
        notice = await self.shop.hears(incoming, conversation)
        self.notice = plain(notice, self.shop.tools.policy.languages[0]) if notice else None
        return self.chat.look()
