"""Finding an entry and reading its page."""

import pytest

from tests.handlers.curation.stage import open_stage, opens


async def test_the_first_screen_says_how_the_faq_stands() -> None:
    stage = await open_stage()
    [home] = await stage.chief.says("/faq")
    assert "Published: 7" in home.text
    assert "drafts: 1" in home.text
    assert {"Browse", "🔍 Search", "+ New entry", "✎ Drafts (1)"} <= set(home.buttons)


async def test_by_category_and_status() -> None:
    stage = await open_stage()
    await stage.chief.says("/faq")
    await stage.chief.taps("Browse")
    assert "Charging (6)" in stage.chief.last.buttons
    await stage.chief.taps("Warranty (2)")
    assert "Warranty (any status): 2" in stage.chief.last.text
    assert "How long is the warranty?" in stage.chief.last.buttons
    await stage.chief.taps("‹ Categories")
    await stage.chief.taps("draft (1)")
    await stage.chief.taps("✎ What is a draft?")
    assert "draft · Charging · secret" in stage.chief.last.text


async def test_long_lists_have_pages() -> None:
    stage = await open_stage()
    await stage.chief.says("/faq")
    await stage.chief.taps("Browse")
    await stage.chief.taps("published (7)")
    assert "More ›" not in stage.chief.last.buttons
    for number in range(12):
        entry = stage.shop.state.entries["charge-home"]
        stage.shop.state.entries[f"more-{number}"] = entry
    await stage.chief.taps("‹ Categories")
    await stage.chief.taps("published (19)")
    first = set(stage.chief.last.buttons)
    await stage.chief.taps("More ›")
    assert "‹ Back" in stage.chief.last.buttons
    assert set(stage.chief.last.buttons) != first


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("charge-port", "Where is the charge port?"),
        ("LEFT WHEEL", "Where is the charge port?"),
        ("质保多久", "How long is the warranty?"),
        ("how long does the warranty last", "How long is the warranty?"),
    ],
)
async def test_search_by_words_and_by_meaning(words: str, found: str) -> None:
    stage = await open_stage()
    await stage.chief.says(f"/faq {words}")
    assert any(found in label for label in stage.chief.last.buttons)


async def test_search_step_by_step_takes_one_message() -> None:
    stage = await open_stage()
    await stage.chief.says("/faq")
    await stage.chief.taps("🔍 Search")
    [found] = await stage.chief.says("brakes fail on the road")
    assert "Found for “brakes fail on the road”" in found.text
    await stage.chief.says("How do I charge at home?")
    assert "About charge-home" in stage.chief.last.text


async def test_nothing_found_is_said() -> None:
    stage = await open_stage()
    stage.shop.state.entries.clear()
    [told] = await stage.chief.says("/faq xyzzy")
    assert "Nothing was found for “xyzzy”" in told.text


async def test_an_entrys_page_has_its_figures_and_its_last_change() -> None:
    stage = await open_stage()
    await stage.owner.says("How do I charge at home?")
    await stage.owner.taps("👍 Helpful")
    await stage.owner.says("How do I charge at home?")
    await stage.owner.taps("👎 Not helpful")
    await stage.owner.taps("🙋 Talk to a person")
    await opens(stage.chief, "charge-home")
    page = stage.chief.last.text
    assert "How do I charge at home?" in page
    assert "shown 2 times · helpful 50% of 2 who said · to a person afterwards 1" in page
    assert "Cars: all cars" in page
    assert "version 1" in page
    await stage.chief.taps("Show: Chinese")
    assert "在家怎么充电？" in stage.chief.last.text


async def test_a_preview_is_what_an_owner_sees() -> None:
    stage = await open_stage()
    await stage.owner.says("Where is the charge port?")
    answer = stage.owner.last
    await opens(stage.chief, "charge-port")
    [shown] = await stage.chief.taps("👁 As owners see it")
    assert (shown.html, shown.photo) == (answer.html, answer.photo)
    assert list(shown.buttons) == list(answer.buttons)
    await stage.chief.taps("👍 Helpful")
    assert stage.chief.notice is not None
    assert "preview" in stage.chief.notice


async def test_what_is_gone_is_said() -> None:
    stage = await open_stage()
    await stage.chief.taps_data("faq:entry:999")
    assert stage.chief.notice is not None
    assert "not there any more" in stage.chief.notice
