"""A case's room made anew: topic, card, and what was said so far."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from domain.case_messages import Author, CaseMessage, NewMessage
from domain.cases import Case
from domain.outgoing import Outgoing
from domain.ports import Tools, Work
from domain.text import Body, Html, Joined, Plain, Text
from handlers.cases.room.card import CardView, view_of
from handlers.cases.room.case_room import CaseRoom
from handlers.cases.words import kind_of

_MOST_MESSAGES = 100
"""The last messages that are said again; the whole of a case stays in the database."""
_CHARACTERS = 3000
"""Of words in one message of ours, below Telegram's 4096 with room for names."""


@dataclass(frozen=True, slots=True)
class Anew:
    """What is to be put into a case's room that begins again; `up_to`: the last message of it."""

    view: CardView
    case: Case
    history: tuple[Outgoing, ...]
    up_to: int

    def of(self, case: Case) -> Self:
        """Return the same for the case as it is by now."""
        return replace(self, case=case)

    async def put(self, work: Work) -> None:
        """Queue topic, card and history."""
        room = self.view.room
        card = await card_message(work, room)
        await work.outbox.put(*room.make(), *self.view.first(self.case, card.id), *self.history)


async def anew(tools: Tools, case: Case, room: CaseRoom | None = None) -> Anew:
    """Read what a case's room needs to begin again, there or in the room given."""
    view = await view_of(tools, case)
    if room is not None:
        view = replace(view, room=room)
    said = await tools.cases.messages(case.id, limit=_MOST_MESSAGES)
    told = [one for one in said if one.text or one.kind]
    chats: dict[int, int] = {}
    for twin in await tools.cases.twins([one.id for one in told]):
        if twin.chat_id == case.owner_chat_id:
            chats.setdefault(twin.case_message_id, twin.message_id)
    history = tuple(_history(view.room, case, told, chats))
    return Anew(view, case, history, said[-1].id if said else 0)


async def card_message(work: Work, room: CaseRoom) -> CaseMessage:
    """Keep the card as a message of the case, so that a reply to it finds the case."""
    case = room.case
    return await work.cases.say(
        NewMessage(
            case_id=case.id,
            author=Author.BOT,
            author_id=None,
            author_name="",
            bot_id=case.bot_id,
            chat_id=room.place.chat_id,
            message_id=None,
            written_at=case.opened_at,
        )
    )


def _history(
    room: CaseRoom, case: Case, told: Sequence[CaseMessage], in_chat: dict[int, int]
) -> Iterator[Outgoing]:
    """Yield words together, as many as go into one message, and media one by one.

    What the owner's chat does not hold (a colleague's picture that was a note) went with the topic.
    """
    if told:
        yield room.say(Text("case.said_before"), silent=True)
    words: list[CaseMessage] = []
    for message in told:
        copied = in_chat.get(message.id) if message.kind else None
        if copied is None:
            if sum(len(one.text) for one in words) + len(message.text) > _CHARACTERS:
                yield _words(room, words)
                words = []
            words.append(message)
            continue
        if words:
            yield _words(room, words)
            words = []
        sent: Body = Text("case.sent_media", name=_name(message))
        if case.is_anonymous:
            sent = Text("complaint.anonymous_media")
        yield room.say(sent, silent=True)
        yield room.copy(case.owner_chat_id, copied, then=room.outcome("again", [message.id]))
    if words:
        yield _words(room, words)


def _words(room: CaseRoom, messages: Sequence[CaseMessage]) -> Outgoing:
    body = Joined(tuple(_line(room.case, one) for one in messages), "\n")
    then = room.outcome("again", [one.id for one in messages])
    return room.say(body, silent=True, then=then)


def _line(case: Case, message: CaseMessage) -> Body:
    words: Body = Html(message.html) if message.html else Plain(message.text)
    if message.kind:
        words = Joined((kind_of(message.kind), words), " ")
    if message.author is Author.NOTE:
        return Text("case.note_said", name=_name(message), words=words)
    if case.is_anonymous and message.author is Author.OWNER:
        return Text("complaint.anonymous_says", words=words)
    return Text("case.owner_says", name=_name(message), words=words)


def _name(message: CaseMessage) -> str:
    return message.author_name or str(message.author_id or "")
