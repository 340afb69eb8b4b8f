from dataclasses import replace

from domain.knowledge import EntryStatus
from tests.fakes.brand import ENTRIES, entry
from tests.fakes.talk import Shop, Talk


async def test_topics_lead_to_questions_and_to_an_answer() -> None:
    talk = Talk()
    [topics] = await talk.says("/topics")
    assert list(topics.buttons) == ["Charging", "Warranty", "‹ Menu"]
    [questions] = await talk.taps("Warranty")
    assert questions.id == topics.id
    assert questions.text.startswith("Warranty")
    assert list(questions.buttons) == [
        "How long is the warranty?",
        "Does the warranty cover paint?",
        "‹ All topics",
    ]
    [answer] = await talk.taps("How long")
    assert answer.text == "How long is the warranty?\n\nAbout warranty-length. All is well."
    [again] = await talk.taps("More: Warranty")
    assert again.id not in (answer.id, topics.id)
    [topics] = await talk.taps("‹ All topics")
    assert topics.id == again.id
    [menu] = await talk.taps("‹ Menu")
    assert menu.id == again.id


async def test_drafts_and_what_is_over_are_not_browsed() -> None:
    talk = Talk()
    await talk.says("/topics")
    await talk.taps("Charging")
    assert not any("draft" in label or "winter" in label for label in talk.last.buttons)


async def test_topics_are_in_the_owners_language() -> None:
    talk = Talk()
    await talk.says("谢谢")
    [topics] = await talk.says("/topics")
    assert list(topics.buttons) == ["充电", "质保", "‹ 菜单"]
    [questions] = await talk.taps("质保")
    assert "质保多久？" in questions.buttons
    assert "Does the warranty cover paint?" in questions.buttons


async def test_long_topics_are_turned_page_by_page() -> None:
    entries = [entry(f"k{n:02}", f"Question {n:02}?", None) for n in range(17)]
    talk = Talk(Shop(entries=entries))
    await talk.says("/topics")
    [first] = await talk.taps("Charging")
    assert [label for label in first.buttons if label.startswith("Question")][-1] == "Question 05?"
    assert list(first.buttons)[-2:] == ["More ›", "‹ All topics"]
    [second] = await talk.taps("More ›")
    assert second.id == first.id
    assert "‹ Back" in second.buttons
    [third] = await talk.taps("More ›")
    assert "Question 16?" in third.buttons
    assert "More ›" not in third.buttons
    [second] = await talk.taps("‹ Back")
    assert "Question 06?" in second.buttons


async def test_a_list_that_shrank_shows_its_last_page() -> None:
    talk = Talk()
    await talk.says("/topics")
    data = talk.last.buttons["Charging"].removesuffix("0") + "7"
    [page] = await talk.taps_data(data, talk.last.id)
    assert "How do I charge at home?" in page.buttons


async def test_what_is_gone_is_said_to_be() -> None:
    shop = Shop()
    talk = Talk(shop)
    await talk.says("/topics")
    in_charging = talk.last.buttons["Charging"]
    await talk.taps("Warranty")
    for one in (ENTRIES[3], ENTRIES[4]):
        await shop.curates(replace(one, status=EntryStatus.ARCHIVED))
    assert await talk.taps("How long") == []
    assert talk.notice == "This answer is no longer available."
    [topics] = await talk.taps_data(in_charging.replace(in_charging.split(":")[2], "ffff"), 1)
    assert topics.text.startswith("This topic is no longer there.")


async def test_an_empty_faq_has_no_topics() -> None:
    talk = Talk(Shop(entries=()))
    [reply] = await talk.says("/topics")
    assert reply.text.startswith("There are no topics here yet.")


async def test_categories_that_the_policy_does_not_know_are_browsed_too() -> None:
    odd = entry("odd", "Odd?", None, category="配件 & <odd>" + "x" * 80)
    talk = Talk(Shop(entries=[odd, *ENTRIES]))
    [topics] = await talk.says("/topics")
    label = list(topics.buttons)[2]
    assert label.startswith("配件 & <odd>")
    [questions] = await talk.taps(label)
    assert "Odd?" in questions.buttons


async def test_many_categories_are_turned_page_by_page() -> None:
    entries = [entry(f"k{n}", f"Q{n}?", None, category=f"c{n:02}") for n in range(30)]
    talk = Talk(Shop(entries=entries))
    [topics] = await talk.says("/topics")
    assert len(topics.buttons) == 17
    [more] = await talk.taps("More ›")
    assert more.id == topics.id
    assert "C29" in more.buttons


async def test_a_picture_is_shown_from_the_topics_too() -> None:
    talk = Talk()
    await talk.says("/topics")
    await talk.taps("Charging")
    [answer] = await talk.taps("Where is")
    assert answer.photo == "PHOTO1"
