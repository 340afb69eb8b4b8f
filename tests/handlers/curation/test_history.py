"""Status, revisions, and one tap back."""

from dataclasses import replace

from domain.curation import Action
from domain.knowledge import EntryStatus, FaqText
from tests.handlers.curation.stage import CHIEF, open_stage, opens


async def test_take_back_and_publish_again() -> None:
    stage = await open_stage()
    await opens(stage.chief, "charge-home")
    await stage.chief.taps("Take back")
    assert (await stage.curated("charge-home")).entry.status is EntryStatus.DRAFT
    await stage.owner.says("How do I charge at home?")
    assert "About charge-home" not in stage.owner.last.text
    await stage.chief.taps("‹ The entry")
    await stage.chief.taps("✅ Publish")
    stands = await stage.curated("charge-home")
    assert (stands.entry.status, stands.version) == (EntryStatus.PUBLISHED, 3)
    assert [action for _, action, _ in stage.shop.state.done_to_faq] == [
        Action.UNPUBLISH,
        Action.PUBLISH,
    ]


async def test_archive_and_bring_back() -> None:
    stage = await open_stage()
    await opens(stage.chief, "charge-home")
    await stage.chief.taps("Archive")
    await stage.chief.taps("‹ The entry")
    assert "archived · Charging" in stage.chief.last.text
    await stage.chief.taps("✅ Publish")
    assert (await stage.curated("charge-home")).entry.status is EntryStatus.PUBLISHED


async def test_history_reads_as_differences_and_goes_back() -> None:
    stage = await open_stage()
    before = stage.shop.state.entries["charge-home"]
    text = FaqText("How do I charge at home?", "<b>About charge-home.</b> All is fine.", ("plug",))
    await stage.shop.curates(replace(before, texts={**before.texts, "en": text}))
    await opens(stage.chief, "charge-home")
    await stage.chief.taps("🕘 History")
    assert "Answer (English), Other ways to ask (English)" in stage.chief.last.text
    await stage.chief.taps("Version 2")
    assert "All is <s>well</s><b>fine</b>." in stage.chief.last.html
    assert "<b>plug</b>" in stage.chief.last.html
    await stage.chief.taps("🕘 History")
    await stage.chief.taps("Version 1")
    assert "Changed since then" in stage.chief.last.text
    await stage.chief.taps("↩ Back to version 1")
    stands = await stage.curated("charge-home")
    assert (stands.entry, stands.version) == (before, 3)
    assert stands.changed_by == f"telegram:{CHIEF.id}"
    await stage.chief.taps("‹ The entry")
    assert "by Chief (version 3)" in stage.chief.last.text


async def test_an_old_button_changes_nothing_and_shows_what_holds() -> None:
    stage = await open_stage()
    await opens(stage.chief, "charge-home")
    await opens(stage.other, "charge-home")
    await stage.chief.taps("Archive")
    await stage.other.taps("Take back")
    assert stage.other.notice is not None
    assert "changed meanwhile" in stage.other.notice
    stands = await stage.curated("charge-home")
    assert (stands.entry.status, stands.version) == (EntryStatus.ARCHIVED, 2)
    assert "archived" in stage.other.last.text


async def test_a_button_tapped_twice_does_it_once() -> None:
    stage = await open_stage()
    found = await stage.curated("charge-home")
    for _ in range(2):
        await stage.chief.taps_data(f"faq:archive:{found.id}:{found.version}")
    assert (await stage.curated("charge-home")).version == 2
