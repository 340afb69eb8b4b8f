"""Every command and button on a complaint, by all who may not: nothing changes."""

import copy
from dataclasses import replace
from typing import Any

import pytest

from domain.incoming import Person
from domain.staff import Role
from handlers.staff import table as staff
from handlers.staff.taps import _TAPS
from tests.handlers.complaints.stage import ANN, Complaining, complaining

STRANGER = Person(8009, "Sam", language_code="en")
ELSEWHERE = Person(8010, "Eve", language_code="en")
LEFT = Person(8011, "Lee", language_code="en")
WHO = {"stranger": STRANGER, "elsewhere": ELSEWHERE, "left": LEFT, "hidden": ANN}
ARGUMENTS = ("", "repair x", "goodwill 5 x", "2027-01-01 x", "withdrawn x", "C-2026-000001")


async def prepared() -> Complaining:
    stage = await complaining()
    await stage.sends()
    await stage.desk.says(ANN, "/remedy goodwill 900 x", topic=stage.topic)
    await stage.desk.says(ANN, "/action 2026-12-01 check", topic=stage.topic)
    await stage.desk.taps_data(ANN, f"case:decide:{stage.case.id}:partly")
    await stage.desk.employs(LEFT)
    await stage.desk.leaves(LEFT)
    async with stage.shop.store.works.alone() as work:
        await work.staff.grant(ELSEWHERE, "lakeside", Role.SUPERVISOR, by=1)
    return stage


def kept(stage: Complaining) -> dict[str, Any]:
    handoff, people = stage.shop.state.handoff, stage.shop.state.staff
    seen = [one.text for one in stage.talk.messages]
    return copy.deepcopy({**vars(handoff), "audit": people.audit, "seen": seen})


@pytest.mark.parametrize("who", WHO)
async def test_no_command_on_a_complaint_works_for_who_may_not(who: str) -> None:
    stage = await prepared()
    before = kept(stage)
    for name in staff.COMMANDS:
        for words in ARGUMENTS:
            said = f"/{name} {words}".strip()
            await stage.desk.says(WHO[who], said, topic=stage.topic, as_chat=who == "hidden")
            assert kept(stage)["complaints"] == before["complaints"], said
    after = kept(stage)
    for what in ("cases", "messages", "events", "remedies", "actions", "audit", "seen"):
        assert after[what] == before[what], what


@pytest.mark.parametrize("who", WHO)
async def test_no_button_on_a_complaint_works_for_who_may_not(who: str) -> None:
    stage = await prepared()
    before = kept(stage)
    for what in _TAPS:
        for rest in ("", ":1", ":brakes", ":work", ":maker", ":justified", ":diagnosis:whole"):
            data = f"case:{what}:{stage.case.id}{rest}"
            await stage.desk.taps_data(WHO[who], data, as_chat=who == "hidden")
            assert kept(stage) == before, data
            assert stage.desk.notice, data


async def test_an_agent_allows_no_money_beyond_their_limit() -> None:
    stage = await prepared()
    before = kept(stage)
    for what in ("approve", "refuse"):
        await stage.desk.taps_data(ANN, f"case:{what}:{stage.case.id}:1")
        assert kept(stage)["remedies"] == before["remedies"]
        assert stage.desk.notice


async def test_a_complaint_of_another_desk_is_out_of_reach() -> None:
    stage = await prepared()
    case = stage.case
    stage.shop.state.handoff.cases[case.id] = replace(case, desk="lakeside")
    before = kept(stage)
    for what in ("decide", "topic", "cause", "resp", "approve", "actdone", "resolve"):
        await stage.desk.taps_data(ANN, f"case:{what}:{case.id}:1")
        assert stage.desk.notice
    assert kept(stage)["complaints"] == before["complaints"]
