"""A person takes over, in the whole program: what the owner and the desk's group see."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.databases import KINDS, TestDatabase
from tests.program.desk import Desk, desk_staged, with_case
from tests.program.process import until
from tests.program.questions import UNKNOWN
from tests.program.rows import rows
from tests.program.words import words

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("play", [f"{kind}-polling" for kind in KINDS], indirect=True,
                            scope="module"),
]  # fmt: skip


_DRAWING = 60.0
"""Seconds for a picture and a workbook: a process each, on a machine that does more."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(
    play: str, shared_database: TestDatabase, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Desk]:
    folder = tmp_path_factory.mktemp("bot")
    async with desk_staged(folder, shared_database, play.partition("-")[2]) as ready:
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
    [copy] = await desk.hears(card.cursor, 1)
    assert (copy.text, copy.thread) == ("Ann: It squeks on Sundays.", card.thread)
    await ann.edit(written, "It squeaks on Sundays.")
    [changed] = await desk.stage.client.wait(copy.cursor, chat=desk.group, edits=True, count=1)
    assert (changed.message_id, changed.text) == (copy.message_id, "Ann: It squeaks on Sundays.")
    await ann.send(media={"type": "photo", "caption": "Here"}, reply_to=written.message_id)
    [picture] = await desk.hears(copy.cursor, 1)
    assert picture.kind == "photo"
    assert (picture.text, picture.reply_to) == ("Here", copy.message_id)


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
