"""Every command and button of the group, by all who may not: nothing changes, they hear why."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from domain.incoming import Person
from domain.staff import Role
from handlers import table
from handlers.staff import table as staff
from handlers.staff.taps import _TAPS
from tests.handlers.staff.stage import ANN, BO, STRANGER, WEI, Stage, open_stage

ELSEWHERE = Person(8010, "Eve", language_code="en")
"""An agent of another desk, who is in this group, too."""

LEFT = Person(8011, "Lee", language_code="en")
"""Was confirmed, and has left the group."""

HIDDEN = "hidden"
WHO = ["stranger", "elsewhere", "left", HIDDEN]
COMMANDS = sorted(staff.COMMANDS)
CASE_TAPS = sorted(_TAPS)
STAFF_TAPS = sorted([*staff._STAFF_TAPS, "queue", "mine"])
LEADING = ["confirm:main:8009", "leave:main:8009", "end:main:8002", "unmute:1"]
"""What an agent may not do, either."""


async def prepared() -> Stage:
    stage = await open_stage()
    await stage.desk.employs(LEFT)
    await stage.desk.leaves(LEFT)
    async with stage.shop.store.works.alone() as work:
        await work.staff.grant(ELSEWHERE, "nowhere", Role.SUPERVISOR, by=1)
    return stage


def kept(stage: Stage) -> dict[str, Any]:
    """Return everything that a command could change."""
    handoff, people = stage.shop.state.handoff, stage.shop.state.staff
    return copy.deepcopy(
        {
            "cases": handoff.cases,
            "messages": handoff.messages,
            "events": handoff.events,
            "roles": people.roles,
            "muted": people.muted,
            "off duty": people.off_duty,
            "audit": people.audit,
            "owner sees": stage.owner_sees(),
        }
    )


def person_of(who: str) -> Person:
    return {"stranger": STRANGER, "elsewhere": ELSEWHERE, "left": LEFT, HIDDEN: ANN}[who]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("name", COMMANDS)
async def test_no_command_works_for_who_may_not(name: str, who: str) -> None:
    stage = await prepared()
    before = kept(stage)
    shown = len(stage.desk.messages)
    words = f"/{name} {stage.case.number}"
    await stage.desk.says(person_of(who), words, topic=stage.topic, as_chat=who == HIDDEN)
    assert kept(stage) == before
    answers = [one for one in stage.desk.messages[shown:] if one.topic_id == stage.topic]
    assert len(answers) == 1
    assert stage.case.number not in answers[0].text


def data_of(stage: Stage) -> Iterator[str]:
    for what in CASE_TAPS:
        yield f"case:{what}:{stage.case.id}"
        yield f"case:{what}:{stage.case.id}:1"
        yield f"case:{what}:{stage.case.id}:urgent"
    for what in STAFF_TAPS:
        yield f"staff:{what}:main:{BO.id}"
        yield f"staff:{what}:1"


@pytest.mark.parametrize("who", WHO)
async def test_no_button_works_for_who_may_not(who: str) -> None:
    stage = await prepared()
    before = kept(stage)
    for data in data_of(stage):
        await stage.desk.taps_data(person_of(who), data, as_chat=who == HIDDEN)
        assert kept(stage) == before, data
        assert stage.desk.notice, data


@pytest.mark.parametrize("rest", LEADING)
async def test_an_agent_does_not_do_a_supervisors_work(rest: str) -> None:
    stage = await prepared()
    before = copy.deepcopy(stage.shop.state.staff)
    await stage.desk.taps_data(ANN, f"staff:{rest}")
    assert stage.shop.state.staff == before
    assert stage.desk.notice


async def test_a_supervisor_does_not_end_a_supervisor() -> None:
    stage = await prepared()
    await stage.desk.taps_data(WEI, f"staff:end:main:{WEI.id}")
    member = await stage.shop.store.staff.member(WEI.id)
    assert member is not None
    assert member.role_at("main") is Role.SUPERVISOR


async def test_words_of_staff_in_a_private_chat_are_an_owners() -> None:
    """A case's number or button data in private opens no door to the desk's side."""
    stage = await prepared()
    before = kept(stage)
    for data in data_of(stage):
        await stage.talk.taps_data(data)
        assert kept(stage)["cases"] == before["cases"], data


def test_private_and_group_buttons_are_apart() -> None:
    assert not set(table.GROUP_BUTTONS) & set(table.BUTTONS)
