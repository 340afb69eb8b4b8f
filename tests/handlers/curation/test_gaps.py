"""What owners asked and the bot could not answer, grouped by meaning, and what becomes of it."""

from datetime import timedelta

from domain.faq_gaps import GapStatus
from handlers.curation.gathering import AT_ONCE, GATHER, gather
from tests.fakes.desk import Desk
from tests.fakes.talk import Shop
from tests.handlers.curation.stage import Stage, open_stage


async def ask(stage: Stage, *questions: str) -> None:
    """Let an owner ask, and the clock group it."""
    for words in questions:
        await stage.owner.says(words)
    await gathers(stage.shop)


async def gathers(shop: Shop) -> None:
    async with shop.store.works.alone() as work:
        await work.timers.set(GATHER, "", shop.clock.now(), {})
    await shop.settle()


async def prepared() -> Stage:
    stage = await open_stage()
    await ask(
        stage,
        "may a caravan be towed by it",
        "is there a gold colour",
        "may a caravan be towed by my car",
        "How do I charge at home?",
    )
    await stage.chief.says("/faq")
    return stage


async def test_they_are_grouped_and_listed_most_frequent_first() -> None:
    stage = await prepared()
    await stage.chief.taps("🕳 Gaps (2)")
    labels = [one for one in stage.chief.last.buttons if "×" in one]
    assert labels == ["2× may a caravan be towed by my car", "1× is there a gold colour"]
    stage.shop.clock.advance(timedelta(minutes=1))
    await ask(stage, "is there a red colour")
    await stage.chief.taps("Newest first")
    labels = [one for one in stage.chief.last.buttons if "×" in one]
    assert labels[0] == "2× is there a red colour"


async def test_a_refused_answer_and_a_refused_offer_are_gaps() -> None:
    stage = await open_stage()
    await stage.owner.says("How do I charge at home?")
    await stage.owner.taps("👎 Not helpful")
    await stage.owner.says("charge on the road or home")
    await stage.owner.taps("No, something else")
    await gathers(stage.shop)
    assert len(stage.shop.state.gap_of) == 2


async def test_a_new_entry_from_a_gap_answers_it() -> None:
    stage = await prepared()
    await stage.chief.taps("🕳 Gaps (2)")
    await stage.chief.taps("2× may a caravan")
    assert "Asked 2 times" in stage.chief.last.text
    await stage.chief.taps("✎ Write a new entry")
    await stage.chief.says("Up to 1.5 t.")
    await stage.chief.taps("✓ That is all of it")
    await stage.chief.taps("Warranty")
    text = stage.draft.entry.texts["en"]
    assert text.question == "may a caravan be towed by my car"
    assert text.variants == ("may a caravan be towed by it",)
    await stage.chief.taps("✅ Publish")
    assert await stage.shop.store.gaps.gap_count() == 1
    await stage.owner.says("may a caravan be towed by it")
    assert "Up to 1.5 t." in stage.owner.last.text


async def test_what_is_asked_again_without_an_answer_is_open_again() -> None:
    stage = await prepared()
    async with stage.shop.store.works.alone() as work:
        await work.gaps.settle(1, GapStatus.WRITTEN, by="test")
    assert await stage.shop.store.gaps.gap_count() == 1
    await stage.shop.waits(timedelta(hours=1))
    await ask(stage, "may a caravan be towed by hand")
    assert await stage.shop.store.gaps.gap_count() == 2


async def test_words_are_added_to_an_entry_the_nearest_first() -> None:
    stage = await open_stage()
    await ask(stage, "warranty paint coverage years 13800138000")
    await stage.wei.says("/faq")
    await stage.wei.taps("🕳 Gaps (1)")
    await stage.wei.taps("1× ")
    assert "13800138000" not in stage.wei.last.text
    await stage.wei.taps("+ Add to an entry")
    await stage.wei.taps("Does the warranty cover paint?")
    text = stage.draft.entry.texts["en"]
    assert text.variants == ("warranty paint coverage years …",)
    assert stage.draft.gap_id == 1
    assert stage.draft.by == stage.wei.person.id


async def test_out_of_scope_is_off_the_list_for_good() -> None:
    stage = await prepared()
    await stage.chief.taps("🕳 Gaps (2)")
    await stage.chief.taps("1× is there a gold colour")
    await stage.chief.taps("Out of scope")
    assert "out of scope" in stage.chief.last.text
    await stage.shop.waits(timedelta(hours=1))
    await ask(stage, "is there a gold colour")
    assert await stage.shop.store.gaps.gap_count() == 1
    assert stage.shop.state.staff.audit[-1].data == {"status": "out_of_scope"}


async def test_staff_are_asked() -> None:
    stage = await prepared()
    desk = Desk(stage.shop)
    await stage.wei.says("/faq")
    await stage.wei.taps("🕳 Gaps (2)")
    await stage.wei.taps("2× may a caravan")
    await stage.wei.taps("Ask staff")
    stage.wei.receives()
    said = " ".join(one.text for one in (*stage.wei.messages, *desk.messages))
    assert "Owners asked this 2 times" in said
    assert await stage.shop.store.gaps.gap_count() == 1


async def test_no_gap_is_said() -> None:
    stage = await open_stage()
    await stage.chief.says("/faq")
    await stage.chief.taps("🕳 Gaps (0)")
    assert "There is no gap" in stage.chief.last.text


async def test_a_full_round_is_followed_by_the_next_at_once() -> None:
    stage = await open_stage()
    await stage.owner.says("is there a gold colour")
    [one] = stage.shop.state.questions.values()
    for number in range(2, AT_ONCE + 2):
        stage.shop.state.questions[number] = one.__class__(
            number, one.owner_id, f"words {number}", "en", one.asked_at, one.decision, ()
        )
    now = stage.shop.clock.now()
    due = await gather(None, stage.shop.tools)  # type: ignore[arg-type]
    assert due.next_at is not None
    assert due.next_at - now < timedelta(seconds=5)
    async with stage.shop.store.works.alone() as work:
        await due.effect(work)
    due = await gather(None, stage.shop.tools)  # type: ignore[arg-type]
    assert due.next_at is not None
    assert due.next_at - now > timedelta(minutes=1)
