"""A person takes over, in the whole program: what the owner and the desk's group see."""

import asyncio
import base64
import hashlib
import re
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from sandbox import Entry, Person
from tests.databases import KINDS, TestDatabase
from tests.program.desk import Desk, desk_staged, number_in, with_case
from tests.program.process import until
from tests.program.questions import UNKNOWN
from tests.program.rows import change, count, rows
from tests.program.stage import BOT
from tests.program.words import words

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("play", [f"{kind}-polling" for kind in KINDS], indirect=True,
                            scope="module"),
]  # fmt: skip


_DRAWING = 60.0
"""Seconds for a picture and a workbook: a process each, on a machine that does more."""

_WORDS = ("text", "service")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(
    play: str, shared_database: TestDatabase, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Desk]:
    folder = tmp_path_factory.mktemp("bot")
    async with desk_staged(folder, shared_database, play.partition("-")[2], agents=1) as ready:
        yield ready


async def test_a_question_gets_a_number_a_topic_and_a_card(desk: Desk) -> None:
    ann, receipt, card = await with_case(desk, "Ann")
    [(number, status)] = await rows(
        desk.stage.database,
        f"SELECT number, status FROM cases WHERE owner_chat_id = {ann.id}",
    )
    assert status == "open"
    assert number in receipt.text
    assert card.thread is not None
    assert card.text.startswith(number)
    assert UNKNOWN in card.text
    assert words("button.case_claim") in card.button_texts


async def test_words_and_pictures_follow_and_edits_reach_them(desk: Desk) -> None:
    ann, _, card = await with_case(desk, "Ann")
    written = await ann.send("It squeks on Sundays.")
    copy = await desk.sees(lambda one: one.text == "Ann: It squeks on Sundays.", thread=card.thread)
    await ann.edit(written, "It squeaks on Sundays.")
    [changed] = await desk.stage.client.wait(copy.cursor, chat=desk.group, edits=True, count=1)
    assert (changed.message_id, changed.text) == (copy.message_id, "Ann: It squeaks on Sundays.")
    await ann.send(media={"type": "photo", "caption": "Here"}, reply_to=written.message_id)
    [picture] = await desk.hears(copy.cursor, 1)
    assert picture.kind == "photo"
    assert (picture.text, picture.reply_to) == ("Here", copy.message_id)


async def test_what_an_owner_sends_is_kept_and_staff_get_it_again(desk: Desk) -> None:
    ann, _, card = await _claimed(desk, "Ann")
    content = b"%PDF-1.7 the bill \xff\x00"
    sent = base64.b64encode(content).decode()
    await ann.send(media={"type": "document", "base64": sent, "file_name": "bill.pdf"})
    of_ann = (
        "SELECT a.key, a.sha256 FROM attachments a JOIN case_messages m ON m.id = a.case_message_id"
        f" WHERE m.chat_id = {ann.id} AND a.state = 'kept'"
    )

    async def kept() -> bool:
        return bool(await rows(desk.stage.database, of_ann))

    await until(kept)
    [(key, digest)] = await rows(desk.stage.database, of_ann)
    folder = Path(desk.stage.bot.environment["OWNERLINE_DATA_DIR"]) / "files"
    assert await asyncio.to_thread((folder / key).read_bytes) == content
    assert digest == hashlib.sha256(content).hexdigest()
    await desk.agents[0].send("/files", chat=desk.group, thread=card.thread)
    listed = await desk.sees(lambda one: "1 bill.pdf" in one.button_texts, thread=card.thread)
    await desk.agents[0].tap("1 bill.pdf", message=listed, wait=0)
    again = await desk.sees(
        lambda one: one.kind == "document" and one.reply_to == listed.message_id,
        thread=card.thread,
    )
    assert again.media is not None
    assert (again.media.file_name, again.media.file_size) == ("bill.pdf", len(content))


async def test_danger_is_told_to_the_owner_and_to_staff(desk: Desk) -> None:
    bob = await desk.stage.person("Bob")
    before = await desk.now()
    await bob.send("my car is on fire")
    instruction, truth = await bob.replies(2)
    assert words("safety.fire").splitlines()[0] in instruction.text
    [(number,)] = await rows(
        desk.stage.database, f"SELECT number FROM cases WHERE owner_chat_id = {bob.id}"
    )
    assert number.startswith("E-")
    assert number in truth.text
    told = await desk.hears(before, 4)
    assert sum("my car is on fire" in one.text for one in told) >= 3
    assert len({one.thread for one in told}) == 2


async def test_a_topic_deleted_by_hand_is_made_anew(desk: Desk) -> None:
    ann, _, card = await with_case(desk, "Ann")
    assert card.thread is not None
    admin = await desk.stage.person("Admin")
    before = await desk.now()
    await desk.stage.client.member(desk.group, "administrator", user=admin.id)
    await desk.hears(before, 1)  # that nobody has confirmed them
    await admin.topic(desk.group, card.thread, "delete")
    before = await desk.now()
    await ann.send("Is anybody there?")
    anew = await desk.hears(before, 3)
    assert {one.thread for one in anew} != {card.thread}
    assert any(one.text.startswith(card.text.split(" ", maxsplit=1)[0]) for one in anew)
    assert any("Is anybody there?" in one.text for one in anew)


async def test_a_topic_closed_by_hand_is_opened_again(desk: Desk) -> None:
    ann, _, card = await with_case(desk, "Ann")
    admin = desk.agents[0]
    await desk.stage.client.member(desk.group, "administrator", user=admin.id)
    await admin.topic(desk.group, card.thread or 0, "close")
    await ann.send("Is the door open?")
    copy = await desk.sees(lambda one: "Is the door open?" in one.text, thread=card.thread)
    assert copy.thread == card.thread
    await desk.sees(lambda one: one.text == words("staff.topic_reopened"), thread=card.thread)
    topics = (await desk.stage.client.chat(desk.group))["topics"]
    assert [one["closed"] for one in topics if one["thread"] == card.thread] == [False]


async def test_an_owner_who_blocked_the_bot_is_told_of_in_the_case(desk: Desk) -> None:
    ann, _, card = await _claimed(desk, "Ann")
    await ann.block()
    await _topic_says(desk, card, words("case.owner_blocked"))
    written = await desk.agents[0].send("Are you there?", chat=desk.group, thread=card.thread)
    await _topic_says(desk, card, words("staff.not_delivered_blocked"))
    await until(partial(_is_marked, desk, written, "💔"))
    assert words("case.warn_blocked") in (await _now(desk, card)).text
    await ann.unblock()
    await _topic_says(desk, card, words("case.owner_back"))
    await desk.agents[0].send("Welcome back", chat=desk.group, thread=card.thread)
    await desk.owner_sees(ann, lambda one: one.text == "Welcome back")


async def test_what_cannot_be_copied_is_told_to_both_sides(desk: Desk) -> None:
    ann, receipt, card = await _claimed(desk, "Ann")
    refused = "Bad Request: message can't be copied"
    await desk.stage.client.fault("400", method="copyMessage", chat=desk.group, text=refused)
    await ann.send(media={"type": "voice", "size": 1000})
    told = await desk.sees(lambda one: "can't be copied" in one.text, thread=card.thread)
    assert words("case.media_voice") in told.text
    number = number_in(receipt)
    sorry = await desk.owner_sees(ann, lambda one: one.text == _failed(number))
    assert sorry.reply_to is not None
    await ann.send("It creaks")
    await desk.sees(lambda one: "It creaks" in one.text, thread=card.thread)


async def test_every_kind_of_message_and_every_size_arrives(desk: Desk) -> None:
    place = {"latitude": 48.1, "longitude": 11.5}
    large = {"type": "document", "size": 1500 * 1024 * 1024, "file_name": "drive.mp4"}
    others: dict[str, dict[str, Any]] = {
        "document": {"media": large},
        "location": {"location": place},
        "venue": {"venue": {**place, "title": "Here", "address": "Main Road 1"}},
        "contact": {"contact": {"phone_number": "+4989123", "first_name": "Bob"}},
        "dice": {"dice": "🎲"},
    }
    kinds = ("photo", "video", "audio", "voice", "video_note", "animation", "sticker")
    media = {kind: {"media": {"type": kind, "size": 1000}} for kind in kinds}
    # two owners: one who sends more than ten a minute is slowed
    for shown in (media, others):
        owner, _, card = await _claimed(desk, "Ann")
        for what in shown.values():
            await owner.send(None, **what)
        await until(partial(_has_kinds, desk, card, list(shown)))


async def test_who_floods_is_slowed_and_bundled_and_holds_up_nobody(desk: Desk) -> None:
    ann, _, card = await _claimed(desk, "Ann")
    bob, _, other = await _claimed(desk, "Bob")
    lines = [f"line {number:02d}." for number in range(30)]
    for line in lines:
        await ann.send(line)
    await bob.send("Only one thing")
    await desk.sees(lambda one: "Only one thing" in one.text, thread=other.thread)
    await desk.owner_sees(ann, lambda one: one.text == words("relay.slowed"))
    await until(partial(_is_kept, desk, lines[-1]))
    # the minutes that it takes are over at once
    late = f"UPDATE outbox SET not_before = NULL WHERE chat_id = {desk.group} AND state = 'waiting'"
    there = [one for one in await desk.said(card.thread) if "line" in one.text]
    assert 10 <= "".join(one.text for one in there).count("line") < 20
    await change(desk.stage.database, late)
    await desk.sees(lambda one: lines[-1] in one.text, thread=card.thread)
    there = [one for one in await desk.said(card.thread) if "line" in one.text]
    said = re.findall(r"line \d\d\.", " ".join(one.text for one in there))
    assert said == lines
    assert len(there) <= 15, "what waited went out together"
    slowed = [one for one in await ann.transcript() if one.text == words("relay.slowed")]
    assert len(slowed) == 1


async def _claimed(desk: Desk, name: str) -> tuple[Person, Entry, Entry]:
    owner, receipt, card = await with_case(desk, name)
    case = await desk.case_of(owner)
    await desk.agents[0].tap(data=f"case:claim:{case}", message=card, wait=0)
    await desk.owner_sees(owner, lambda one: "Agent 0" in one.text)
    return owner, receipt, card


async def _topic_says(desk: Desk, card: Entry, text: str) -> None:
    await desk.sees(lambda one: one.text == text, thread=card.thread)


async def _has_kinds(desk: Desk, card: Entry, kinds: list[str]) -> bool:
    said = await desk.said(card.thread)
    return [one.kind for one in said if one.from_bot and one.kind not in _WORDS] == kinds


async def _now(desk: Desk, message: Entry) -> Entry:
    return await desk.stage.client.message(desk.group, message.message_id)


async def _is_marked(desk: Desk, message: Entry, emoji: str) -> bool:
    return (BOT, emoji) in (await _now(desk, message)).reactions


async def _is_kept(desk: Desk, text: str) -> bool:
    return await count(desk.stage.database, f"case_messages WHERE text = '{text}'") > 0


def _failed(number: str) -> str:
    return words("relay.failed", number=number)


def _files(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


async def test_figures_come_as_text_picture_and_workbook(desk: Desk) -> None:
    await with_case(desk, "Cora")
    [(opened,)] = await rows(desk.stage.database, "SELECT count(*) FROM cases")
    await desk.chief.join(desk.group)
    before = await desk.now()
    await desk.chief.send("/stats", chat=desk.group)
    text, picture, workbook = await desk.stage.client.wait(
        before, chat=desk.group, count=3, wait=_DRAWING
    )
    assert f"{words('report.opened')}: {opened}" in text.text
    assert picture.kind == "photo"
    assert workbook.media is not None
    assert str(workbook.media.file_name).endswith(".xlsx")
    folder = Path(desk.stage.bot.environment["OWNERLINE_DATA_DIR"])

    async def forgotten() -> bool:
        return _files(folder / "files/stats") == []

    await until(forgotten)
