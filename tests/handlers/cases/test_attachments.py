"""What is sent in a case is kept beside Telegram: fetched by the clock, seen by staff, removed."""

import hashlib
from datetime import timedelta

import pytest

from domain.attachments import MOST_BYTES, Attachment, AttachmentState
from domain.incoming import MediaKind
from domain.ports import CannotDownload
from handlers.cases import attachments
from tests.fakes.desk import ANN
from tests.fakes.talk import BOT, Shop, Talk
from tests.handlers.cases.at_desk import events_of, owner_and_desk, texts, with_case
from tests.handlers.staff.stage import BO, STRANGER

FILES = [kind for kind in MediaKind if kind not in {
    MediaKind.LOCATION, MediaKind.CONTACT, MediaKind.OTHER,
}]  # fmt: skip


def kept(shop: Shop) -> list[Attachment]:
    return list(shop.state.handoff.attachments.values())


@pytest.mark.parametrize("kind", FILES)
async def test_whatever_an_owner_sends_is_kept(kind: MediaKind) -> None:
    talk, _ = await with_case(claimed=True)
    shop = talk.shop
    await talk.sends(
        kind, file_id="F1", unique_id="U1", file_name="../账单 1.pdf", mime="application/pdf"
    )
    [one] = kept(shop)
    assert shop.downloads.asked == [(BOT, "F1")]
    assert (one.state, one.unique_id, one.mime) == (AttachmentState.KEPT, "U1", "application/pdf")
    assert (one.size, one.sha256) == (13, hashlib.sha256(b"what was sent").hexdigest())
    assert one.key == "cases/1/1-_账单_1.pdf"
    assert shop.files.kept == {one.key: b"what was sent"}
    assert one.kept_at == shop.clock.now()


async def test_what_has_no_file_has_nothing_to_be_kept() -> None:
    talk, _ = await with_case(claimed=True)
    await talk.sends(MediaKind.LOCATION, file_id=None)
    assert kept(talk.shop) == []
    assert talk.shop.downloads.asked == []


async def test_what_staff_send_and_note_is_kept_too() -> None:
    talk, desk = await with_case(claimed=True)
    topic = desk.topic().id
    await desk.sends(ANN, MediaKind.PHOTO, "the bill", topic=topic, file_id="F1")
    await desk.sends(ANN, MediaKind.PHOTO, "// inside", topic=topic, file_id="F2")
    await desk.sends(ANN, MediaKind.PHOTO, topic=topic, file_id="F3", album_id="A")
    assert [(one.file_id, one.state.value) for one in kept(talk.shop)] == [
        ("F1", "kept"), ("F2", "kept"), ("F3", "kept"),
    ]  # fmt: skip


async def test_the_other_picture_of_an_edit_is_kept_beside_the_first() -> None:
    talk, desk = await with_case(claimed=True)
    await desk.sends(ANN, MediaKind.PHOTO, "the bill", topic=desk.topic().id, file_id="F1")
    await desk.edits(ANN, desk.last_written.id, "the bill", file="F2")
    assert [(one.file_id, one.state.value) for one in kept(talk.shop)] == [
        ("F1", "kept"), ("F2", "kept"),
    ]  # fmt: skip


async def test_a_picture_sent_before_the_case_is_kept_with_it() -> None:
    talk, _ = await owner_and_desk()
    await talk.sends(MediaKind.PHOTO, file_id="P1")
    await talk.taps("🙋")
    assert [(one.file_id, one.state.value) for one in kept(talk.shop)] == [("P1", "kept")]


async def test_a_failing_download_is_tried_again_and_holds_up_no_message() -> None:
    talk, desk = await with_case(claimed=True)
    shop = talk.shop
    shop.downloads.failures = [CannotDownload("Timed out"), CannotDownload("Timed out")]
    await talk.sends(MediaKind.PHOTO, "Look")
    assert [one.text for one in await desk.receives()] == ["Look"]
    [one] = kept(shop)
    assert (one.state, one.attempts, one.reason) == (AttachmentState.WAITING, 1, "Timed out")
    await shop.waits(timedelta(seconds=59))
    assert len(shop.downloads.asked) == 1
    await shop.waits(timedelta(seconds=1))
    assert len(shop.downloads.asked) == 2
    await shop.waits(timedelta(minutes=2))
    assert kept(shop)[0].state is AttachmentState.KEPT
    assert "file_not_kept" not in events_of(shop)


async def test_a_crash_between_keeping_and_noting_leaves_one_file() -> None:
    talk, _ = await with_case(claimed=True)
    shop = talk.shop
    shop.downloads.failures = [CannotDownload("Timed out")]
    await talk.sends(MediaKind.PHOTO, file_name="a.jpg")
    (timer,) = shop.store.due(shop.clock.now() + timedelta(minutes=1))
    await attachments.keep(timer, shop.tools)  # its effect is lost
    assert kept(shop)[0].state is AttachmentState.WAITING
    assert list(shop.files.kept) == ["cases/1/1-a.jpg"]
    await shop.waits(timedelta(minutes=1))
    assert kept(shop)[0].state is AttachmentState.KEPT
    assert list(shop.files.kept) == ["cases/1/1-a.jpg"]


async def test_what_is_too_large_is_not_even_asked_for_and_the_case_says_so() -> None:
    talk, desk = await with_case(claimed=True)
    await talk.sends(MediaKind.VIDEO, size=MOST_BYTES + 1, file_name="drive.mp4")
    assert talk.shop.downloads.asked == []
    assert kept(talk.shop)[0].state is AttachmentState.TOO_BIG
    line = (
        "drive.mp4 is larger than 20 MiB: its content is not kept with us. It stays in this chat "
        "for as long as Telegram keeps it."
    )
    assert line in texts(await desk.receives())
    assert events_of(talk.shop).count("file_not_kept") == 1
    assert talk.shop.files.kept == {}


async def test_nor_is_what_turns_out_to_be() -> None:
    talk, _ = await with_case(claimed=True)
    talk.shop.downloads.content = bytes(MOST_BYTES + 1)
    await talk.sends(MediaKind.VIDEO)
    talk.shop.downloads.failures = [CannotDownload("file is too big", too_big=True)]
    await talk.sends(MediaKind.VIDEO)
    assert [one.state for one in kept(talk.shop)] == [AttachmentState.TOO_BIG] * 2


async def test_what_telegram_never_gives_is_given_up_after_a_day() -> None:
    talk, desk = await with_case(claimed=True)
    shop = talk.shop
    shop.downloads.failures = [CannotDownload("Bad Gateway")] * 100
    await talk.sends(MediaKind.PHOTO, file_name="a.jpg")
    for _ in range(40):
        await shop.waits(timedelta(hours=1))
    [one] = kept(shop)
    assert (one.state, one.attempts) == (AttachmentState.LOST, 18)
    assert len(shop.downloads.asked) == 18
    assert any(
        text.startswith("a.jpg could not be kept with us.") and text.endswith("Bad Gateway")
        for text in texts(desk.messages)
    )


async def test_what_telegram_does_not_know_is_given_up_at_once() -> None:
    talk, _ = await with_case(claimed=True)
    talk.shop.downloads.failures = [CannotDownload("wrong file_id", for_good=True)]
    await talk.sends(MediaKind.PHOTO)
    assert kept(talk.shop)[0].state is AttachmentState.LOST


async def test_staff_see_what_is_kept_and_get_it_again() -> None:
    talk, desk = await with_case(claimed=True)
    topic = desk.topic().id
    await desk.says(ANN, "/files", topic=topic)
    assert desk.messages[-1].text == "Nothing but words was sent in case Q-2026-000001 so far."
    await talk.sends(MediaKind.PHOTO, file_name="a.jpg")
    await talk.sends(MediaKind.VIDEO, file_name="b.mp4", size=MOST_BYTES + 1)
    await desk.says(ANN, "/files", topic=topic)
    listed = desk.messages[-1]
    assert listed.text.splitlines() == [
        "Files of Q-2026-000001: 1 of 2 are kept with us. A button sends one again.",
        "",
        "1. [video] b.mp4: larger than 20 MiB, only at Telegram",
        "2. [picture] a.jpg: kept",
    ]
    assert list(listed.buttons) == ["2 a.jpg"]
    await desk.taps(ANN, "2 a.jpg")
    assert (desk.messages[-1].kind, desk.messages[-1].file) == (
        MediaKind.DOCUMENT, "cases/1/1-a.jpg",
    )  # fmt: skip
    [shown] = await desk.says(ANN, "/case Q-2026-000001")
    assert "Files: 1 of 2 kept with us (/files in its topic)" in shown.text
    audit = [(one.actor, one.action) for one in talk.shop.state.staff.audit]
    assert (ANN.id, "file_shown") in audit


async def test_nobody_else_gets_a_file() -> None:
    talk, desk = await with_case(claimed=True)
    await talk.sends(MediaKind.PHOTO, file_name="a.jpg")
    other = Talk(talk.shop, BO)
    await other.says("/person something else")
    sent = [one for one in desk.messages if one.file == "cases/1/1-a.jpg"]
    await desk.taps_data(STRANGER, "case:file:1:1")
    await desk.taps_data(ANN, "case:file:2:1")
    await desk.taps_data(ANN, "case:file:1:99")
    assert [one for one in desk.messages if one.file == "cases/1/1-a.jpg"] == sent


async def test_content_goes_when_the_time_of_a_case_is_over() -> None:
    talk, _ = await with_case(claimed=True)
    shop = talk.shop
    await talk.sends(MediaKind.PHOTO, file_name="a.jpg")
    await talk.says("/status")
    await talk.taps("Close it")
    await talk.taps("Yes, close it")
    async with shop.store.works.alone() as work:
        await work.timers.set(attachments.REMOVE, "", shop.clock.now(), {})
        await work.housekeeping.prune_cases(shop.clock.now() + timedelta(days=1))
    assert list(shop.files.kept) == ["cases/1/1-a.jpg"]
    await shop.settle()
    assert shop.files.kept == {}
    assert kept(shop) == []
    due_at, _ = shop.state.timers[attachments.REMOVE, ""]
    assert due_at > shop.clock.now()
