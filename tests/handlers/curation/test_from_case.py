"""What a person answered in a case becomes a draft, without anybody's data."""

from domain.knowledge import EntryStatus
from tests.handlers.staff.stage import ANN, WEI, Stage, open_stage


async def answered(*replies: str) -> Stage:
    stage = await open_stage(words="My number is 13800138000: can I tow a caravan?")
    for words in replies:
        await stage.desk.says(ANN, words, topic=stage.topic)
    await stage.taps(ANN, "resolve")
    return stage


async def test_one_button_makes_the_draft() -> None:
    stage = await answered("Yes, Li:\nup to 1.5 t.", "Greetings, Ann", "// ask the workshop")
    await stage.taps(WEI, "faq")
    [draft] = stage.shop.state.drafts.values()
    [text] = draft.entry.texts.values()
    assert (draft.by, draft.is_new, draft.entry.status) == (WEI.id, True, EntryStatus.DRAFT)
    assert "can I tow a caravan?" in text.question
    assert text.variants == (text.question,)
    assert "up to 1.5 t." in text.answer
    for personal in ("13800138000", "Li", "Ann", "workshop"):
        assert personal not in text.question + text.answer
    assert stage.desk.notice is not None
    assert "/faq" in stage.desk.notice
    assert [one.action for one in stage.shop.state.staff.audit].count("faq.draft_from_case") == 1


async def test_a_second_tap_makes_no_second_draft() -> None:
    stage = await answered("Up to 1.5 t.")
    for _ in range(2):
        await stage.taps(WEI, "faq")
    assert len(stage.shop.state.drafts) == 1


async def test_an_agent_may_not() -> None:
    stage = await answered("Up to 1.5 t.")
    await stage.taps(ANN, "faq")
    assert stage.shop.state.drafts == {}


async def test_what_nobody_answered_has_no_button_and_makes_none() -> None:
    stage = await open_stage()
    assert not any("case:faq" in str(one.buttons) for one in stage.desk.messages)
    await stage.desk.taps_data(WEI, f"case:faq:{stage.case.id}")
    assert stage.shop.state.drafts == {}
