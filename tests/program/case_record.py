"""Whether a case that was played came out as it must, by what Telegram and the database hold."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sandbox import Entry
from tests.program.case_play import CasePlay, Written
from tests.program.desk import Desk, is_card, settled
from tests.program.rows import rows
from tests.program.words import words

IN_FLIGHT = 64
"""Calls under way, or answered and not recorded yet: the sender lets there be no more."""

_CHANGES_OF_CARD = (
    "SELECT id, state, message_id, reason, settled_at FROM outbox"
    " WHERE coalesce = 'card:{case}' OR ref = 'card:{case}' ORDER BY id"
)
_ONCE = ("opened", "topic_made", "claimed", "first_response", "resolved", "confirmed", "closed")


@dataclass(frozen=True)
class Record:
    """What stands in the group and in the private chats, with what was deleted in the topics."""

    desk: Desk
    group: Sequence[Entry]
    private: Mapping[int, Sequence[Entry]]
    topics: Mapping[int, str]
    known: frozenset[tuple[int, int]]
    """Messages of the bot that it has a note of: chat and message id."""

    @classmethod
    async def read(cls, desk: Desk, plays: Sequence[CasePlay]) -> "Record":
        client = desk.stage.client
        sent = await rows(desk.stage.database, "SELECT chat_id, message_id FROM sent_messages")
        chat = await client.chat(desk.group)
        return cls(
            desk,
            await client.messages(desk.group, limit=5000),
            {one.owner.id: await one.owner.transcript(limit=1000) for one in plays},
            {one["thread"]: one["name"] for one in chat["topics"]},
            frozenset((int(chat_id), int(message_id)) for chat_id, message_id in sent),
        )

    def repeats(self) -> list[Entry]:
        """Return messages of the bot that it has no note of: each was sent once more later."""
        everything = [*self.group, *(one for said in self.private.values() for one in said)]
        return [
            one
            for one in everything
            if one.from_bot
            and one.kind != "service"
            and (one.chat_id, one.message_id) not in self.known
        ]

    def standing(self) -> list[Entry]:
        """Return what the bot has said in the group and nobody has deleted."""
        return [one for one in self.group if one.from_bot and not one.deleted]


async def check(record: Record, play: CasePlay) -> None:
    """Check everything that must hold of one case."""
    await _check_case(play)
    await _check_topic(record, play)
    await _check_card(record, play)
    await _check_timeline(play)
    _check_owners_words(record, play)
    _check_staffs_words(record, play)
    _check_notes(record, play)
    await _check_receipt(record, play)


async def _check_case(play: CasePlay) -> None:
    found = await _rows(
        play,
        "SELECT number, status, assignee, first_response_at FROM cases"
        f" WHERE owner_chat_id = {play.owner.id}",
    )
    assert len(found) == 1, f"one case, not {found}"
    [(number, status, assignee, answered)] = found
    assert (number, status, assignee) == (play.case_number, "closed", play.agent.id)
    assert _moment(answered) == min(one.at for one in play.for_owner)


async def _check_topic(record: Record, play: CasePlay) -> None:
    named = [thread for thread, name in record.topics.items() if name.startswith(play.case_number)]
    standing = await _rows(
        play,
        f"SELECT topic_id FROM topics WHERE name = 'case:{play.case_id}' AND lost_at IS NULL",
    )
    assert standing == [(thread,) for thread in named], "one topic, the same on both sides"
    assert named == [play.thread]


async def _check_card(record: Record, play: CasePlay) -> None:
    [(latest,)] = await _rows(
        play, f"SELECT max(message_id) FROM sent_messages WHERE ref = 'card:{play.case_id}'"
    )
    [card] = [one for one in record.standing() if one.message_id == latest]
    assert is_card(card, play.case_number)
    assert card.thread == play.thread
    assert card.pinned
    changes = await _rows(play, _CHANGES_OF_CARD.format(case=play.case_id))
    shown = f"{card.message_id}: {card.text.splitlines()[0]} {card.button_texts}; {changes}"
    assert words("button.case_reopen") in card.button_texts, f"not how it ended: {shown}"


async def _check_timeline(play: CasePlay) -> None:
    events = await _rows(
        play, f"SELECT kind FROM case_events WHERE case_id = {play.case_id} ORDER BY id"
    )
    counts = Counter(kind for (kind,) in events)
    assert {kind: counts[kind] for kind in _ONCE} == dict.fromkeys(_ONCE, 1), counts
    assert "relay_failed" not in counts
    audited = await _rows(play, f"SELECT action FROM audit WHERE subject = '{play.case_number}'")
    assert Counter(action for (action,) in audited) == {"claimed": 1, "resolved": 1}


def _check_owners_words(record: Record, play: CasePlay) -> None:
    """Every word of the owner stands in the topic, as it was last, and nowhere else."""
    there = [one for one in record.standing() if not is_card(one, play.case_number)]
    for written in play.by_owner:
        copies = [one for one in there if written.mark in one.text]
        threads = {one.thread for one in copies}
        is_alarm = play.is_emergency and written is play.by_owner[0]
        split = threads - {play.thread} if not is_alarm else set()  # who is in charge heard it, too
        assert play.thread in threads and not split, f"{written.mark}: {copies}"  # noqa: PT018
        assert any(written.now in one.text for one in copies), f"{written.mark}: old words"
        _check_pictures(written, there, {play.thread})
    _check_order(play.by_owner, [one for one in there if one.thread == play.thread])


def _check_staffs_words(record: Record, play: CasePlay) -> None:
    """Every reply has reached the owner, in order, and as it was last."""
    heard = [one for one in record.private[play.owner.id] if one.from_bot and not one.deleted]
    for written in play.for_owner:
        copies = [one for one in heard if written.mark in one.text]
        assert copies, f"{written.mark} has not reached the owner"
        assert any(written.now in one.text for one in copies), f"{written.mark}: old words"
        _check_pictures(written, heard, {None})
    _check_order(play.for_owner, heard)


def _check_notes(record: Record, play: CasePlay) -> None:
    """No note, and no picture of one, has reached any owner."""
    for said in record.private.values():
        for note in play.notes:
            assert not [one for one in said if note.mark in one.text], f"{note.mark} went out"
            pictures = {picture_of(one) for one in note.entries} - {None}
            assert not pictures & {picture_of(one) for one in said}, f"{note.mark} went out"


async def _check_receipt(record: Record, play: CasePlay) -> None:
    heard = [one.text for one in record.private[play.owner.id] if one.from_bot]
    told = [text for text in heard if play.case_number in text]
    assert told, "no receipt"
    refs = await _rows(
        play,
        "SELECT count(*) FROM case_messages WHERE author = 'bot' AND relay = 'sent'"
        f" AND case_id = {play.case_id} AND chat_id = {play.owner.id}",
    )
    assert refs == [(2,)], "the receipt, and whether it is solved, once each"


def _check_pictures(written: Written, entries: Iterable[Entry], threads: set[int | None]) -> None:
    """Every picture is there, and those of an album are together."""
    pictures = [picture_of(one) for one in written.entries if picture_of(one)]
    if not pictures:
        return
    copies = [one for one in entries if picture_of(one) in pictures]
    assert {one.thread for one in copies} == threads, written.mark
    assert {picture_of(one) for one in copies} == set(pictures), f"{written.mark} is not whole"
    if written.is_album:
        together = Counter(one.media_group_id for one in copies)
        assert None not in together, f"{written.mark} was taken apart"
        assert set(together.values()) == {len(pictures)}, f"{written.mark} was split: {together}"


def _check_order(said: Sequence[Written], heard: Sequence[Entry]) -> None:
    """Texts come in order. An album is gathered first, so a text may go before it."""
    marks = [one.mark for one in said if one.is_text]
    first = [next(number for number, one in enumerate(heard) if mark in one.text) for mark in marks]
    assert first == sorted(first), f"out of order: {marks}"


def picture_of(entry: Entry) -> str | None:
    """Return which picture a message shows, the same in every copy."""
    photo = entry.raw.get("photo")
    return str(photo[-1]["file_unique_id"]) if photo else None


def _moment(value: Any) -> datetime:
    """Read a time: SQLite keeps it as text without a zone, in UTC."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


async def _rows(play: CasePlay, query: str) -> list[tuple[Any, ...]]:
    return await rows(play.desk.stage.database, query)


async def new_play(desk: Desk, number: int) -> CasePlay:
    """Return a case to be played, with an owner of its own."""
    owner = await desk.stage.person(f"Owner {number}")
    return CasePlay(desk, number, owner, desk.agents[number % len(desk.agents)])


async def check_all(
    desk: Desk, plays: Sequence[CasePlay], kills: Sequence[float], told: str
) -> str:
    """Check every case, and that kills explain all that came twice; returns how much that was."""
    await settled(desk)
    record = await Record.read(desk, plays)
    repeats = record.repeats()
    per_kill = _per_kill(kills, repeats)
    told = f"{told}: repeated at each kill {per_kill}"
    print(told)  # noqa: T201 - the count is to be seen
    for one in plays:
        try:
            await check(record, one)
        except AssertionError as error:
            error.add_note(f"case {one.number}; {told}; the log:\n{desk.stage.bot.log[-2000:]}")
            raise
    assert sum(per_kill) == len(repeats), f"a repeat that no kill explains; {told}"
    assert max(per_kill) <= IN_FLIGHT, told
    return told


def _per_kill(kills: Sequence[float], repeats: Sequence[Entry]) -> list[int]:
    """Return how many messages each kill left without a note. Dates are whole seconds."""
    return [sum(kill - 3 <= one.raw["date"] <= kill + 2 for one in repeats) for kill in kills]
