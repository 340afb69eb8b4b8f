"""Uploads and downloads, as python-telegram-bot makes them."""

import base64
from io import BytesIO

import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto, ReplyParameters
from telegram.error import BadRequest

from sandbox import Person, Sandbox
from sandbox.files import MIB, PLACEHOLDER


async def test_uploads_come_back(sandbox: Sandbox, bot: Bot, ann: Person) -> None:
    sent = await bot.send_document(ann.id, BytesIO(b"content"), filename="a.txt", caption="c")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("a.txt", 7)
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"content"
    again = await bot.send_document(ann.id, sent.document.file_id)
    assert again.document is not None
    assert again.document.file_unique_id == sent.document.file_unique_id
    first, _ = await ann.replies(2)
    assert first.media is not None
    shown = await sandbox.client._http.get(f"{sandbox.url}{first.media.url}")
    assert shown.content == b"content"


async def test_photos_and_albums(bot: Bot, ann: Person) -> None:
    sent = await bot.send_photo(ann.id, PLACEHOLDER, caption="<b>c</b>", parse_mode="HTML")
    assert (sent.photo[-1].width, sent.photo[-1].height) == (1, 1)
    assert sent.caption_entities[0].type == "bold"
    album = await bot.send_media_group(
        ann.id,
        [InputMediaPhoto(PLACEHOLDER, caption="one"), InputMediaPhoto(sent.photo[-1].file_id)],
        reply_parameters=ReplyParameters(sent.message_id),
    )
    assert len({message.media_group_id for message in album}) == 1
    copies = await bot.copy_messages(ann.id, ann.id, [message.message_id for message in album])
    assert len(copies) == 2
    entries = await ann.replies(5)
    assert entries[3].media_group_id == entries[4].media_group_id != entries[1].media_group_id
    assert entries[1].reply_to == sent.message_id
    edited = await bot.edit_message_media(
        InputMediaDocument(BytesIO(b"x"), filename="b.txt"), ann.id, sent.message_id
    )
    assert not isinstance(edited, bool)
    assert edited.document is not None


async def test_what_people_send(sandbox: Sandbox, bot: Bot, ann: Person) -> None:
    stored = await sandbox.client.upload(b"from the page", "note.txt", "text/plain")
    await ann.send(media={"type": "document", "file": stored})
    await ann.send(media={"type": "voice", "base64": base64.b64encode(b"ogg").decode()})
    await ann.send(media={"type": "video", "size": 21 * MIB})
    _, document, voice, video = [update.message for update in await bot.get_updates()]
    assert document is not None
    assert document.document is not None
    assert document.document.file_name == "note.txt"
    file = await bot.get_file(document.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"from the page"
    assert voice is not None
    assert voice.voice is not None
    assert video is not None
    assert video.video is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(video.video.file_id)


async def test_refused_uploads(bot: Bot, ann: Person) -> None:
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(ann.id, b"no picture")
    with pytest.raises(BadRequest, match="too big"):
        await bot.send_photo(ann.id, PLACEHOLDER + bytes(10 * MIB))
    with pytest.raises(BadRequest, match="non-empty"):
        await bot.send_document(ann.id, BytesIO(b""), filename="empty.txt")
