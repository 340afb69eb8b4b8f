"""The room that a case has left for another desk's: what is written there reaches nobody."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from domain.case_messages import Author
from domain.cases import Case
from domain.incoming import MediaKind
from tests.fakes.desk import ANN, BO, Desk
from tests.fakes.talk import Shop, Talk
from tests.handlers.cases.at_desk import TWO_DESKS, texts

WORD = (
    "Q-2026-000001 is with South now, and only they can go on with it. From here nothing goes to"
    " the owner any more."
)
WHOLE = timedelta(seconds=20)
"""Longer than an album's rest is waited for."""


@dataclass
class Rooms:
    """An owner with a question at the north desk, Ann's; Bo works in the south."""

    talk: Talk
    north: Desk
    south: Desk

    @property
    def case(self) -> Case:
        return self.talk.shop.state.handoff.cases[1]

    @property
    def old(self) -> dict[str, Any]:
        """Where in the north one writes about the case: in its topic, or in reply to its card."""
        if self.north.forum:
            return {"topic": next(iter(self.north.chat.topics))}
        return {"reply_to": next(one.id for one in self.north.messages if "Q-2026" in one.text)}

    @property
    def written(self) -> list[str]:
        """What staff wrote that was kept with the case, and is no note."""
        said = self.talk.shop.state.handoff.messages.values()
        return [one.text for one in said if one.author in (Author.STAFF, Author.ASKED)]

    def owner_sees(self) -> list[str]:
        self.talk.receives()
        return texts(self.talk.messages)


async def two_rooms(*, forum: bool = True) -> Rooms:
    shop = Shop(TWO_DESKS)
    north, south = (Desk(shop, key=key, forum=forum) for key in ("north", "south"))
    await north.employs(ANN)
    await south.employs(BO)
    talk = Talk(shop)
    await talk.says("/start d_north")
    await talk.says("/person My door squeaks.")
    return Rooms(talk, north, south)


@pytest.mark.parametrize("forum", [True, False], ids=["forum", "plain"])
@pytest.mark.parametrize("words", ["It was the hinge", "// it was the hinge", "/note the hinge"])
async def test_words_and_notes_in_the_old_room_get_one_word(forum: bool, words: str) -> None:
    rooms = await two_rooms(forum=forum)
    await rooms.north.says(ANN, "/transfer South", **rooms.old)
    seen, kept = rooms.owner_sees(), len(rooms.talk.shop.state.handoff.messages)
    rooms.north.chat.look()
    answered = await rooms.north.says(ANN, words, **rooms.old)
    assert texts(answered) == [WORD]
    assert rooms.case.assignee is None
    assert rooms.owner_sees() == seen
    assert len(rooms.talk.shop.state.handoff.messages) == kept


async def test_in_a_colleagues_case_there_is_nothing_to_send_as_well() -> None:
    rooms = await two_rooms()
    await rooms.north.says(ANN, "/transfer South", **rooms.old)
    await rooms.south.taps_data(BO, "case:claim:1")
    rooms.north.chat.look()
    answered = await rooms.north.says(ANN, "Still me", **rooms.old)
    assert [(one.text, one.buttons) for one in answered] == [(WORD, {})]


async def test_an_edit_in_the_old_room_changes_nothing() -> None:
    rooms = await two_rooms()
    await rooms.north.says(ANN, "It was the hinge", **rooms.old)
    mine = max(rooms.north.chat.written)
    await rooms.north.says(ANN, "/transfer South", **rooms.old)
    rooms.north.chat.look()
    answered = await rooms.north.edits(ANN, mine, "It was the lock")
    assert texts(answered) == [WORD]
    assert "It was the hinge" in rooms.owner_sees()
    assert rooms.written == ["It was the hinge"]


async def test_an_album_in_the_old_room_gets_the_word() -> None:
    rooms = await two_rooms()
    await rooms.north.says(ANN, "/transfer South", **rooms.old)
    rooms.north.chat.look()
    answered = await rooms.north.sends(ANN, MediaKind.PHOTO, "views", album_id="A", **rooms.old)
    assert texts(answered) == [WORD]
    assert not rooms.written


async def test_an_album_that_is_not_whole_when_the_case_goes_stays_inside() -> None:
    rooms = await two_rooms()
    for caption in ("three views", "", ""):
        await rooms.north.sends(ANN, MediaKind.PHOTO, caption, album_id="A", **rooms.old)
    await rooms.north.says(ANN, "/transfer South", **rooms.old)
    await rooms.talk.shop.waits(WHOLE)
    assert WORD in texts(rooms.north.messages)
    assert not rooms.written
    assert rooms.case.assignee is None
    assert not any(one.kind for one in rooms.talk.messages)
