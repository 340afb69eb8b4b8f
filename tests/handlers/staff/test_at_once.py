"""Two of staff at one case in the same moment: what one decides on is as it is under the lock."""

from collections.abc import Awaitable, Callable

import pytest

from domain.cases import CaseStatus
from domain.incoming import Content, Incoming, Person, Said, Tapped
from domain.ports import Conversation, Effect, Tools
from handlers import table
from tests.fakes.desk import Desk
from tests.handlers.cases.at_desk import texts
from tests.handlers.complaints.stage import complaining
from tests.handlers.staff.stage import ANN, BO, WEI, open_stage
from tests.handlers.staff.test_transferring import the_case, two_desks

First = Callable[[], Awaitable[object]]
"""What somebody else gets done between another's reading and writing."""


def overtaken(conversation: Conversation, first: First) -> Conversation:
    async def slow(incoming: Incoming, tools: Tools) -> Effect:
        effect = await conversation(incoming, tools)
        await first()
        return effect

    return slow


async def taps_late(desk: Desk, person: Person, data: str, first: First) -> None:
    content: Content = Tapped(data, "tap", None)
    await desk.does(person, content, overtaken(table.GROUP_BUTTONS["case"], first))


@pytest.mark.parametrize("what", [f"give:1:{BO.id}", "resolve:1:sure"])
async def test_what_a_colleague_claimed_first_is_theirs(what: str) -> None:
    stage = await open_stage()
    await taps_late(stage.desk, BO, f"case:{what}", lambda: stage.taps(ANN, "claim"))
    assert (stage.case.assignee, stage.case.status) == (ANN.id, CaseStatus.OPEN)
    assert stage.desk.notice == "Ann has this case. Only they or a supervisor can do this."


@pytest.mark.parametrize("what", [f"give:1:{BO.id}", "resolve:1:sure"])
async def test_who_leads_decides_all_the_same(what: str) -> None:
    stage = await open_stage()
    await taps_late(stage.desk, WEI, f"case:{what}", lambda: stage.taps(ANN, "claim"))
    assert stage.case.assignee == BO.id or stage.case.status is CaseStatus.RESOLVED


async def test_nobody_releases_what_was_given_on_a_moment_ago() -> None:
    stage = await open_stage()
    await stage.taps(ANN, "claim")
    gives = f"case:give:1:{BO.id}"
    await taps_late(stage.desk, ANN, "case:release:1", lambda: stage.desk.taps_data(WEI, gives))
    assert stage.case.assignee == BO.id
    assert stage.desk.notice == "Bo has this case. Only they or a supervisor can do this."


async def test_nobody_transfers_what_a_colleague_claimed_first() -> None:
    talk, north, _ = await two_desks()
    await north.employs(BO)
    await taps_late(north, ANN, "case:move:1:south", lambda: north.taps_data(BO, "case:claim:1"))
    assert (the_case(talk).desk, the_case(talk).assignee) == ("north", BO.id)
    assert north.notice == "Bo has this case. Only they or a supervisor can do this."


@pytest.mark.parametrize(
    "what",
    ["claim:1", f"give:1:{BO.id}", "resolve:1:sure", "rank:1:high", "move:1:south"],
)
async def test_nothing_is_done_to_a_case_that_went_to_another_desk_first(what: str) -> None:
    talk, north, _ = await two_desks()
    await north.employs(BO)
    topic = north.topic("Q-2026-000001").id
    await taps_late(
        north, ANN, f"case:{what}", lambda: north.says(BO, "/transfer south", topic=topic)
    )
    case = the_case(talk)
    assert (case.desk, case.assignee, case.status) == ("south", None, CaseStatus.OPEN)
    assert (north.notice or "").startswith("Q-2026-000001 is with South now")


async def test_nobody_decides_on_a_complaint_that_a_colleague_claimed_first() -> None:
    stage = await complaining()
    await stage.sends("The paint peels on the bonnet.")
    await taps_late(
        stage.desk, BO, "case:decide:1:justified",
        lambda: stage.desk.taps_data(ANN, "case:claim:1"),
    )  # fmt: skip
    assert stage.case.assignee == ANN.id
    assert stage.complaint.verdict is None
    assert stage.desk.notice == "Ann has this case. Only they or a supervisor can do this."


async def test_a_reply_that_the_transfer_overtook_stays_inside() -> None:
    talk, north, _ = await two_desks()
    topic = north.topic("Q-2026-000001").id
    said = Said("It was the hinge", "It was the hinge")
    slow = overtaken(table.GROUP_WORDS, lambda: north.says(ANN, "/transfer south", topic=topic))
    await north.does(ANN, said, slow, topic)
    talk.receives()
    assert "It was the hinge" not in texts(talk.messages)
    assert the_case(talk).assignee is None
    assert north.in_topic(topic)[-1].text.startswith("Q-2026-000001 is with South now")
