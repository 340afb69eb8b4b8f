"""`/stats`: whose figures who sees, and the files that follow the text."""

from datetime import timedelta

import pytest

from domain.incoming import MediaKind, Person
from domain.outgoing import Gone
from domain.pipeline import DueTimer
from domain.policy import Policy
from domain.ports import Tools, nothing
from domain.staff import Role
from handlers.staff.lists import stats
from handlers.timing import Due
from tests.fakes.desk import Desk
from tests.fakes.phone import Message
from tests.fakes.talk import Shop, Talk
from tests.handlers.staff.stage import ANN, BO, CHEN, STRANGER, WEI, Stage, open_stage

CHIEFS = -1_000_000_000_900
"""The chat of the supervisors of two desks."""


async def worked_stage() -> Stage:
    """A case that Ann answered after an hour, and one that Bo has."""
    stage = await open_stage()
    await stage.shop.waits(timedelta(hours=1))
    await stage.desk.says(ANN, "We will look at it today.", topic=stage.topic)
    other = Talk(stage.shop, CHEN)
    await other.says("/person")
    await other.says("The lamp is on")
    await stage.desk.receives()
    await stage.taps(BO, "claim")
    await stage.desk.receives()
    return stage


def text_of(messages: list[Message]) -> str:
    (text,) = (one.text for one in messages if one.kind is None)
    return text


async def test_a_supervisor_sees_the_desk_and_everybody() -> None:
    stage = await worked_stage()
    said = await stage.desk.says(WEI, "/stats")
    text = text_of(said)
    assert "Cases opened 1 Mar 2026 – 31 Mar 2026" in text
    assert "Cases opened: 2" in text
    assert "First response: 1 h (90% within 1 h)" in text
    assert "Answered in time: 100% (1 of 1)" in text
    assert "Open now: 2 (0 overdue)" in text
    assert "\nAnn: 1 · 1 h · 100%" in text
    assert "\nBo: 1 · –" in text


async def test_an_agent_sees_the_desk_and_only_their_own() -> None:
    stage = await worked_stage()
    text = text_of(await stage.desk.says(ANN, "/stats"))
    assert "Cases opened: 2" in text
    assert "\nAnn: 1" in text
    assert "Bo" not in text
    for _, report, _ in stage.shop.drawing.drawn:
        assert "Plain(words='Bo')" not in repr(report)
        assert "Plain(words='Ann')" in repr(report)


async def test_the_picture_and_the_workbook_follow_in_the_desks_language() -> None:
    stage = await worked_stage()
    said = await stage.desk.says(WEI, "/stats 2026-03", topic=stage.topic)
    assert [one.kind for one in said] == [None, MediaKind.PHOTO, MediaKind.DOCUMENT]
    assert {one.topic_id for one in said} == {stage.topic}
    assert {one.reply_to for one in said} == {stage.desk.last_written.id}
    drawn = [(what, locale) for what, _, locale in stage.shop.drawing.drawn]
    assert drawn == [("picture", "en"), ("workbook", "en")]
    assert stage.shop.files.kept == {}, "what was sent is not kept"


async def test_files_are_kept_until_telegram_has_them() -> None:
    stage = await worked_stage()
    shop, place = stage.shop, stage.desk.place
    shop.places.remove(place)
    await stage.desk.says(WEI, "/stats")
    assert sorted(shop.files.kept.values()) == [b"picture in en", b"workbook in en"]
    shop.telegram.fails_next(place, "Bad Request: no rights to send photos", Gone.RIGHTS)
    shop.places.append(place)
    await shop.settle()
    assert shop.files.kept == {}, "and one that cannot be sent is not kept for ever"


async def test_another_month_and_what_is_none() -> None:
    stage = await worked_stage()
    text = text_of(await stage.desk.says(WEI, "/stats 2026-2"))
    assert "Cases opened 1 Feb 2026 – 28 Feb 2026" in text
    assert "Cases opened: 0" in text
    assert "Open now: 2" in text
    for words in ("2026-13", "march", "0000-01", "9999-12-01"):
        (said,) = await stage.desk.says(WEI, f"/stats {words}")
        assert said.text.startswith(f"“{words}” is not a month.")


@pytest.mark.parametrize("person", [STRANGER, CHEN])
async def test_who_is_not_staff_sees_nothing(person: Person) -> None:
    stage = await worked_stage()
    said = await stage.desk.says(person, "/stats")
    assert not any("Cases opened" in one.text for one in said)
    assert stage.shop.drawing.drawn == []
    said = await stage.desk.says(WEI, "/stats", as_chat=True)
    assert not any("Cases opened" in one.text for one in said)


async def test_who_left_meanwhile_gets_no_files() -> None:
    stage = await worked_stage()
    held: list[DueTimer] = []

    async def later(timer: DueTimer, tools: Tools) -> Due:
        held.append(timer)
        return Due(nothing)

    stage.shop.jobs["stats"] = later
    await stage.desk.says(WEI, "/stats")
    await stage.desk.leaves(WEI)
    (timer,) = held
    await stats.draw(timer, stage.shop.tools)
    assert stage.shop.drawing.drawn == []
    assert stage.shop.files.kept == {}


async def test_a_report_that_cannot_be_drawn_is_said_to_be() -> None:
    stage = await worked_stage()
    stage.shop.drawing.is_broken = True
    said = await stage.desk.says(WEI, "/stats")
    assert [one.kind for one in said] == [None, None]
    assert "could not be drawn" in said[-1].text
    assert stage.shop.files.kept == {}


async def test_supervisors_who_share_a_chat_see_the_desks_they_lead() -> None:
    desks = [
        {"key": key, "name": key.title(), "chat_id": -900 - number, "supervisors_chat_id": CHIEFS}
        for number, key in enumerate(("north", "south", "west"))
    ]
    shop = Shop(Policy.model_validate({"brand": {"key": "own", "name": "Own"}, "desks": desks}))
    chiefs = Desk(shop, key="north")
    chiefs.move(CHIEFS)
    for key in ("north", "south"):
        await Desk(shop, key=key).employs(WEI, role=Role.SUPERVISOR)
    await Desk(shop, key="west").employs(WEI)
    await Desk(shop, key="south").employs(ANN)

    said = await chiefs.says(WEI, "/stats")
    assert text_of(said).startswith("Customer service · North · South\n")
    assert [one.kind for one in said[1:]] == [MediaKind.PHOTO, MediaKind.DOCUMENT]
    text = text_of(await chiefs.says(ANN, "/stats"))
    assert text.startswith("Customer service · South\n")
