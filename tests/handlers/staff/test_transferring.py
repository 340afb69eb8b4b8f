"""Cases go from desk to desk, and where an owner has a second question, nothing is forced."""

from datetime import UTC, datetime, timedelta

from domain.cases import Case, CaseKind
from tests.fakes.desk import ANN, BO, Desk
from tests.fakes.talk import Shop, Talk
from tests.handlers.cases.at_desk import TWO_DESKS, events_of, texts
from tests.handlers.staff.stage import STRANGER, open_stage


async def two_desks() -> tuple[Talk, Desk, Desk]:
    """An owner with a question at the north desk, where Ann works; Bo works in the south."""
    shop = Shop(TWO_DESKS)
    north, south = Desk(shop, key="north"), Desk(shop, key="south")
    await north.employs(ANN)
    await south.employs(BO)
    talk = Talk(shop)
    await talk.says("/start d_north")
    await talk.says("/person My door squeaks.")
    await talk.says("Only on Sundays, it seems.")
    for desk in (north, south):
        desk.chat.look()
    return talk, north, south


def the_case(talk: Talk, case_id: int = 1) -> Case:
    return talk.shop.state.handoff.cases[case_id]


async def test_a_case_goes_to_another_desk_with_all_that_was_said() -> None:
    talk, north, south = await two_desks()
    before = the_case(talk)
    topic = north.topic("Q-2026-000001")
    await north.taps_data(ANN, "case:claim:1")
    await north.says(ANN, "/transfer South", topic=topic.id)
    case = the_case(talk)
    assert (case.desk, case.assignee, case.number) == ("south", None, before.number)
    assert case.first_response_due != before.first_response_due  # by the other desk's hours
    assert topic.is_closed
    there = "\n".join(texts(south.in_topic(south.topic("Q-2026-000001").id)))
    assert "My door squeaks." in there
    assert "Only on Sundays, it seems." in there
    assert "South" in talk.last.text
    assert "transferred" in events_of(talk.shop)
    audit = [(one.actor, one.action) for one in talk.shop.state.staff.audit]
    assert (ANN.id, "transferred") in audit
    # who had it has no say any more, who has it now does
    await north.taps_data(ANN, "case:claim:1")
    assert the_case(talk).assignee is None
    await south.says(BO, "Good morning", topic=south.topic("Q-2026-000001").id)
    talk.receives()
    assert talk.messages[-1].text == "Good morning"


async def test_without_a_name_the_desks_are_offered() -> None:
    talk, north, _ = await two_desks()
    await north.says(ANN, "/transfer", topic=north.topic("Q-2026-000001").id)
    await north.taps(ANN, "South")
    assert the_case(talk).desk == "south"


async def test_the_owner_may_go_along() -> None:
    talk, north, _ = await two_desks()
    await north.says(ANN, "/transfer south", topic=north.topic("Q-2026-000001").id)
    owner_id = the_case(talk).owner_id
    assert talk.shop.state.owners[owner_id].desk == "north"
    data = f"staff:owner:south:{owner_id}"
    await north.taps_data(STRANGER, data)
    assert talk.shop.state.owners[owner_id].desk == "north"
    label = next(
        name for one in north.messages for name, what in one.buttons.items() if what == data
    )
    await north.taps(ANN, label)
    assert talk.shop.state.owners[owner_id].desk == "south"


async def test_nobody_moves_an_owner_who_has_no_case_there() -> None:
    talk, north, _ = await two_desks()
    owner_id = the_case(talk).owner_id
    await north.taps_data(ANN, f"staff:owner:south:{owner_id}")
    assert talk.shop.state.owners[owner_id].desk == "north"
    assert north.notice == "This button is from an older message and no longer works."


async def test_a_desk_where_the_owner_has_a_question_gets_no_second_one() -> None:
    talk, north, south = await two_desks()
    await south.says(BO, f"/contact {talk.person.id}")
    other = the_case(talk, 2)
    assert other.desk == "south"
    await north.says(ANN, "/transfer south", topic=north.topic("Q-2026-000001").id)
    assert the_case(talk).desk == "north"
    assert f"has another open question at that desk, {other.number}" in north.messages[-1].text


async def test_a_question_is_not_opened_again_beside_another() -> None:
    stage = await open_stage()
    first, topic = stage.case, stage.topic
    await stage.taps(ANN, "resolve")
    await stage.desk.taps(ANN, "Resolve it all the same")
    await stage.talk.says("/person And the heater smells.")
    second = stage.case
    assert second.id != first.id
    await stage.desk.says(ANN, "/reopen", topic=topic)
    assert (
        f"has another open question at that desk, {second.number}" in stage.desk.messages[-1].text
    )
    assert not stage.cases[0].status.is_active
    # nor by words that are sent all the same
    await stage.desk.says(ANN, "one more thing", topic=topic)
    await stage.desk.taps(ANN, "Send to the owner", topic=topic)
    assert f"has another open question at that desk, {second.number}" in (stage.desk.notice or "")
    assert "one more thing" not in stage.owner_sees()


async def test_a_number_is_of_the_year_by_the_desks_clock_and_never_changes() -> None:
    shop = Shop(TWO_DESKS)
    north, south = Desk(shop, key="north"), Desk(shop, key="south")
    await north.employs(ANN)
    await south.employs(BO)
    # 16:30 in London's winter: 2027 has begun in Shanghai, not in Berlin
    shop.clock.advance(datetime(2026, 12, 31, 16, 30, tzinfo=UTC) - shop.clock.now())
    talk, other = Talk(shop), Talk(shop, STRANGER)
    await talk.says("/start d_north")
    await talk.says("/person My door squeaks.")
    await other.says("/start d_south")
    await other.says("/person My door squeaks, too.")
    assert [one.number for one in shop.state.handoff.cases.values()] == [
        "Q-2027-000001", "Q-2026-000001",
    ]  # fmt: skip
    topic = north.topic("Q-2027-000001").id
    await north.says(ANN, "hello", topic=topic)
    await north.says(ANN, "/resolve", topic=topic)
    await north.says(ANN, "/reopen", topic=topic)
    await north.says(ANN, "/transfer south", topic=topic)
    shop.clock.advance(timedelta(days=400))
    case = the_case(talk)
    assert (case.desk, case.number, case.kind) == ("south", "Q-2027-000001", CaseKind.QUESTION)
