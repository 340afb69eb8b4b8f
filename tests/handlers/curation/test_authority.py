"""Every command, button and step by all who may not: nothing changes, and they hear a word."""

import copy
from typing import Any

import pytest

from domain.knowledge import EntryStatus
from handlers.curation.faq import CURATING, PUBLISHING
from tests.fakes.talk import Talk
from tests.handlers.curation.stage import BO, WEI, Stage, open_stage, opens

ALL = sorted({**CURATING, **PUBLISHING})


def kept(stage: Stage) -> dict[str, Any]:
    """Return everything that a curator could change."""
    state = stage.shop.state
    return copy.deepcopy(
        {
            "entries": state.entries,
            "shelves": {key: one.version for key, one in state.shelves.items()},
            "drafts": state.drafts,
            "dialogs": state.dialogs,
            "audit": state.staff.audit,
        }
    )


def talk_of(stage: Stage, who: str) -> Talk:
    return {"owner": stage.owner, "agent": stage.bo, "supervisor": stage.wei}[who]


async def data_for(stage: Stage, name: str) -> list[str]:
    """Return data that would work for an admin: of an entry, and of a draft."""
    found = await stage.curated("charge-home")
    draft = stage.draft
    return [
        f"faq:{name}",
        f"faq:{name}:{found.id}:{found.version}",
        f"faq:{name}:{found.id}:{found.version}:{found.version}",
        f"faq:{name}:{draft.id}:{draft.version}",
        f"faq:{name}:{draft.id}:en",
    ]


async def prepared() -> Stage:
    """A stage with a draft that an admin began."""
    stage = await open_stage()
    await stage.owner.says("hello")
    await stage.bo.says("hello")
    await opens(stage.chief, "charge-home")
    await stage.chief.taps("✎ Edit")
    await stage.chief.taps("Answer")
    await stage.chief.says("Changed.")
    return stage


@pytest.mark.parametrize("who", ["owner", "agent"])
@pytest.mark.parametrize("name", [*ALL, "nonsense"])
async def test_no_button_works_for_who_is_no_curator(name: str, who: str) -> None:
    stage = await prepared()
    before, talk = kept(stage), talk_of(stage, who)
    shown = len(talk.messages)
    for data in await data_for(stage, name):
        await talk.taps_data(data)
        assert talk.notice is not None
        assert "does not allow" in talk.notice
    assert kept(stage) == before
    assert len(talk.messages) == shown


@pytest.mark.parametrize("name", sorted(PUBLISHING))
async def test_a_supervisor_changes_no_answer(name: str) -> None:
    stage = await prepared()
    before = kept(stage)
    for data in await data_for(stage, name):
        await stage.wei.taps_data(data)
        assert stage.wei.notice is not None
    assert kept(stage) == before


@pytest.mark.parametrize("name", sorted(CURATING))
async def test_a_supervisor_touches_no_draft_of_others(name: str) -> None:
    stage = await prepared()
    before = stage.draft
    found = await stage.curated("charge-home")
    for data in await data_for(stage, name):
        await stage.wei.taps_data(data)
    assert stage.shop.state.drafts[before.id] == before
    assert await stage.curated("charge-home") == found


@pytest.mark.parametrize("who", ["owner", "agent"])
async def test_the_command_is_unknown_to_everybody_else(who: str) -> None:
    stage = await prepared()
    talk = talk_of(stage, who)
    [unknown] = await talk.says("/nosuchcommand")
    for words in ("/faq", "/faq charge"):
        [told] = await talk.says(words)
        assert told.text == unknown.text


async def test_who_loses_the_role_in_the_middle_of_a_form_writes_nothing() -> None:
    stage = await open_stage()
    await opens(stage.wei, "charge-home")
    await stage.wei.taps("✎ Edit")
    await stage.wei.taps("Answer")
    before = stage.draft
    async with stage.shop.store.works.alone() as work:
        await work.staff.revoke(WEI.id, "main", by=1)
    await stage.wei.says("Changed by somebody who may not.")
    assert stage.draft == before
    assert "does not allow" in stage.wei.last.text
    await stage.wei.says("How do I charge at home?")
    assert "About charge-home" in stage.wei.last.text


async def test_an_agent_of_another_desk_who_is_supervisor_nowhere_is_nobody() -> None:
    stage = await open_stage()
    [told] = await stage.bo.says("/faq")
    assert "do not know this command" in told.text
    assert stage.bo.person is BO


async def test_what_changes_answers_is_in_the_audit_log_by_name() -> None:
    stage = await open_stage()
    await opens(stage.chief, "charge-home")
    await stage.chief.taps("Archive")
    [(actor, action, key)] = stage.shop.state.done_to_faq
    assert (actor, action.value, key) == ("telegram:1", "faq.archive", "charge-home")
    assert stage.shop.state.entries["charge-home"].status is EntryStatus.ARCHIVED


async def test_old_and_broken_data_is_answered_with_a_word() -> None:
    stage = await open_stage()
    for data in ("faq:nonsense", "faq:entry:x", "faq:draft", "faq:rev:1", "faq:back:1:99:1"):
        await stage.chief.taps_data(data)
        assert stage.chief.notice is not None


async def test_whatever_is_done_to_a_draft_is_audited() -> None:
    stage = await prepared()
    await stage.chief.taps("✓ That is all of it")
    await stage.chief.taps("🗑 Delete this draft")
    actions = [one.action for one in stage.shop.state.staff.audit]
    assert actions == ["faq.draft_begun", "faq.draft_changed", "faq.draft_dropped"]
