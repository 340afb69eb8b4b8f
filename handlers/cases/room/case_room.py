"""Where a case is worked on: its topic in the desk's group, or a place without topics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.cases import Case, CaseKind
from domain.desks import Desk
from domain.incoming import Place
from domain.outgoing import (
    Action,
    AlbumPart,
    Buttons,
    Copy,
    EditCaption,
    EditText,
    EditTopic,
    MakeTopic,
    Outgoing,
    Pin,
    Priority,
    React,
    SendAlbum,
    SendText,
    Then,
)
from domain.ports import Tools
from domain.text import Body, Joined, Text
from handlers.cases.desks import desk_of, language_of_staff
from handlers.cases.room.subject import topic_name
from handlers.cases.supervisors import private_chats

IN_ROOM = "case_in_room"
"""The timer of what came of a call into a case's room; see handlers/cases/room/in_room.py."""

NOBODY = 0
"""The chat of a desk that has neither a group nor anybody in charge: Telegram refuses it, so what
was to be said ends among the dead letters, where an operator sees it. The case itself is kept."""


@dataclass(frozen=True, slots=True)
class CaseRoom:
    """A case's room. Everything of one case has one priority, so that it stays in order.

    `has_topic`: the case has a topic of its own. Without one, whatever is said stands in reply to
    the card, with the case's number in front.
    """

    case: Case
    place: Place
    locale: str
    has_topic: bool

    @property
    def priority(self) -> Priority:
        """Cards wait for replies to owners; an emergency waits for nothing."""
        return Priority.REPLY if self.case.kind is CaseKind.EMERGENCY else Priority.CARD

    @property
    def is_private(self) -> bool:
        """Whether it is somebody's chat with the bot, where there is no group: ids above 0."""
        return self.place.chat_id > NOBODY

    def say(
        self,
        body: Body,
        *,
        buttons: Buttons = (),
        reply_to: int | str | None = None,
        ref: str | None = None,
        coalesce: str | None = None,
        bundle: str | None = None,
        then: Then | None = None,
        silent: bool = False,
        not_before: datetime | None = None,
    ) -> Outgoing:
        """Return a message into the room. Without `then`, a room that vanished is made anew."""
        if ref == self.case.card:
            action = SendText(body, buttons, silent=silent)
        else:
            action = SendText(self.numbered(body), buttons, self.answering(reply_to), silent)
        return self._out(
            action, ref=ref, coalesce=coalesce, bundle=bundle, then=then, not_before=not_before
        )

    def copy(
        self,
        from_chat: int,
        message_id: int,
        *,
        caption: Body | None = None,
        reply_to: int | str | None = None,
        ref: str | None = None,
        then: Then | None = None,
        not_before: datetime | None = None,
    ) -> Outgoing:
        """Return a copy of somebody's message into the room; a caption given replaces its own."""
        words = self.numbered(caption) if caption is not None else None
        action = Copy(from_chat, message_id, words, reply_to=self.answering(reply_to))
        return self._out(action, ref=ref, then=then, not_before=not_before)

    def album(
        self,
        parts: tuple[AlbumPart, ...],
        *,
        reply_to: int | str | None = None,
        ref: str | None = None,
        then: Then | None = None,
        not_before: datetime | None = None,
    ) -> Outgoing:
        """Return an album into the room."""
        action = SendAlbum(parts, self.answering(reply_to))
        return self._out(action, ref=ref, then=then, not_before=not_before)

    def react(self, message_id: int, emoji: str | None) -> Outgoing:
        """Return a reaction under a message of the room."""
        return Outgoing(self.place, React(message_id, emoji), self.locale, self.priority)

    def edit(
        self,
        target: int | str,
        body: Body,
        buttons: Buttons = (),
        *,
        coalesce: str | None = None,
        then: Then | None = None,
    ) -> Outgoing:
        """Return a change of text and buttons of a message of ours in the room."""
        return self._out(EditText(target, body, buttons), coalesce=coalesce, then=then)

    def edit_caption(
        self, target: int | str, caption: Body, *, then: Then | None = None
    ) -> Outgoing:
        """Return a change of the caption of a copy of ours in the room."""
        return self._out(EditCaption(target, caption), then=then)

    def pin(self, target: int | str) -> Outgoing:
        """Return the pinning of a message of ours; without the right to it nothing is lost."""
        return Outgoing(self.place, Pin(target), self.locale, self.priority, topic=self._topic)

    def make(self) -> tuple[Outgoing, ...]:
        """Return the making of the case's topic, to be put before what goes into it."""
        if not self.has_topic:
            return ()
        action = MakeTopic(self.case.topic, topic_name(self.case))
        then = self.outcome("topic")
        return (Outgoing(self.place, action, self.locale, self.priority, then=then),)

    def change_topic(
        self, *, name: Body | None = None, is_closed: bool | None = None
    ) -> tuple[Outgoing, ...]:
        """Return the renaming, closing or opening of the case's topic, where it has one."""
        if not self.has_topic:
            return ()
        return (self._out(EditTopic(name, is_closed)),)

    def outcome(self, what: str, messages: Sequence[int] = ()) -> Then:
        """Return what follows a call: `what` is "topic", "card", "line" or "relay".

        It names the chat: once the outcome is known, the case's room may be in another one.
        """
        data = {"case": self.case.id, "what": what, "messages": list(messages)}
        return Then(IN_ROOM, data | {"chat": self.place.chat_id})

    def numbered(self, body: Body) -> Body:
        """Return words as they stand in the room: with the number where there is no topic."""
        if self.has_topic:
            return body
        return Joined((Text("case.line", number=self.case.number), body), "\n")

    def answering(self, reply_to: int | str | None) -> int | str | None:
        """Return what a message stands in reply to; without a topic, the card if nothing else."""
        return self.case.card if reply_to is None and not self.has_topic else reply_to

    @property
    def _topic(self) -> str | None:
        return self.case.topic if self.has_topic else None

    def _out(
        self,
        action: Action,
        *,
        ref: str | None = None,
        coalesce: str | None = None,
        bundle: str | None = None,
        then: Then | None = None,
        not_before: datetime | None = None,
    ) -> Outgoing:
        return Outgoing(
            self.place,
            action,
            self.locale,
            self.priority,
            ref=ref,
            coalesce=coalesce,
            not_before=not_before,
            topic=self._topic,
            bundle=bundle,
            then=then or self.outcome("line"),
        )


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a desk's cases are worked on; a room is made there for each."""

    place: Place
    locale: str
    has_topics: bool

    def room(self, case: Case) -> CaseRoom:
        """Return the room of a case of this desk."""
        return CaseRoom(case, self.place, self.locale, self.has_topics)


async def ground_of(
    tools: Tools, bot_id: int, desk: Desk, *, in_confidence: bool = False
) -> Ground:
    """Return the ground of a desk: its group, else the chat of whoever is in charge of it.

    `in_confidence`: for those in charge only.
    """
    locale = language_of_staff(tools.policy, desk)
    if desk.chat_id is None or in_confidence:
        in_charge = await private_chats(tools, bot_id, desk)
        place = in_charge[0] if in_charge else Place(bot_id, NOBODY)
        return Ground(place, locale, has_topics=False)
    room = await tools.staff.room(bot_id, desk.chat_id)
    return Ground(Place(bot_id, desk.chat_id), locale, room.makes_topics)


async def of_case(tools: Tools, case: Case) -> CaseRoom:
    """Return the room of a case, on the ground of its desk."""
    desk = desk_of(tools.policy, case.desk)
    ground = await ground_of(tools, case.bot_id, desk, in_confidence=case.is_anonymous)
    return ground.room(case)
