"""Entries that want looking after, and the weekly word to admins."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from domain.incoming import Person
from domain.staff import Role
from handlers.curation.upkeep import next_monday
from tests.fakes.talk import Talk
from tests.handlers.curation.stage import CHIEF, open_stage


async def test_what_wants_looking_after() -> None:
    stage = await open_stage()
    entries = stage.shop.state.entries
    entries["charge-home"] = replace(entries["charge-home"], valid_until=date(2026, 3, 20))
    await stage.wei.says("/faq")
    await stage.wei.taps("🔧 Upkeep")
    assert {"Valid for 30 more days at most (1)", "Not in every language (3)"} <= set(
        stage.wei.last.buttons
    )
    await stage.wei.taps("Valid for 30")
    await stage.wei.taps("How do I charge at home?")
    assert "until 20 Mar 2026" in stage.wei.last.text
    await stage.shop.waits(timedelta(days=95))
    await stage.wei.taps_data("faq:upkeep")
    assert "Never asked in 90 days (7)" in stage.wei.last.buttons


async def test_admins_hear_of_it_on_mondays() -> None:
    stage = await open_stage()
    await stage.owner.says("may a caravan be towed by it")
    await stage.chief.says("/faq")
    await stage.wei.says("/faq")
    heard = len(stage.wei.messages)
    stage.shop.clock.advance(next_monday(stage.shop.tools) - stage.shop.clock.now())
    await stage.shop.settle()
    stage.chief.receives()
    assert "The FAQ this week" in stage.chief.last.text
    assert "Not in every language: 3" in stage.chief.last.text
    stage.wei.receives()
    assert len(stage.wei.messages) == heard
    told = len(stage.chief.messages)
    await stage.shop.waits(timedelta(days=7))
    stage.chief.receives()
    assert len(stage.chief.messages) == told + 1


async def test_who_is_no_admin_any_more_hears_nothing() -> None:
    stage = await open_stage()
    ada = Person(8020, "Ada", language_code="en")
    async with stage.shop.store.works.alone() as work:
        await work.staff.grant(ada, "main", Role.ADMIN, by=CHIEF.id)
    talk = Talk(stage.shop, ada)
    await talk.says("/faq")
    async with stage.shop.store.works.alone() as work:
        await work.staff.revoke(ada.id, "main", by=CHIEF.id)
    await stage.shop.waits(timedelta(days=8))
    talk.receives()
    assert len(talk.messages) == 1


async def test_the_next_monday_is_the_desks() -> None:
    stage = await open_stage()
    clock = stage.shop.clock
    for now, then in (
        (datetime(2026, 3, 2, 0, 59, tzinfo=UTC), datetime(2026, 3, 2, 1, 0, tzinfo=UTC)),
        (datetime(2026, 3, 2, 1, 0, tzinfo=UTC), datetime(2026, 3, 9, 1, 0, tzinfo=UTC)),
        (datetime(2026, 3, 7, 12, 0, tzinfo=UTC), datetime(2026, 3, 9, 1, 0, tzinfo=UTC)),
    ):
        clock.advance(now - clock.now())
        assert next_monday(stage.shop.tools) == then  # nine in Shanghai
