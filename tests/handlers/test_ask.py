from dataclasses import replace
from datetime import timedelta

import pytest

from domain.incoming import Person
from domain.knowledge import Car, DecisionKind, EntryStatus, FaqText, Feedback
from tests.fakes.brand import ENTRIES, entry
from tests.fakes.knowledge import FakeKnowledge
from tests.fakes.talk import LI, Shop, Talk

CHEN = Person(7002, "Chen", language_code="en")
OLD = "This button is from an older message and no longer works."


async def test_an_answer_is_the_curators_words_with_two_buttons() -> None:
    talk = Talk()
    [answer] = await talk.says("How do I charge at home?")
    assert answer.text.endswith("\n\nAbout charge-home. All is well.")
    assert list(answer.buttons) == ["👍 Helpful", "👎 Not helpful"]
    [question] = talk.questions
    assert question.text == "How do I charge at home?"
    assert question.decision is DecisionKind.ANSWER
    assert question.shown == "charge-home"
    assert question.candidates[0].key == "charge-home"


async def test_helpful_is_thanked_and_recorded() -> None:
    talk = Talk()
    await talk.says("How do I charge at home?")
    [answer] = await talk.taps("👍")
    assert answer.text.endswith("\n\nAbout charge-home. All is well.")
    assert list(answer.buttons) == ["✓ Thank you"]
    assert talk.questions[0].feedback is Feedback.HELPFUL
    assert await talk.taps("✓ Thank you") == []
    assert talk.notice == "Your feedback is noted. Thank you!"


async def test_not_helpful_leads_on_and_twice_is_fine() -> None:
    talk = Talk()
    await talk.says("How do I charge at home?")
    data = talk.last.buttons["👎 Not helpful"]
    answer, sorry = await talk.taps("👎")
    assert list(answer.buttons) == ["✓ Noted, thank you"]
    assert sorry.text.startswith("I am sorry that this did not help.")
    assert list(sorry.buttons) == ["🙋 Talk to a person", "Topics"]
    [again] = await talk.taps_data(data, answer.id)
    assert again.id == answer.id
    assert talk.questions[0].feedback is Feedback.NOT_HELPFUL


async def test_the_last_word_counts() -> None:
    talk = Talk()
    await talk.says("How do I charge at home?")
    down = talk.last.buttons["👎 Not helpful"]
    await talk.taps("👍")
    await talk.taps_data(down, talk.last.id)
    assert talk.questions[0].feedback is Feedback.NOT_HELPFUL


async def test_suggestions_are_offered_chosen_and_recorded() -> None:
    talk = Talk()
    [offer] = await talk.says("charge at home")
    assert offer.text == "I am not sure I understood. Did you mean this?"
    assert list(offer.buttons) == [
        "How do I charge at home?", "No, something else", "🙋 Talk to a person",
    ]  # fmt: skip
    assert talk.questions[0].shown is None
    [answer] = await talk.taps("How do I charge at home?")
    assert answer.text == "How do I charge at home?\n\nAbout charge-home. All is well."
    [chosen] = talk.questions
    assert (chosen.feedback, chosen.shown) == (Feedback.CHOSEN, "charge-home")
    await talk.taps("👍")
    [helpful] = talk.questions
    assert (helpful.feedback, helpful.shown) == (Feedback.HELPFUL, "charge-home")


async def test_none_of_these_is_an_honest_word() -> None:
    talk = Talk()
    [offer] = await talk.says("charge at home")
    [reply] = await talk.taps("No, something else")
    assert reply.id == offer.id
    assert reply.text.startswith("I do not know the answer to that")
    assert list(reply.buttons) == ["🙋 Talk to a person", "Topics"]
    assert talk.questions[0].feedback is Feedback.NONE_FITS


async def test_abstaining_is_honest_and_leads_to_the_topics() -> None:
    talk = Talk()
    [reply] = await talk.says("flux capacitor")
    assert reply.text.startswith("I do not know the answer to that")
    assert talk.questions[0].decision is DecisionKind.ABSTAIN
    assert len(talk.questions[0].candidates) > 0
    [topics] = await talk.taps("Topics")
    assert topics.id != reply.id


async def test_an_empty_faq_knows_nothing() -> None:
    [reply] = await Talk(Shop(entries=())).says("How do I charge at home?")
    assert reply.text.startswith("I do not know")


async def test_at_most_four_suggestions_in_full_where_they_are_long() -> None:
    long = "Which of the many possible things should I do about the charging cable number"
    shop = Shop(entries=[entry(f"cable-{n}", f"{long} {n}?", None) for n in range(6)])
    talk = Talk(shop)
    [offer] = await talk.says(long)
    assert f"1. {long} 0?" in offer.text
    assert list(offer.buttons) == [
        "1", "2", "3", "4", "None of these", "🙋 Talk to a person",
    ]  # fmt: skip
    [answer] = await talk.taps("2")
    assert answer.text.startswith(f"{long} 1?")


async def test_one_suggestion_has_no_number() -> None:
    long = "Which of the many possible things should I do about the charging cable?"
    talk = Talk(Shop(entries=[entry("cable", long, None)]))
    [offer] = await talk.says("the many possible things about the charging cable")
    assert offer.text == f"I am not sure I understood. Did you mean this?\n\n{long}"
    assert list(offer.buttons) == [
        "Yes, this one",
        "No, something else",
        "🙋 Talk to a person",
    ]
    [answer] = await talk.taps("Yes, this one")
    assert answer.text.startswith(f"{long}\n\nAbout cable.")


async def test_an_entry_of_another_language_comes_with_a_word_about_it() -> None:
    talk = Talk()
    await talk.says("谢谢")
    await talk.says("/language")
    await talk.taps("简体中文")
    [answer] = await talk.says("Does the warranty cover paint?")
    assert answer.text.startswith(
        "这条解答目前只有英文版本：\n\nDoes the warranty cover paint?\n\nAbout warranty-paint."
    )
    assert list(answer.buttons) == ["👍 有帮助", "👎 没帮助"]


async def test_an_entrys_picture_is_sent_with_the_answer() -> None:
    talk = Talk()
    [answer] = await talk.says("Where is the charge port?")
    assert answer.photo == "PHOTO1"
    assert answer.text == "Where is the charge port?\n\nBehind the left wheel."
    [answer] = await talk.taps("👍")
    assert list(answer.buttons) == ["✓ Thank you"]


async def test_an_answer_that_is_archived_between_is_not_given() -> None:
    shop = Shop()
    talk = Talk(shop)
    archived = replace(ENTRIES[0], status=EntryStatus.ARCHIVED)

    class Late(FakeKnowledge):
        async def decide(self, asked):  # type: ignore[no-untyped-def]
            decision = await shop.knowledge.decide(asked)
            await shop.curates(archived)
            return decision

    shop.tools = replace(shop.tools, knowledge=Late(shop.store))
    [reply] = await talk.says("How do I charge at home?")
    assert reply.text.startswith("I do not know")
    assert talk.questions[0].decision is DecisionKind.ABSTAIN
    assert talk.questions[0].shown is None


async def test_a_suggestion_that_is_archived_since_says_so() -> None:
    shop = Shop()
    talk = Talk(shop)
    await talk.says("charge at home")
    await shop.curates(replace(ENTRIES[0], status=EntryStatus.ARCHIVED))
    assert await talk.taps("How do I charge at home?") == []
    assert talk.notice == "This answer is no longer available."
    assert talk.questions[0].feedback is None


async def test_another_owners_question_is_out_of_reach() -> None:
    shop = Shop()
    mine, theirs = Talk(shop), Talk(shop, CHEN)
    await mine.says("How do I charge at home?")
    await theirs.says("hi")
    for data in mine.last.buttons.values():
        assert await theirs.taps_data(data, 1) == []
        assert theirs.notice == OLD
    assert mine.questions[0].feedback is None


@pytest.mark.parametrize(
    "data",
    ["ask:up:999", "ask:up:x", "ask:up:-1", "ask:pick:1", "ask:pick:1:99", "ask:pick:1:x",
     "ask:up:99999999999999999999999999999", "ask:what:1", "ask:up:١", "ask:pick:1:0:0"],
)  # fmt: skip
async def test_a_button_that_fits_nothing_is_answered(data: str) -> None:
    talk = Talk()
    await talk.says("charge at home")
    assert await talk.taps_data(data, 1) == []
    assert talk.notice == OLD


async def test_a_stranger_tapping_is_safe() -> None:
    talk = Talk()
    await talk.taps_data("ask:up:1", 1)
    assert talk.notice == OLD


async def test_the_owners_cars_and_the_desks_date_go_with_the_question() -> None:
    talk = Talk()
    await talk.says("/car")
    await talk.taps("Lyra")
    await talk.taps("2023")
    talk.shop.clock.advance(timedelta(hours=8))
    await talk.says("How do I charge at home?")
    asked = talk.shop.knowledge.asked[-1]
    assert asked.cars == (Car("lyra", 2023, "solvane"),)
    assert str(asked.today) == "2026-03-03"


@pytest.mark.parametrize(
    "words",
    ["<b>How</b> & <script>", "a" * 4096, "مرحبا كيف أشحن سيارتي", "&lt;", "{name} %s \\n",
     "充" * 4096, "x\u202ey", "1", "a\x00b", "😀 why"],
)  # fmt: skip
async def test_odd_questions_get_an_answer(words: str) -> None:
    talk = Talk()
    [reply] = await talk.says(words)
    assert reply.text
    assert talk.questions[0].text == words


async def test_curators_questions_are_escaped_in_lists() -> None:
    text = FaqText("Is <5 l/100 km & less normal?", "Yes.")
    shop = Shop(entries=[replace(ENTRIES[0], texts={"en": text})])
    talk = Talk(shop, LI)
    await talk.says("is less normal 5 l 100")
    await talk.taps("Is <5")
    assert talk.last.text == "Is <5 l/100 km & less normal?\n\nYes."


async def test_both_languages_in_one_message_are_answered_in_the_one_that_is_spoken() -> None:
    talk = Talk()
    [answer] = await talk.says("在家怎么充电？ charge")
    assert talk.questions[0].locale == "zh-Hans"
    assert answer.text
    await talk.says("How do I charge at home? 谢谢")
    assert talk.questions[1].locale == "en"


async def test_an_offered_entry_of_another_language_is_listed_and_marked_too() -> None:
    talk = Talk()
    await talk.says("/language")
    await talk.taps("简体中文")
    [offer] = await talk.says("warranty cover paint")
    assert "Does the warranty cover paint?" in offer.buttons
    [answer] = await talk.taps("Does the warranty cover paint?")
    assert answer.text.startswith("这条解答目前只有英文版本：")
