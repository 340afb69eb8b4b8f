from datetime import timedelta

import pytest

from domain.incoming import MediaKind
from handlers import table
from tests.fakes.talk import Shop, Talk


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (MediaKind.PHOTO, "Thank you for the picture."),
        (MediaKind.VIDEO, "I cannot watch videos"),
        (MediaKind.VIDEO_NOTE, "I cannot watch videos"),
        (MediaKind.ANIMATION, "I cannot watch videos"),
        (MediaKind.VOICE, "I cannot listen to voice messages"),
        (MediaKind.AUDIO, "I cannot listen to voice messages"),
        (MediaKind.DOCUMENT, "I cannot read files"),
        (MediaKind.STICKER, "What would you like to know"),
        (MediaKind.LOCATION, "our team sees where you are"),
        (MediaKind.CONTACT, "If our team should have it"),
        (MediaKind.OTHER, "this kind of message"),
    ],
)
async def test_every_kind_gets_a_sensible_word(kind: MediaKind, words: str) -> None:
    talk = Talk()
    [reply] = await talk.sends(kind)
    assert words in reply.text
    assert (await talk.caller()).owner is not None


async def test_a_caption_that_asks_is_answered() -> None:
    talk = Talk()
    answer, only_words = await talk.sends(MediaKind.PHOTO, "How do I charge at home?")
    assert answer.text.endswith("\n\nAbout charge-home. All is well.")
    assert only_words.text.startswith("(I have read your words only")
    assert talk.questions[0].text == "How do I charge at home?"


async def test_a_caption_in_chinese_is_answered_in_chinese() -> None:
    answer, _ = await Talk().sends(MediaKind.VIDEO, "质保多久？")
    assert "\n\n关于warranty-length。" in answer.text


async def test_an_empty_caption_is_none() -> None:
    [reply] = await Talk().sends(MediaKind.PHOTO, "  \n")
    assert reply.text.startswith("Thank you for the picture.")


async def test_a_photo_in_the_middle_of_a_form_leads_back() -> None:
    talk = Talk()
    await talk.says("/car")
    word, reminder = await talk.sends(MediaKind.PHOTO)
    assert word.text.startswith("Thank you for the picture.")
    assert reminder.text.startswith("Back to your car.")


async def test_an_album_gets_one_word_for_all() -> None:
    talk = Talk()
    for _ in range(4):
        assert await talk.sends(MediaKind.PHOTO, album_id="A1") == []
        await talk.shop.waits(timedelta(seconds=1))
    await talk.shop.waits(timedelta(seconds=3))
    [word] = talk.receives()
    assert word.text.startswith("Thank you for the picture.")
    assert talk.shop.state.timers == {}


async def test_an_albums_caption_is_answered_at_once() -> None:
    talk = Talk()
    [answer] = await talk.sends(MediaKind.PHOTO, "How do I charge at home?", album_id="A1")
    assert "\n\nAbout charge-home." in answer.text
    await talk.sends(MediaKind.PHOTO, album_id="A1")
    await talk.shop.waits(timedelta(seconds=5))
    assert len(talk.receives()) == 1


async def test_an_edited_question_is_answered_anew_in_reply() -> None:
    talk = Talk()
    await talk.says("How do I chrge at hom")
    [answer] = await talk.edits(77, "How do I charge at home?")
    assert answer.text.endswith("\n\nAbout charge-home. All is well.")
    assert answer.reply_to == 77


@pytest.mark.parametrize("words", ["", "thanks", "😀", "/help", "你好"])
async def test_other_edits_are_left_alone(words: str) -> None:
    assert await Talk().edits(77, words) == []


async def test_an_edit_does_not_answer_for_a_form() -> None:
    talk = Talk()
    await talk.says("/car")
    assert await talk.edits(77, "Lyra 2023") == []
    assert talk.cars == []


async def test_who_blocks_us_is_not_written_to_until_they_are_back() -> None:
    talk = Talk()
    await talk.says("hi")
    await talk.blocks()
    assert (await talk.caller()).blocked
    await talk.blocks(back=True)
    assert not (await talk.caller()).blocked
    await talk.blocks()
    await talk.says("hi")
    assert not (await talk.caller()).blocked


async def test_a_groups_membership_is_none_of_our_business_yet() -> None:
    talk = Talk(group=True)
    await talk.blocks()
    assert talk.shop.state.chats == {}


async def test_a_button_of_another_version_is_answered() -> None:
    talk = Talk()
    assert await talk.taps_data("zzz:1", 1) == []
    assert talk.notice == "This button is from an older message and no longer works."


async def test_housekeeping_goes_on_and_on() -> None:
    shop = Shop()
    now = shop.clock.now()
    async with shop.store.works.alone() as work:
        for kind in table.RECURRING:
            await work.timers.set(kind, "", now, {})
    talk = Talk(shop)
    await talk.says("/car")
    await shop.waits(timedelta(0))
    assert shop.state.pruned == [
        ("payloads", now - timedelta(days=30)),
        ("updates", now - timedelta(days=37)),
        ("outbox", now - timedelta(days=90)),
        ("cases", now - timedelta(days=1095)),
        ("surveys", now - timedelta(days=1095)),
    ]
    assert len(shop.state.dialogs) == 1
    await shop.waits(timedelta(days=8))
    assert len(shop.state.dialogs) == 0
    assert len(shop.state.timers) == len(table.RECURRING)


def test_every_recurring_timer_has_a_job() -> None:
    assert set(table.RECURRING) <= {*table.JOBS, *table.SLOW_JOBS}


async def test_a_sticker_is_not_for_staff_and_a_location_is() -> None:
    talk = Talk()
    [sticker] = await talk.sends(MediaKind.STICKER)
    assert not sticker.buttons
    [location] = await talk.sends(MediaKind.LOCATION)
    assert list(location.buttons) == ["🙋 Show it to a person"]
