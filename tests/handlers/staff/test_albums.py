"""Albums of staff: kept together, and a note if any caption says so."""

from datetime import timedelta

import pytest

from domain.case_messages import Author
from domain.incoming import MediaKind
from tests.handlers.staff.stage import ANN, BO, Stage, open_stage

LONG = timedelta(seconds=15)


async def album(stage: Stage, *captions: str, who: object = ANN) -> None:
    for number, caption in enumerate(captions):
        await stage.desk.sends(
            who,  # type: ignore[arg-type]
            MediaKind.PHOTO, caption, topic=stage.topic, album_id="A", file_id=f"F{number}",
        )  # fmt: skip


async def test_an_album_goes_as_one_once_it_is_whole() -> None:
    stage = await open_stage()
    await album(stage, "three views", "", "")
    assert not any(one.kind for one in stage.talk.messages)
    await stage.shop.waits(LONG)
    photos = [one for one in stage.talk.messages if one.kind is MediaKind.PHOTO]
    assert [one.file for one in photos] == ["F0", "F1", "F2"]
    assert len({one.album for one in photos}) == 1
    assert photos[0].text == "three views"
    assert stage.case.assignee == ANN.id
    assert stage.case.first_response_at is not None


@pytest.mark.parametrize("place", [0, 1, 2])
async def test_any_caption_makes_all_of_it_a_note(place: int) -> None:
    stage = await open_stage()
    captions = ["", "", ""]
    captions[place] = "// not for the owner"
    await album(stage, *captions)
    await stage.shop.waits(LONG)
    assert not any(one.kind for one in stage.talk.messages)
    assert {one.author for one in stage.said if one.album_id} == {Author.NOTE}
    assert stage.case.assignee is None


async def test_a_late_caption_is_waited_for_while_none_was_seen() -> None:
    stage = await open_stage()
    await album(stage, "", "")
    await stage.shop.waits(timedelta(seconds=10))
    await album(stage, "// late")
    await stage.shop.waits(LONG)
    assert not any(one.kind for one in stage.talk.messages)


async def test_an_album_in_anothers_case_is_asked_about_as_one() -> None:
    stage = await open_stage()
    await stage.desk.says(ANN, "mine", topic=stage.topic)
    await album(stage, "look", "", who=BO)
    await stage.shop.waits(LONG)
    assert not any(one.kind for one in stage.talk.messages)
    await stage.desk.taps(BO, "Send to the owner", topic=stage.topic)
    photos = [one for one in stage.talk.messages if one.kind is MediaKind.PHOTO]
    assert [one.file for one in photos] == ["F0", "F1"]
