"""From the owner into the case's room: words, media, albums; in order, and not too fast."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.case_messages import Author, CaseMessage, Relay
from domain.cases import Case
from domain.incoming import MediaKind
from domain.outgoing import AlbumPart, Button, Outgoing
from domain.ports import Tools, Work
from domain.text import Body, Html, Joined, Plain, Text
from handlers.cases.room.case_room import CaseRoom
from handlers.cases.to_owner import tell_owner

CAPTIONED = frozenset(
    {
        MediaKind.PHOTO,
        MediaKind.VIDEO,
        MediaKind.ANIMATION,
        MediaKind.VOICE,
        MediaKind.AUDIO,
        MediaKind.DOCUMENT,
    }
)
"""Kinds that carry a caption (Telegram)."""

IN_ALBUMS = frozenset({MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.DOCUMENT, MediaKind.AUDIO})
"""Kinds that make up albums (Telegram)."""

MOST_IN_ALBUM = 10
_LONGEST_CAPTION = 900
"""A caption that gets a case's number in front must stay below Telegram's 1024."""

MOST_A_MINUTE = 10
"""An owner's messages of one case that go into its room at once; further ones are slowed, so that
one owner's flood does not take a group's 20 a minute from all others."""
_APART = timedelta(seconds=6)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast an owner has been writing in a case.

    `recent`: messages in the last minute. `waits_until`: when the last one that is still slowed
    goes into the room, by when it was written; None if none is.
    """

    recent: int
    waits_until: datetime | None = None

    @property
    def is_first_slowed(self) -> bool:
        """Whether this message is the first that is slowed, so that the owner is told once."""
        return self.recent == MOST_A_MINUTE

    def not_before(self, now: datetime) -> datetime | None:
        """Return when the next message may go into the room; None: at once.

        Never before one that the owner wrote earlier and that is waiting still.
        """
        own = _slowed(self.recent, now)
        waiting = self.waits_until if self.waits_until and self.waits_until > now else None
        return max((one for one in (own, waiting) if one), default=None)


def _slowed(recent: int, at: datetime) -> datetime | None:
    """Return when a message of then goes into the room, after so many in the minute before it."""
    over = recent - MOST_A_MINUTE + 1
    return at + over * _APART if over > 0 else None


async def pace_of(tools: Tools, case_id: int) -> Pace:
    """Return how fast the owner has been writing."""
    latest = await tools.cases.messages(case_id, limit=100)
    theirs = [one for one in latest if one.author is Author.OWNER]
    slowed = (
        _slowed(_in_the_minute(theirs[:place], one.written_at), one.written_at)
        for place, one in enumerate(theirs)
        if one.relay is Relay.PENDING
    )
    waits_until = max((one for one in slowed if one), default=None)
    return Pace(_in_the_minute(theirs, tools.clock.now()), waits_until)


def _in_the_minute(messages: Sequence[CaseMessage], before: datetime) -> int:
    since = before - timedelta(minutes=1)
    return sum(one.written_at > since for one in messages)


async def room_target(
    tools: Tools, room: CaseRoom, message: CaseMessage | None
) -> int | str | None:
    """Return what a message of the room is to reply to, so that it points at this case message.

    Where it was written in the room, else its copy there; a copy that is not known yet goes by its
    ref.
    """
    if message is None:
        return None
    twins = await tools.cases.twins([message.id])
    here = [twin.message_id for twin in twins if twin.chat_id == room.place.chat_id]
    if here:
        return min(here)
    return message.ref if message.author is not Author.NOTE else None


def words_in_room(message: CaseMessage, case: Case) -> Body:
    """Return an owner's words as they stand in the room, with their name and formatting."""
    if case.is_anonymous:
        return Text("complaint.anonymous_says", words=_words_of(message))
    name = message.author_name or str(message.author_id)
    if message.origin:
        forwards = Text("case.owner_forwards", name=name, origin=message.origin)
        return Joined((forwards, _words_of(message)), "\n")
    return Text("case.owner_says", name=name, words=_words_of(message))


def to_room(
    room: CaseRoom,
    message: CaseMessage,
    *,
    reply_to: int | str | None = None,
    not_before: datetime | None = None,
) -> Outgoing:
    """Return the sending of one message of the owner into the room."""
    message = _shown(room, message)
    then = room.outcome("relay", [message.id])
    if message.kind is None or message.message_id is None:
        return room.say(
            words_in_room(message, room.case),
            reply_to=reply_to,
            ref=message.ref,
            bundle=f"owner:{room.case.id}",
            then=then,
            not_before=not_before,
        )
    return room.copy(
        message.chat_id,
        message.message_id,
        caption=_caption(room, message),
        reply_to=reply_to,
        ref=message.ref,
        then=then,
        not_before=not_before,
    )


def album_to_room(
    room: CaseRoom,
    messages: Sequence[CaseMessage],
    *,
    reply_to: int | str | None = None,
    not_before: datetime | None = None,
) -> tuple[Outgoing, ...]:
    """Return the sending of an album's members, kept together where Telegram can."""
    whole = [one for one in messages if one.kind in IN_ALBUMS and one.file_id]
    if len(whole) < len(messages) or len(messages) == 1:
        return tuple(
            to_room(room, one, reply_to=reply_to, not_before=not_before) for one in messages
        )
    sent = []
    for start in range(0, len(whole), MOST_IN_ALBUM):
        members = whole[start : start + MOST_IN_ALBUM]
        if len(members) == 1:
            sent.append(to_room(room, members[0], reply_to=reply_to, not_before=not_before))
            continue
        parts = tuple(_part(room, one, first=place == 0) for place, one in enumerate(members))
        then = room.outcome("relay", [one.id for one in members])
        sent.append(
            room.album(
                parts, reply_to=reply_to, ref=members[0].ref, then=then, not_before=not_before
            )
        )
    return tuple(sent)


async def put_in_room(
    work: Work,
    room: CaseRoom,
    messages: Sequence[CaseMessage],
    *,
    reply_to: int | str | None = None,
    not_before: datetime | None = None,
    agreed: bool = False,
) -> None:
    """Queue kept messages of the owner for the room, in order, albums together.

    Of an owner who is not to be known, what is more than words is passed on once they have `agreed`
    to it: they are asked, and told what it may give away. What is kept back already stays so.
    """
    if not agreed:
        messages = [one for one in messages if not one.relay.is_kept_back]
    if room.case.is_anonymous and not agreed:
        messages = await _asked_first(work, room.case, messages)
    messages = [_shown(room, one) for one in messages]
    await work.cases.set_relay([one.id for one in messages], Relay.PENDING)
    for together in grouped(messages):
        if together[0].kind and together[0].origin and not _takes_origin(together[0]):
            line = words_in_room(together[0], room.case)
            await work.outbox.put(room.say(line, silent=True, not_before=not_before))
        sent = album_to_room(room, together, reply_to=reply_to, not_before=not_before)
        await work.outbox.put(*sent)


async def _asked_first(
    work: Work, case: Case, messages: Sequence[CaseMessage]
) -> Sequence[CaseMessage]:
    """Keep back what is more than words and ask its owner; returns the words."""
    held = [one for one in messages if one.kind is not None]
    if held:
        await work.cases.set_relay([one.id for one in held], Relay.HELD)
        which = f"{case.id}:{held[0].id}:{held[-1].id}"
        buttons = (
            (Button(Text("button.pass_on"), f"complain:pass:{which}"),),
            (Button(Text("button.keep_back"), f"complain:keep:{which}"),),
        )
        question = Text("complaint.gives_away", n=len(held))
        await tell_owner(work, case, question, held[-1].written_at, buttons=buttons)
    return [one for one in messages if one.kind is None]


def _shown(room: CaseRoom, message: CaseMessage) -> CaseMessage:
    """Return a message as the room may see it: who wrote first what was forwarded names people."""
    return replace(message, origin="") if room.case.is_anonymous else message


def grouped(messages: Sequence[CaseMessage]) -> list[list[CaseMessage]]:
    """Return messages in order, those of one album as one group."""
    groups: list[list[CaseMessage]] = []
    for message in messages:
        if message.album_id and groups and groups[-1][0].album_id == message.album_id:
            groups[-1].append(message)
        else:
            groups.append([message])
    return groups


def _part(room: CaseRoom, message: CaseMessage, *, first: bool) -> AlbumPart:
    if message.kind is None or message.file_id is None:
        raise ValueError(f"message {message.id} has no file")
    caption: Body | None = _words_of(message) if message.text else None
    if first and _takes_origin(message):
        caption = _forwarded(message)
    if first and not room.has_topic and len(message.text) <= _LONGEST_CAPTION:
        caption = room.numbered(caption or Joined(()))
    return AlbumPart(message.kind, message.file_id, caption)


def _caption(room: CaseRoom, message: CaseMessage) -> Body | None:
    """Return the caption that replaces a copy's own: where number or origin have to be in it."""
    if message.kind not in CAPTIONED or len(message.text) > _LONGEST_CAPTION:
        return None
    if message.origin:
        return _forwarded(message)
    return None if room.has_topic else _words_of(message)


def _takes_origin(message: CaseMessage) -> bool:
    """Whether there is room above a caption for who wrote it first."""
    fits = message.kind in CAPTIONED and len(message.text) <= _LONGEST_CAPTION
    return bool(message.origin) and fits


def _forwarded(message: CaseMessage) -> Body:
    origin = Text("case.forwarded_from", origin=message.origin)
    return Joined((origin, _words_of(message)), "\n")


def _words_of(message: CaseMessage) -> Body:
    return Html(message.html) if message.html else Plain(message.text)
