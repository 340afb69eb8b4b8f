"""Answers in a chat model's words, as an owner reads them."""

from dataclasses import replace

import pytest

from domain.incoming import Person
from domain.knowledge import DecisionKind, EntryStatus, Feedback
from domain.wording import Outcome
from tests.fakes.brand import ENTRIES, GOOD_VIN
from tests.fakes.talk import Shop, Talk
from tests.fakes.wording import FakeWording

ASKED = "How do I charge at home?"


def talk_with(wording: FakeWording, shop: Shop | None = None, **person: object) -> Talk:
    shop = shop or Shop()
    shop.tools = replace(shop.tools, wording=wording)
    return Talk(shop, Person(7001, "Li", language_code="en", **person))  # type: ignore[arg-type]


async def test_a_worded_answer_names_its_entries_and_leads_to_the_original() -> None:
    talk = talk_with(FakeWording("Plug it into your <b>wallbox</b>."))
    [answer] = await talk.says(ASKED)
    assert answer.text == (
        "Plug it into your wallbox.\n\nFrom our answers to: How do I charge at home?"
    )
    assert list(answer.buttons) == ["👍 Helpful", "👎 Not helpful", "Original text"]
    [original] = await talk.taps("Original text")
    assert original.text == "How do I charge at home?\n\nAbout charge-home. All is well."
    [question] = talk.questions
    assert (question.decision, question.shown) == (DecisionKind.ANSWER, "charge-home")
    await talk.taps("👍")
    assert talk.questions[0].feedback is Feedback.HELPFUL


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.USED])
async def test_whatever_goes_wrong_the_curators_words_stand(outcome: Outcome) -> None:
    talk = talk_with(FakeWording(outcome=outcome))
    [answer] = await talk.says(ASKED)
    assert answer.text.endswith("\n\nAbout charge-home. All is well.")
    assert list(answer.buttons) == ["👍 Helpful", "👎 Not helpful"]
    [evidence] = talk.shop.state.evidence.values()
    assert evidence["wording"] == {
        "outcome": outcome.value, "keys": [], "html": "", "what": "for a test"
    }  # fmt: skip


async def test_what_was_said_is_kept_with_the_question() -> None:
    talk = talk_with(FakeWording("Plug it in."))
    await talk.says(ASKED)
    [evidence] = talk.shop.state.evidence.values()
    assert evidence["wording"]["html"] == "Plug it in."
    assert evidence["wording"]["keys"] == ["charge-home"]


@pytest.mark.parametrize("words", ["flux capacitor", "charge at home", "hi", "/topics"])
async def test_the_model_words_answers_and_nothing_else(words: str) -> None:
    wording = FakeWording()
    await talk_with(wording).says(words)
    assert wording.asked == []


async def test_the_model_gets_the_entry_the_language_and_who_must_not_be_named() -> None:
    wording = FakeWording("在家充电。")
    talk = talk_with(wording, last_name="Na", username="lina")
    await talk.says("/car")
    await talk.taps("Lyra")
    await talk.taps("2023")
    await talk.says("京A12345")
    await talk.says("/cancel")
    await talk.says(GOOD_VIN)
    await talk.says("/cancel")
    await talk.says("在家怎么充电？")
    [asked] = wording.asked
    assert (asked.question, asked.locale) == ("在家怎么充电？", "zh-Hans")
    assert asked.entries[0].key == "charge-home"
    assert {"Solvane", "索凡", "Lyra", "莱拉"} <= set(asked.names)
    private = asked.private
    assert {"Li", "Na", "Li Na", "NaLi"} <= set(private.names)
    assert (private.usernames, private.numbers) == (("lina",), ("7001",))
    assert (private.plates, private.vins) == (("京A12345",), (GOOD_VIN,))


async def test_an_entry_that_is_archived_meanwhile_is_not_quoted() -> None:
    shop = Shop()

    class Late(FakeWording):
        async def compose(self, request):  # type: ignore[no-untyped-def]
            worded = await super().compose(request)
            await shop.curates(replace(ENTRIES[0], status=EntryStatus.ARCHIVED))
            return worded

    talk = talk_with(Late("Plug it in."), shop)
    [answer] = await talk.says(ASKED)
    assert answer.text.endswith("\n\nAbout charge-home. All is well.")


async def test_the_original_of_another_owners_question_is_out_of_reach() -> None:
    shop = Shop()
    mine = talk_with(FakeWording(), shop)
    theirs = Talk(shop, Person(7002, "Chen", language_code="en"))
    await mine.says(ASKED)
    await theirs.says("hi")
    assert await theirs.taps_data(mine.last.buttons["Original text"], 1) == []
    assert theirs.notice == "This button is from an older message and no longer works."
