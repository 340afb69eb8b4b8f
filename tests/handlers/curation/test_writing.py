"""Writing entries: step by step, kept, previewed, published; two at one entry."""

from datetime import date, timedelta

import pytest

from domain.incoming import MediaKind
from domain.knowledge import EntryStatus, FaqEntry, FaqText, Scope
from tests.fakes.talk import Talk
from tests.handlers.curation.stage import Stage, open_stage, opens, writes


async def begun(stage: Stage, talk: Talk) -> None:
    """Write a new entry up to its draft's page."""
    await talk.says("/faq")
    await talk.taps("+ New entry")
    await talk.says("Can I  tow\na caravan?")
    await writes(talk, "Yes:\n- up to 1.5 t", "<b>Yes</b>:\n- up to 1.5 t")
    await talk.taps("✓ That is all of it")
    await talk.taps("Warranty")


async def test_a_new_entry_is_published_and_answers_owners() -> None:
    stage = await open_stage()
    await stage.owner.says("Can I tow a caravan?")
    assert "caravan" not in stage.owner.last.text
    await begun(stage, stage.chief)
    assert stage.draft.entry.texts == {
        "en": FaqText("Can I tow a caravan?", "<b>Yes</b>:\n• up to 1.5 t")
    }
    await stage.chief.taps("✅ Publish")
    assert stage.drafts == []
    made = await stage.curated("tow-caravan")
    assert made.entry == FaqEntry(
        "tow-caravan",
        "warranty",
        {"en": FaqText("Can I tow a caravan?", "<b>Yes</b>:\n• up to 1.5 t")},
    )
    await stage.owner.says("Can I tow a caravan?")
    assert "<b>Yes</b>:\n• up to 1.5 t" in stage.owner.last.html


async def test_a_key_that_is_taken_gets_a_number() -> None:
    stage = await open_stage()
    for _ in range(2):
        await begun(stage, stage.chief)
        await stage.chief.taps("✅ Publish")
    assert {"tow-caravan", "tow-caravan-2"} <= set(stage.shop.state.entries)


async def test_the_draft_is_there_a_day_later_and_goes_on() -> None:
    stage = await open_stage()
    await stage.chief.says("/faq")
    await stage.chief.taps("+ New entry")
    await stage.chief.says("Can I tow a caravan?")
    await stage.shop.waits(timedelta(days=1, hours=3))
    await stage.chief.says("Up to 1.5 t.")
    assert stage.draft.entry.texts["en"].answer == "Up to 1.5 t."


async def test_another_form_does_not_take_the_draft_away() -> None:
    stage = await open_stage()
    await stage.chief.says("/faq")
    await stage.chief.taps("+ New entry")
    await stage.chief.says("Can I tow a caravan?")
    await stage.chief.says("/car")
    await stage.chief.says("/faq")
    await stage.chief.taps("✎ Drafts (2)")
    await stage.chief.taps("Can I tow a caravan? (✎)")
    await stage.chief.taps("Answer")
    await stage.chief.says("Up to 1.5 t.")
    assert stage.draft.entry.texts["en"].answer == "Up to 1.5 t."


async def test_cancel_leaves_the_step_and_keeps_the_draft() -> None:
    stage = await open_stage()
    await begun(stage, stage.chief)
    before = stage.draft
    for part in ("Question", "Answer", "Picture", "Dates"):
        await stage.chief.taps(part)
        await stage.chief.taps("Cancel")
        assert "New entry, not published" in stage.chief.last.text
    await stage.chief.taps("Question")
    await stage.chief.says("cancel")
    assert stage.draft == before
    await stage.chief.says("How do I charge at home?")
    assert "About charge-home" in stage.chief.last.text


async def test_a_long_answer_comes_in_several_messages_and_survives() -> None:
    stage = await open_stage()
    await stage.chief.says("/faq")
    await stage.chief.taps("+ New entry")
    await stage.chief.says("Can I tow a caravan?")
    pieces = [letter * 4_000 for letter in "abcd"]
    for piece in pieces:
        await stage.chief.says(piece)
    assert stage.draft.entry.texts["en"].answer == "\n\n".join(pieces)
    assert "16,006 characters" in stage.chief.last.text
    await stage.chief.says("e" * 4_000)
    assert "20,000 is the most" in stage.chief.last.text
    assert stage.draft.entry.texts["en"].answer == "\n\n".join(pieces)


async def test_words_of_danger_in_an_answer_are_the_answer() -> None:
    stage = await open_stage()
    await stage.chief.says("/faq")
    await stage.chief.taps("+ New entry")
    await stage.chief.says("My brakes failed, what do I do?")
    await stage.chief.says("The car is on fire: get out and call 112.")
    assert stage.draft.entry.texts["en"].answer == "The car is on fire: get out and call 112."
    assert stage.shop.state.handoff.cases == {}


async def test_danger_comes_first_where_the_form_was_left_for_hours() -> None:
    stage = await open_stage()
    await stage.chief.says("/faq")
    await stage.chief.taps("+ New entry")
    await stage.shop.waits(timedelta(hours=2))
    await stage.chief.says("My car is on fire")
    assert stage.drafts == []
    assert stage.shop.state.handoff.cases != {}


async def test_every_part_of_an_entry_can_be_changed() -> None:
    stage = await open_stage()
    chief = stage.chief
    await opens(chief, "charge-home")
    await chief.taps("✎ Edit")
    await chief.taps("Question")
    await chief.says("How can I charge at home?")
    await chief.taps("Answer")
    await chief.sends(MediaKind.PHOTO, "With a wallbox.", file_id="PIC")
    await chief.taps("✓ That is all of it")
    await chief.taps("Other ways to ask")
    await chief.says("wallbox\n- charging at home\nwallbox")
    await chief.taps("✕ wallbox")
    await chief.taps("Done")
    await chief.taps("Category")
    await chief.taps("Warranty")
    await chief.taps("Cars")
    await chief.taps("Lyra")
    await chief.says("2022-2024")
    await chief.taps("Dates")
    await chief.says("2026-01-01 to 2026-12-31")
    await chief.taps("✅ Publish")
    stands = (await stage.curated("charge-home")).entry
    assert stands.texts["en"] == FaqText(
        "How can I charge at home?", "With a wallbox.", ("charging at home",), "PIC"
    )
    assert stands.category == "warranty"
    assert stands.scope == Scope(models=("lyra",), year_from=2022, year_to=2024)
    assert (stands.valid_from, stands.valid_until) == (date(2026, 1, 1), date(2026, 12, 31))
    await opens(chief, "charge-home")
    await chief.taps("✎ Edit")
    await chief.taps("Dates")
    await chief.taps("Always")
    await chief.taps("Cars")
    await chief.taps("All cars")
    await chief.taps("Done")
    await chief.taps("Picture")
    await chief.taps("Without a picture")
    await chief.taps("✅ Publish")
    stands = (await stage.curated("charge-home")).entry
    assert stands.scope.is_general
    assert (stands.valid_from, stands.valid_until) == (None, None)
    assert stands.texts["en"].image is None


async def test_a_second_language() -> None:
    stage = await open_stage()
    await opens(stage.chief, "warranty-paint")
    assert "Not written yet in: Chinese" in stage.chief.last.text
    await stage.chief.taps("✎ Edit")
    await stage.chief.taps("+ Chinese")
    await stage.chief.says("漆面在质保范围内吗？")
    await stage.chief.says("在。")
    await stage.chief.taps("✓ That is all of it")
    await stage.chief.taps("✅ Publish")
    stands = (await stage.curated("warranty-paint")).entry
    assert stands.texts["zh-Hans"] == FaqText("漆面在质保范围内吗？", "在。")
    assert "en" in stands.texts


async def test_a_half_written_language_is_not_published() -> None:
    stage = await open_stage()
    await opens(stage.chief, "warranty-paint")
    await stage.chief.taps("✎ Edit")
    await stage.chief.taps("+ Chinese")
    await stage.chief.says("漆面在质保范围内吗？")
    await stage.chief.taps("Cancel")
    await stage.chief.taps("✅ Publish")
    assert stage.chief.notice is not None
    assert "no answer yet (Chinese)" in stage.chief.notice
    assert len(stage.drafts) == 1


@pytest.mark.parametrize(
    ("part", "words", "told"),
    [
        ("Question", "x" * 501, "501 characters are too many"),
        ("Dates", "31.12.", "cannot read this as dates"),
        ("Dates", "2026-12-31 to 2026-01-01", "cannot read this as dates"),
        ("Cars", "2024-2022", "cannot read this as model years"),
        ("Other ways to ask", "x" * 501, "501 characters are too many"),
        ("Picture", "here it is", "Send the picture as a photo"),
    ],
)
async def test_what_cannot_be_taken_is_said_and_the_step_stays(
    part: str, words: str, told: str
) -> None:
    stage = await open_stage()
    await begun(stage, stage.chief)
    before = stage.draft.entry
    await stage.chief.taps(part)
    await stage.chief.says(words)
    assert told in stage.chief.last.text
    assert stage.draft.entry == before
    assert stage.shop.state.dialogs


async def test_the_second_admin_is_told_what_changed_and_nothing_is_lost() -> None:
    stage = await open_stage()
    for talk in (stage.chief, stage.other):
        await opens(talk, "charge-home")
        await talk.taps("✎ Edit")
    await stage.chief.taps("Answer")
    await stage.chief.says("Theirs.")
    await stage.chief.taps("✓ That is all of it")
    await stage.chief.taps("✅ Publish")
    await stage.other.taps("Other ways to ask")
    await stage.other.says("plug in")
    await stage.other.taps("Done")
    assert "changed by somebody else" in stage.other.last.text
    await stage.other.taps("✅ Publish")
    assert "Chief changed this entry" in stage.other.last.text
    assert "<b>Theirs</b>" in stage.other.last.html
    assert (await stage.curated("charge-home")).version == 2
    await stage.other.taps("Put mine on top")
    await stage.other.taps("✅ Publish")
    stands = await stage.curated("charge-home")
    assert stands.version == 3
    assert (stands.entry.texts["en"].answer, stands.entry.texts["en"].variants) == (
        "Theirs.",
        ("plug in",),
    )


async def test_where_both_changed_the_same_it_is_named() -> None:
    stage = await open_stage()
    for talk in (stage.chief, stage.other):
        await opens(talk, "charge-home")
        await talk.taps("✎ Edit")
        await talk.taps("Question")
        await talk.says(f"How, asks {talk.person.first_name}?")
    await stage.chief.taps("✅ Publish")
    await stage.other.taps("✅ Publish")
    assert "You both changed: Question (English)" in stage.other.last.text
    await stage.other.taps("🗑 Delete this draft")
    assert (await stage.curated("charge-home")).entry.texts["en"].question == "How, asks Chief?"


async def test_a_draft_of_a_change_waits_on_the_entrys_page_and_answers_nobody() -> None:
    stage = await open_stage()
    await opens(stage.wei, "charge-home")
    await stage.wei.taps("✎ Edit")
    await stage.wei.taps("Answer")
    await stage.wei.says("New words.")
    await stage.owner.says("How do I charge at home?")
    assert "About charge-home" in stage.owner.last.text
    await opens(stage.chief, "charge-home")
    assert "Wei has a change of this entry that is not published" in stage.chief.last.text
    await stage.chief.taps("✎ Open the change")
    assert "Written by Wei" in stage.chief.last.text
    await stage.chief.taps("✅ Publish")
    assert (await stage.curated("charge-home")).entry.texts["en"].answer == "New words."


async def test_a_supervisor_hands_in_and_an_admin_publishes() -> None:
    stage = await open_stage()
    await begun(stage, stage.wei)
    assert "✅ Publish" not in stage.wei.last.buttons
    await stage.wei.taps("Hand in to an admin")
    stage.chief.receives()
    assert "Wei has written a draft for the FAQ: “Can I tow a caravan?”" in stage.chief.last.text
    await stage.chief.taps("Open the draft")
    await stage.chief.taps("✅ Publish")
    assert (await stage.curated("tow-caravan")).entry.status is EntryStatus.PUBLISHED


async def test_a_chinese_entry_gets_a_key_of_its_category() -> None:
    stage = await open_stage()
    await stage.chief.says("/faq")
    await stage.chief.taps("+ New entry")
    await stage.chief.says("能拖房车吗？")
    await stage.chief.says("可以。")
    await stage.chief.taps("✓ That is all of it")
    await stage.chief.taps("Warranty")
    await stage.chief.taps("✅ Publish")
    assert "warranty-1" in stage.shop.state.entries
