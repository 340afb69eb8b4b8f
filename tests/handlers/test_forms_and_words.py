"""An open form and words that are not for it: who has them, and how often one is reminded."""

import pytest

from domain.cases import CaseKind
from tests.fakes.brand import GOOD_VIN, OTHER_VIN
from tests.fakes.talk import Talk
from tests.handlers.cases.at_desk import answers, owner_and_desk, resolves, with_case

STEPS: tuple[tuple[str, ...], ...] = ((), ("Lyra",), ("Lyra", "2023"), ("Lyra", "2023", "Skip"))


async def at_step(talk: Talk, steps: tuple[str, ...]) -> None:
    await talk.says("/car")
    for label in steps:
        await talk.taps(label)


@pytest.mark.parametrize("words", ["转人工", "人工客服", "talk to a human"])
@pytest.mark.parametrize("steps", STEPS)
async def test_the_wish_for_a_person_comes_before_a_step_that_chooses(
    steps: tuple[str, ...], words: str
) -> None:
    talk, _ = await owner_and_desk()
    await at_step(talk, steps)
    await talk.says(words)
    [case] = talk.shop.state.handoff.cases.values()
    assert case.kind is CaseKind.QUESTION
    dialog = (await talk.caller()).dialog
    assert dialog is not None
    assert dialog.flow == "car"


@pytest.mark.parametrize("steps", STEPS)
async def test_what_tells_of_trouble_is_no_answer_to_a_step(steps: tuple[str, ...]) -> None:
    talk = Talk()
    await at_step(talk, steps)
    reply, reminder = await talk.says("the airbag warning light came on")
    assert "did not understand" not in reply.text
    assert reminder.text.startswith("Back to your car.")


@pytest.mark.parametrize(
    "words", ["it's a 2022", "2022年的", "应该是2022年的", "I think 2022", "22年"]
)
async def test_a_year_among_the_words_that_go_with_one(words: str) -> None:
    talk = Talk()
    await at_step(talk, ("Lyra",))
    await talk.says(words)
    assert [car.year for car in talk.cars] == [2022]


@pytest.mark.parametrize("words", ["2022 or 2023", "20222"])
async def test_what_is_not_plainly_a_year_is_asked_again(words: str) -> None:
    talk = Talk()
    await at_step(talk, ("Lyra",))
    [hint] = await talk.says(words)
    assert hint.text.startswith("I did not understand that as a year.")


async def test_a_step_is_repeated_in_full_once_and_then_in_a_line() -> None:
    talk = Talk()
    await at_step(talk, ("Lyra",))
    _, full = await talk.says("How long is the warranty?")
    assert "2023" in full.buttons
    for words in ("How do I charge at home?", "thanks"):
        _, line = await talk.says(words)
        assert line.text == "Your form further up is still open. /cancel ends it."
        assert not line.buttons
    await talk.says("2023")
    _, full = await talk.says("How long is the warranty?")
    assert full.text.endswith("What is its number plate?")


async def solved(talk: Talk) -> None:
    await answers(talk.shop, "I have oiled it.")
    await resolves(talk.shop)


@pytest.mark.parametrize(
    "words", ["very quick, thanks", "谢谢", "ok", "idiots", "👍", "那个师傅很好"]
)
async def test_words_after_a_rating_are_its_comment(words: str) -> None:
    talk, _ = await with_case()
    await solved(talk)
    await talk.taps("Yes, solved")
    await talk.taps("4")
    [thanks] = await talk.says(words)
    assert thanks.text.startswith(("Thank you, our team will read it.", "谢谢"))
    [case] = talk.shop.state.handoff.cases.values()
    assert case.rating_words == words


async def test_a_comment_may_speak_of_people() -> None:
    talk, _ = await with_case()
    await solved(talk)
    await talk.taps("Yes, solved")
    await talk.taps("2")
    words = "I had to ask three times before I could talk to a human, that took far too long"
    await talk.says(words)
    [case] = talk.shop.state.handoff.cases.values()
    assert case.rating_words == words


async def test_no_comment_is_one_that_only_asks_for_a_person() -> None:
    talk, _ = await with_case()
    await solved(talk)
    await talk.taps("Yes, solved")
    await talk.taps("4")
    await talk.says("转人工")
    first, second = talk.shop.state.handoff.cases.values()
    assert (first.rating_words, second.kind) == ("", CaseKind.QUESTION)


@pytest.mark.parametrize(
    ("typed", "explained"),
    [(GOOD_VIN.replace("0", "O"), "is it a digit?"), (OTHER_VIN, "it does not fit")],
)
async def test_a_bad_vin_that_is_just_sent_is_explained(typed: str, explained: str) -> None:
    talk = Talk()
    [told] = await talk.says(typed)
    assert explained in told.text
    assert "🙋 Talk to a person" in told.buttons
    assert not talk.questions
