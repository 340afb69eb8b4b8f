"""Everything that can be sent to a group, rendered and carried out at the sandbox."""

import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Bot

from bot.rendering.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
from bot.telegram.answers import Answer, Verdict
from bot.telegram.calls import carry_out, has_markup, without_markup
from domain.incoming import MediaKind, Place
from domain.outgoing import (
    Action,
    AlbumPart,
    Copy,
    Delete,
    EditCaption,
    EditMedia,
    EditTopic,
    Gone,
    MakeTopic,
    Outgoing,
    Pin,
    Priority,
    React,
    SendAlbum,
    SendFile,
    SendText,
)
from domain.pipeline import QueuedCall
from domain.text import Html, Plain
from sandbox import Person, Rates, Sandbox
from sandbox.client_types import Entry
from tests.bot.telegram.bots import TOKEN, bot_at
from tests.fakes.files import FakeFiles

BOT = 123456
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
RENDERER = HtmlRenderer(Catalog.load())


@dataclass
class Desk:
    """A forum with a bot in it, and one person of staff."""

    sandbox: Sandbox
    bot: Bot
    staff: Person
    chat: int
    files: FakeFiles = field(default_factory=FakeFiles)

    async def does(self, action: Action, topic: int | None = None, chat: int = 0) -> list[Answer]:
        place = Place(BOT, chat or self.chat, topic)
        calls = RENDERER.render(Outgoing(place, action, "en"))
        return [await self.carries(call.method, place, call.params) for call in calls]

    async def carries(self, method: str, place: Place, params: dict[str, Any]) -> Answer:
        queued = QueuedCall(
            1, place, method, params, Priority.CARD, None, None, False, 0, datetime.now(UTC)
        )
        return await carry_out(self.bot, self.files, queued)

    async def sent(self, action: Action, topic: int | None = None) -> Entry:
        *_, answer = await self.does(action, topic)
        assert answer.verdict is Verdict.SENT, answer
        return await self.sandbox.client.message(self.chat, answer.message_ids[-1])

    async def topic(self, name: str = "case:1") -> int:
        (answer,) = await self.does(MakeTopic(name, Plain("Q-2026-000001 brakes")))
        assert answer.topic_id
        return answer.topic_id


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with (
        Sandbox.serve([TOKEN], rates=Rates(enabled=False)) as sandbox,
        bot_at(sandbox.url) as bot,
    ):
        staff = await sandbox.client.user("Bo")
        await staff.start()
        group = await sandbox.client.group("Desk", members=[staff], is_forum=True)
        yield Desk(sandbox, bot, staff, group)


async def test_a_topic_is_made_renamed_closed_opened_and_deleted(desk: Desk) -> None:
    topic = await desk.topic()
    for action in (
        EditTopic(name=Plain("new name"), is_closed=True),
        EditTopic(is_closed=True),  # once more: it is as wished
        EditTopic(is_closed=False),
        EditTopic(is_deleted=True),
    ):
        answers = await desk.does(action, topic)
        assert all(answer.verdict is Verdict.SENT for answer in answers), action
    (answer,) = await desk.does(SendText(Plain("x")), topic)
    assert (answer.verdict, answer.gone) == (Verdict.REFUSED, Gone.TOPIC)
    (answer,) = await desk.does(EditTopic(name=Plain("x")), topic)
    assert (answer.verdict, answer.gone) == (Verdict.REFUSED, Gone.TOPIC)


async def test_a_copy_stands_in_its_topic_with_its_words_and_buttons(desk: Desk) -> None:
    said = await desk.staff.send(html="<b>hello</b>")
    topic = await desk.topic()
    copy = await desk.sent(Copy(desk.staff.id, said.message_id), topic)
    assert (copy.html, copy.thread) == ("<b>hello</b>", topic)
    photo = await desk.staff.send(
        media={"type": "photo", "base64": base64.b64encode(PIXEL).decode(), "caption": "mine"}
    )
    named = await desk.sent(
        Copy(desk.staff.id, photo.message_id, Html("<i>ours</i>"), reply_to=copy.message_id), topic
    )
    assert (named.kind, named.html, named.reply_to) == ("photo", "<i>ours</i>", copy.message_id)
    bare, text = await desk.does(Copy(desk.staff.id, photo.message_id, Plain("x" * 1025)), topic)
    assert (await desk.sandbox.client.message(desk.chat, bare.message_ids[0])).text == ""
    long = await desk.sandbox.client.message(desk.chat, text.message_ids[0])
    assert long.text == "x" * 1025


async def test_an_album_stays_one_and_every_id_comes_back(desk: Desk) -> None:
    first = await desk.staff.send(media={"type": "photo", "size": 10})
    second = await desk.staff.send(media={"type": "video", "size": 10})
    assert first.media is not None
    assert second.media is not None
    parts = (
        AlbumPart(MediaKind.PHOTO, str(first.media.file_id), Plain("<both>")),
        AlbumPart(MediaKind.VIDEO, str(second.media.file_id)),
    )
    (answer,) = await desk.does(SendAlbum(parts), await desk.topic())
    assert len(answer.message_ids) == 2
    members = [await desk.sandbox.client.message(desk.chat, id) for id in answer.message_ids]
    assert [member.text for member in members] == ["<both>", ""]
    assert members[0].media_group_id == members[1].media_group_id is not None
    alone = await desk.sent(SendAlbum(parts[1:]))
    assert alone.kind == "video"


@pytest.mark.parametrize("as_photo", [True, False])
async def test_a_file_of_ours_is_uploaded(desk: Desk, as_photo: bool) -> None:
    await desk.files.keep("reports/may.png", PIXEL)
    sent = await desk.sent(
        SendFile("reports/may.png", "五月.png", Html("<b>May</b>"), as_photo=as_photo)
    )
    assert (sent.kind, sent.html) == ("photo" if as_photo else "document", "<b>May</b>")
    if not as_photo:
        assert sent.media is not None
        assert (sent.media.file_name, sent.media.file_size) == ("五月.png", len(PIXEL))


async def test_a_file_that_is_gone_is_said_to_be(desk: Desk) -> None:
    (answer,) = await desk.does(SendFile("reports/may.png", "May.png"))
    assert (answer.verdict, answer.gone) == (Verdict.REFUSED, Gone.FILE)


async def test_a_caption_is_changed(desk: Desk) -> None:
    await desk.files.keep("a.png", PIXEL)
    sent = await desk.sent(SendFile("a.png", "a.png", Plain("old"), as_photo=True))
    (answer,) = await desk.does(EditCaption(sent.message_id, Html("<i>new</i>")))
    assert answer.verdict is Verdict.SENT
    assert (await desk.sandbox.client.message(desk.chat, sent.message_id)).html == "<i>new</i>"


async def test_a_picture_is_replaced_with_or_without_its_markup(desk: Desk) -> None:
    await desk.files.keep("a.png", PIXEL)
    sent = await desk.sent(SendFile("a.png", "a.png", Plain("old"), as_photo=True))
    assert sent.media is not None
    assert sent.media.file_id is not None
    part = AlbumPart(MediaKind.PHOTO, sent.media.file_id, Html("<i>new</i>"))
    (answer,) = await desk.does(EditMedia(sent.message_id, part))
    assert answer.verdict is Verdict.SENT
    assert (await desk.sandbox.client.message(desk.chat, sent.message_id)).html == "<i>new</i>"
    call = QueuedCall(
        1, Place(BOT, desk.chat), "edit_message_media",
        {"media": {"caption": "<i>a</i> &amp;", "parse_mode": "HTML"}},
        Priority.CARD, None, None, False, 0, datetime.now(UTC),
    )  # fmt: skip
    assert has_markup(call.params)
    assert without_markup(call).params == {"media": {"caption": "a &"}}


async def test_messages_are_deleted_reacted_to_and_pinned(desk: Desk) -> None:
    one, two = await desk.sent(SendText(Plain("a"))), await desk.sent(SendText(Plain("b")))
    said = await desk.staff.send("hi", chat=desk.chat)
    assert [answer.verdict for answer in await desk.does(React(said.message_id, "✍️"))] == ["sent"]
    assert [answer.verdict for answer in await desk.does(Pin(two.message_id))] == ["sent"]
    ids = (two.message_id + 100, one.message_id)
    assert [answer.verdict for answer in await desk.does(Delete(ids))] == ["sent"]
    found = await desk.sandbox.client.message(desk.chat, said.message_id)
    assert found.reactions == ((BOT, "✍"),)
    assert (await desk.sandbox.client.message(desk.chat, two.message_id)).pinned
    assert (await desk.sandbox.client.message(desk.chat, one.message_id)).deleted


async def test_a_reaction_that_a_group_does_not_allow_is_no_fault(desk: Desk) -> None:
    said = await desk.staff.send("hi", chat=desk.chat)
    (answer,) = await desk.does(React(said.message_id, "🦖"))
    assert answer.verdict is Verdict.SENT


async def test_what_was_missing_is_said(desk: Desk) -> None:
    plain = await desk.sandbox.client.group("Plain", members=[desk.staff])
    cases: list[tuple[Action, int, Gone]] = [
        (MakeTopic("case:2", Plain("x")), plain, Gone.FORUM),
        (Copy(desk.staff.id, 999), desk.chat, Gone.MESSAGE),
        (EditCaption(999, Plain("x")), desk.chat, Gone.MESSAGE),
        (Pin(999), desk.chat, Gone.MESSAGE),
        (React(999, "👌"), desk.chat, Gone.MESSAGE),
        (SendText(Plain("x")), -1009999999999, Gone.CHAT),
    ]
    for action, chat, gone in cases:
        (answer,) = await desk.does(action, chat=chat)
        assert (answer.verdict, answer.gone) == (Verdict.REFUSED, gone), action


async def test_missing_rights_and_a_bot_thrown_out_are_told_apart(desk: Desk) -> None:
    await desk.sandbox.client.member(desk.chat, "member", bot=BOT)
    (answer,) = await desk.does(MakeTopic("case:2", Plain("x")))
    assert (answer.verdict, answer.gone) == (Verdict.REFUSED, Gone.RIGHTS)
    await desk.sandbox.client.member(desk.chat, "kicked", bot=BOT)
    (answer,) = await desk.does(SendText(Plain("x")))
    assert (answer.verdict, answer.gone) == (Verdict.REFUSED, Gone.CHAT)


async def test_a_topic_that_was_closed_by_hand_is_told_from_one_that_is_gone(desk: Desk) -> None:
    topic = await desk.topic()
    await desk.sandbox.client.member(desk.chat, "administrator", user=desk.staff.id)
    await desk.staff.topic(desk.chat, topic, "close")
    (answer,) = await desk.does(SendText(Plain("x")), topic)
    assert answer.verdict is Verdict.CLOSED


def test_markup_is_taken_out_of_every_part_of_an_album() -> None:
    part = {"type": "photo", "media": "p", "caption": "<b>a &amp; b", "parse_mode": "HTML"}
    now = datetime.now(UTC)
    album = QueuedCall(
        1, Place(BOT, -1), "send_media_group", {"media": [part]}, Priority.REPLY, None, None,
        False, 0, now,
    )  # fmt: skip
    assert has_markup(album.params)
    plain = without_markup(album)
    assert plain == replace(
        album, params={"media": [{"type": "photo", "media": "p", "caption": "a & b"}]}
    )
    assert not has_markup(plain.params)
