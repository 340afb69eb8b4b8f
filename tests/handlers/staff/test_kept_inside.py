"""What was edited into a note, or meant for the bot, before it went out: it does not go out."""

from datetime import timedelta

import pytest

from domain.case_messages import Author
from domain.errors import Conflict
from domain.incoming import ChatKind, Edited, Incoming, MediaKind, Place
from handlers.cases.room.relay import CAPTIONED
from handlers.staff.relay.albums import STAFF_ALBUM, album_whole
from handlers.staff.relay.editing import edited
from tests.handlers.staff.stage import ANN, BO, Stage, open_stage

LONG = timedelta(seconds=20)


async def sends_album(stage: Stage, *captions: str) -> list[int]:
    sent = []
    for number, caption in enumerate(captions):
        await stage.desk.sends(
            ANN, MediaKind.PHOTO, caption, topic=stage.topic, album_id="A", file_id=f"F{number}"
        )
        sent.append(stage.desk.last_written.id)
    return sent


def button(stage: Stage, label: str) -> str:
    [data] = [
        data
        for one in stage.desk.in_topic(stage.topic)
        for name, data in one.buttons.items()
        if name == label
    ]
    return data


@pytest.mark.parametrize("words", ["/备注 secret", "/notes secret", "/resolve", "\u200b/resolve"])
@pytest.mark.parametrize("place", [0, 1])
async def test_an_album_captioned_with_a_command_goes_to_nobody(words: str, place: int) -> None:
    stage = await open_stage()
    captions = ["", ""]
    captions[place] = words
    await sends_album(stage, *captions)
    assert "went to nobody" in stage.desk.in_topic(stage.topic)[-1].text
    await stage.shop.waits(LONG)
    assert not any(one.kind for one in stage.talk.messages)
    assert {one.author for one in stage.said if one.album_id} == {Author.NOTE}
    assert stage.case.assignee is None


@pytest.mark.parametrize("words", ["// secret", "/备注 secret"])
@pytest.mark.parametrize("place", [0, 1])
async def test_a_held_album_that_is_edited_into_a_note_is_one(words: str, place: int) -> None:
    stage = await open_stage()
    sent = await sends_album(stage, "three views", "")
    await stage.desk.edits(ANN, sent[place], words)
    await stage.shop.waits(LONG)
    assert not any(one.kind for one in stage.talk.messages)
    assert {one.author for one in stage.said if one.album_id} == {Author.NOTE}
    assert stage.desk.chat.written[sent[0]].reaction == "✍"


async def test_what_is_asked_about_and_edited_into_a_note_is_asked_about_no_more() -> None:
    stage = await open_stage()
    await stage.desk.says(ANN, "I have this", topic=stage.topic)
    await stage.desk.says(BO, "me too", topic=stage.topic)
    send = button(stage, "Send to the owner")
    seen = stage.owner_sees()
    await stage.desk.edits(BO, stage.desk.last_written.id, "// secret")
    assert not any("Send to the owner" in one.buttons for one in stage.desk.messages)
    assert stage.desk.last_written.reaction == "✍"
    assert [one.text for one in stage.said if one.author is Author.NOTE] == ["secret"]
    await stage.desk.taps_data(ANN, send)
    assert stage.owner_sees() == seen


async def test_an_album_asked_about_and_edited_into_a_note_is_not_sent() -> None:
    stage = await open_stage()
    await stage.desk.says(BO, "I have this", topic=stage.topic)
    sent = await sends_album(stage, "look", "")
    await stage.shop.waits(LONG)
    await stage.desk.edits(ANN, sent[1], "// secret")
    await stage.desk.taps(ANN, "Send to the owner", topic=stage.topic)
    assert "no longer works" in (stage.desk.notice or "")
    assert not any(one.kind for one in stage.talk.messages)
    assert {one.author for one in stage.said if one.album_id} == {Author.NOTE}


@pytest.mark.parametrize("kind", sorted(CAPTIONED))
@pytest.mark.parametrize("caption", ["<b>here</b> it is", ""])
async def test_a_copy_that_waited_has_the_caption_that_was_meant_for_the_owner(
    kind: MediaKind, caption: str
) -> None:
    stage = await open_stage()
    await stage.taps(ANN, "claim")
    stage.shop.places.remove(stage.talk.place)  # the owner's chat has to wait
    await stage.desk.sends(ANN, kind, caption, topic=stage.topic)
    sent = stage.desk.last_written.id
    await stage.desk.edits(ANN, sent, "// secret")
    assert stage.desk.chat.written[sent].text == "// secret"
    stage.shop.places.append(stage.talk.place)
    await stage.shop.settle()
    copy = stage.talk.messages[-1]
    assert (copy.kind, copy.copy_of) == (kind, (stage.desk.place.chat_id, sent))
    assert copy.html == caption


async def test_an_album_decided_on_while_it_is_edited_into_a_note_is_decided_on_anew() -> None:
    stage = await open_stage()
    sent = await sends_album(stage, "three views", "")
    stage.shop.clock.advance(LONG)
    [timer] = [
        one for one in stage.shop.store.due(stage.shop.clock.now()) if one.kind == STAFF_ALBUM
    ]
    decided = await album_whole(timer, stage.shop.tools)
    place = stage.desk.place
    words = Edited(sent[1], "// secret", "// secret", MediaKind.PHOTO, "F1")
    incoming = Incoming(
        90_001, Place(place.bot_id, place.chat_id, stage.topic), ChatKind.GROUP, ANN,
        stage.shop.clock.now(), words, sent[1],
    )  # fmt: skip
    effect = await edited(incoming, stage.shop.tools)
    async with stage.shop.store.works.alone() as work:
        await effect(work)
    with pytest.raises(Conflict):
        async with stage.shop.store.works.alone() as work:
            await decided.effect(work)
    assert {one.author for one in stage.said if one.album_id} == {Author.NOTE}


async def test_what_is_asked_about_goes_out_as_it_was_edited() -> None:
    stage = await open_stage()
    await stage.desk.says(ANN, "I have this", topic=stage.topic)
    await stage.desk.says(BO, "at nine", topic=stage.topic)
    await stage.desk.edits(BO, stage.desk.last_written.id, "at ten")
    await stage.desk.taps(BO, "Send to the owner", topic=stage.topic)
    assert stage.owner_sees()[-1] == "at ten"
