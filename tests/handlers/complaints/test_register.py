"""`/complaints`: searched and filtered, page by page, and as a workbook."""

from datetime import timedelta

from domain.incoming import MediaKind, Person
from tests.handlers.complaints.stage import (
    ANN,
    SUPERVISORS,
    WEI,
    Complaining,
    complaining,
)


async def several(count: int = 3) -> Complaining:
    stage = await complaining()
    for number in range(count):
        await stage.sends(f"Trouble number {number} with the paint.")
        await stage.shop.waits(timedelta(minutes=2))
    stage.desk.chat.look()
    return stage


async def test_the_list_is_newest_first_and_filtered() -> None:
    stage = await several()
    [listed] = await stage.desk.says(ANN, "/complaints")
    lines = listed.text.splitlines()
    assert lines[0] == "3 complaints"
    assert [line.split(" · ")[0] for line in lines[2:5]] == [
        "C-2026-000003",
        "C-2026-000002",
        "C-2026-000001",
    ]
    assert "The car itself › Body, paint, doors" in lines[2]
    [one] = await stage.desk.says(ANN, '/complaints body "number 1"')
    assert one.text.startswith("1 complaint")
    [none] = await stage.desk.says(ANN, "/complaints 2025-01")
    assert "No complaint fits" in none.text


async def test_pages_keep_the_filter() -> None:
    stage = await several(12)
    [first] = await stage.desk.says(ANN, "/complaints paint")
    assert "C-2026-000012" in first.text
    await stage.desk.taps(ANN, "More")
    assert "C-2026-000002" in first.text
    assert "C-2026-000012" not in first.text
    await stage.desk.taps_data(ANN, "staff:comp:999999:paint", first.id)
    await stage.desk.taps_data(ANN, "staff:comp:x", first.id)
    assert stage.desk.notice


async def test_a_filter_too_long_for_a_button_has_none() -> None:
    stage = await several(12)
    words = "trouble number with the paint " * 3
    [listed] = await stage.desk.says(ANN, f"/complaints {words}")
    assert not any(data.startswith("staff:") for data in listed.buttons.values())


async def test_the_workbook() -> None:
    stage = await several()
    await stage.desk.taps_data(ANN, "case:cause:1:workmanship")
    await stage.desk.says(ANN, "/complaints xlsx 2026-03 paint")
    await stage.desk.receives()
    file = stage.desk.messages[-1]
    assert file.kind is MediaKind.DOCUMENT
    [(what, report, locale)] = stage.shop.drawing.drawn
    assert (what, locale) == ("workbook", "en")
    [table] = report.tables
    assert len(table.rows) == 3
    assert len(table.columns) == len(table.rows[0])
    assert any(line.action == "register" for line in stage.shop.state.staff.audit)


async def test_who_may_not_gets_nothing() -> None:
    stage = await several()
    stranger = Person(8009, "Sam", language_code="en")
    for who in (stranger, Person(8010, "Eve")):
        heard = await stage.desk.says(who, "/complaints")
        assert not any("C-2026" in one.text for one in heard)
        await stage.desk.says(who, "/complaints xlsx")
        await stage.desk.taps_data(who, "staff:compx:")
        await stage.desk.taps_data(who, "staff:comp:0:")
    await stage.desk.receives()
    assert stage.shop.drawing.drawn == []


async def test_anonymous_ones_are_for_those_in_charge_in_their_chat() -> None:
    stage = await several(1)
    await stage.talk.says("/complain The advisor shouts.")
    await stage.talk.taps_data("complain:anon")
    await stage.talk.taps("To the summary")
    await stage.talk.taps("✓ Send")
    [listed] = await stage.desk.says(WEI, "/complaints")
    assert listed.text.startswith("1 complaint")
    stage.desk.move(SUPERVISORS)
    for who, count in ((WEI, "2 complaints"), (ANN, "1 complaint")):
        heard = await stage.desk.says(who, "/complaints")
        assert heard[-1].text.startswith(count), who.name
