"""Changes are checked on labelled questions; worse needs a second tap; trying; labels."""

from domain.faq_gate import LabelOrigin, NewLabel
from domain.incoming import Person
from domain.knowledge import EntryStatus
from domain.staff import Role
from tests.fakes.talk import Talk
from tests.handlers.curation.stage import CHIEF, Stage, open_stage, opens


async def label(stage: Stage, question: str, *expected: str) -> None:
    async with stage.shop.store.works.alone() as work:
        new = NewLabel(question, expected, LabelOrigin.IMPORTED)
        await work.curation.keep_labels([new], by="command")


async def test_nothing_to_check_with_is_said() -> None:
    stage = await open_stage()
    await opens(stage.chief, "charge-home")
    await stage.chief.taps("Archive")
    assert "not checked: there are no labelled questions yet" in stage.chief.last.text


async def test_what_makes_nothing_worse_is_published_with_the_verdict() -> None:
    stage = await open_stage()
    await label(stage, "How long is the warranty?", "warranty-length")
    await label(stage, "plug in at home", "charge-home")
    await opens(stage.chief, "charge-home")
    await stage.chief.taps("✎ Edit")
    await stage.chief.taps("Other ways to ask")
    await stage.chief.says("plug in at home")
    await stage.chief.taps("Done")
    await stage.chief.taps("✅ Publish")
    told = stage.chief.last.text
    assert "✓ Published" in told
    assert "right before 1, right with the change 2" in told
    assert "“plug in at home”: was “did you mean” with:" in told or "was not answered" in told
    assert "answered with “How do I charge at home?”" in told
    assert (await stage.curated("charge-home")).version == 2
    assert stage.drafts == []


async def test_what_makes_something_worse_needs_a_second_tap() -> None:
    stage = await open_stage()
    await label(stage, "How do I charge at home?", "charge-home")
    await opens(stage.chief, "charge-home")
    await stage.chief.taps("Take back")
    told = stage.chief.last.text
    assert "Nothing was changed yet" in told
    assert "Worse: one" in told
    assert "“How do I charge at home?”: was answered with “How do I charge at home?”" in told
    assert (await stage.curated("charge-home")).version == 1
    await stage.chief.taps("Do it all the same")
    stands = await stage.curated("charge-home")
    assert (stands.entry.status, stands.version) == (EntryStatus.DRAFT, 2)


async def test_leaving_it_changes_nothing() -> None:
    stage = await open_stage()
    await label(stage, "How do I charge at home?", "charge-home")
    await opens(stage.chief, "charge-home")
    await stage.chief.taps("Archive")
    await stage.chief.taps("Leave it as it is")
    assert "published · Charging" in stage.chief.last.text
    assert (await stage.curated("charge-home")).version == 1


async def test_a_second_tap_on_a_change_that_was_overtaken_does_nothing() -> None:
    stage = await open_stage()
    await label(stage, "How do I charge at home?", "charge-home")
    await opens(stage.chief, "charge-home")
    await stage.chief.taps("Take back")
    await stage.shop.curates(stage.shop.state.entries["charge-home"])
    await stage.chief.taps("Do it all the same")
    stands = await stage.curated("charge-home")
    assert (stands.entry.status, stands.version) == (EntryStatus.PUBLISHED, 2)
    assert stage.chief.notice is not None


async def test_a_role_that_ends_while_it_is_checked_publishes_nothing() -> None:
    stage = await open_stage()
    ada = Person(8020, "Ada", language_code="en")
    async with stage.shop.store.works.alone() as work:
        await work.staff.grant(ada, "main", Role.ADMIN, by=CHIEF.id)
    talk = Talk(stage.shop, ada)
    await label(stage, "How long is the warranty?", "warranty-length")
    found = await stage.curated("charge-home")
    jobs, stage.shop.jobs = stage.shop.jobs, {**stage.shop.jobs}

    async def revoked(timer: object, tools: object) -> object:
        async with stage.shop.store.works.alone() as work:
            await work.staff.revoke(ada.id, "main", by=CHIEF.id)
        return await jobs["faq_gate"](timer, tools)  # type: ignore[arg-type]

    stage.shop.jobs["faq_gate"] = revoked  # type: ignore[assignment]
    await talk.taps_data(f"faq:archive:{found.id}:{found.version}")
    assert "does not allow" in talk.last.text
    assert (await stage.curated("charge-home")).version == 1


async def test_trying_shows_both_decisions() -> None:
    stage = await open_stage()
    await opens(stage.chief, "charge-home")
    await stage.chief.taps("✎ Edit")
    await stage.chief.taps("Other ways to ask")
    await stage.chief.says("plug in overnight")
    await stage.chief.taps("Done")
    await stage.chief.taps("🧪 Try it")
    await stage.chief.says("plug in overnight")
    told = stage.chief.last.text
    assert "Now: not answered (0.10)" in told
    assert "With this draft: answered with “How do I charge at home?” (1.00)" in told
    await stage.chief.says("My brakes failed")
    assert "taken for danger" in stage.chief.last.text
    assert stage.shop.state.handoff.cases == {}
    await stage.chief.taps("Done")
    assert "Change of an entry" in stage.chief.last.text


async def test_trying_without_a_draft() -> None:
    stage = await open_stage()
    await stage.chief.says("/faq")
    await stage.chief.taps("🧪 Try it")
    await stage.chief.says("质保多久？")
    assert "Now: answered with “How long is the warranty?” (1.00)" in stage.chief.last.text
    assert stage.shop.state.questions == {}


async def test_confirming_an_answer_makes_a_label() -> None:
    stage = await open_stage()
    await stage.owner.says("How do I charge at home?")
    await stage.owner.says("xyzzy plugh")
    await stage.chief.says("/faq")
    await stage.chief.taps("Recent questions")
    await stage.chief.taps("✓ How do I charge at home?")
    await stage.chief.taps("✓ That was right")
    found = await stage.shop.store.curation.label_of("how do i charge at home?")
    assert found is not None
    assert (found.expected, found.origin, found.by) == (
        ("charge-home",),
        LabelOrigin.CONFIRMED,
        "telegram:1",
    )
    await stage.chief.taps("Recent questions")
    await stage.chief.taps("– xyzzy plugh")
    await stage.chief.taps("✓ That was right")
    found = await stage.shop.store.curation.label_of("xyzzy plugh")
    assert found is not None
    assert found.expected == ()


async def test_correcting_an_answer_makes_a_label() -> None:
    stage = await open_stage()
    await stage.owner.says("How do I charge at home?")
    [number] = stage.shop.state.questions
    await stage.chief.taps_data(f"faq:asked:{number}")
    await stage.chief.taps("→ How do I charge on the road?")
    found = await stage.shop.store.curation.label_of("How do I charge at home?")
    assert found is not None
    assert found.expected == ("charge-away",)
    await stage.chief.taps_data(f"faq:asked:{number}")
    assert "Labelled: answered by “How do I charge on the road?”" in stage.chief.last.text
    await stage.chief.taps("Another entry")
    await stage.chief.says("warranty paint")
    await stage.chief.taps("Does the warranty cover paint?")
    found = await stage.shop.store.curation.label_of("How do I charge at home?")
    assert found is not None
    assert found.expected == ("warranty-paint",)
    await stage.chief.taps_data(f"faq:nothing:{number}")
    found = await stage.shop.store.curation.label_of("How do I charge at home?")
    assert found is not None
    assert found.expected == ()


async def test_recent_questions_have_pages() -> None:
    stage = await open_stage()
    for number in range(10):
        await stage.owner.says(f"question number {number} qqq")
    await stage.wei.says("/faq")
    await stage.wei.taps("Recent questions")
    assert "question number 9" in str(stage.wei.last.buttons)
    await stage.wei.taps("More ›")
    assert "question number 1" in str(stage.wei.last.buttons)
    await stage.wei.taps("– question number 0")
    assert "That was right" not in str(stage.wei.last.buttons)


async def test_a_label_keeps_nothing_that_is_somebodys_own() -> None:
    stage = await open_stage()
    await stage.owner.says("call 13800138000 about the warranty of paint qqq")
    [number] = stage.shop.state.questions
    await stage.chief.taps_data(f"faq:asked:{number}")
    await stage.chief.taps("No answer fits")
    [label] = stage.shop.state.labels.values()
    assert "13800138000" not in label.question
    await stage.chief.taps_data(f"faq:asked:{number}")
    assert "Labelled: nothing should be answered" in stage.chief.last.text
