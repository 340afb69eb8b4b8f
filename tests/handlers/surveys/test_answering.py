"""Answering a survey: taps and words in any order, in both languages."""

from datetime import timedelta

import pytest

from domain.incoming import MediaKind, Person
from domain.surveys.responses import Response
from tests.fakes.phone import Message
from tests.fakes.talk import LI, Shop, Talk

WANG = Person(7009, "王芳", language_code="zh-hans")


def texts(messages: list[Message]) -> str:
    return "\n".join(message.text for message in messages)


def response_of(talk: Talk) -> Response:
    return list(talk.shop.state.surveys.responses.values())[-1]


async def known(person: Person = LI, shop: Shop | None = None) -> Talk:
    """Return somebody who has seen the notice."""
    talk = Talk(shop, person)
    await talk.says("/start")
    return talk


async def asked(person: Person = LI) -> Talk:
    talk = await known(person)
    await talk.says("/start s_nps")
    return talk


async def test_a_link_asks_at_once_with_eleven_buttons() -> None:
    talk = await known()
    (message,) = await talk.says("/start s_nps")
    assert "It takes a minute." in message.text
    assert "0 = not at all likely, 10 = extremely likely" in message.text
    assert list(message.buttons) == [*(str(number) for number in range(11)), "Not now"]


async def test_in_chinese() -> None:
    talk = await known(WANG)
    (message,) = await talk.says("/start s_nps")
    assert "您有多大可能向朋友或同事推荐我们？" in message.text
    assert "0 = 完全不可能，10 = 非常可能" in message.text
    assert "怎样做您才会打 10 分？" in texts(await talk.says("八分"))
    assert "打电话" in texts(await talk.says("等待时间短一点"))
    assert "谢谢您的回答" in texts(await talk.says("不用了"))
    response = response_of(talk)
    assert (response.score, response.words, response.locale) == (8, "等待时间短一点", "zh-Hans")
    assert response.completed_at is not None


async def test_somebody_new_reads_the_notice_first() -> None:
    talk = Talk()
    messages = await talk.says("/start s_nps")
    assert messages[0].text.startswith("Hello Li!")
    assert "Yes" in " ".join(messages[1].buttons)
    assert "How likely" in messages[-1].text
    assert (await talk.caller()).notice_version is not None


async def test_a_survey_that_is_gone_is_an_ordinary_start() -> None:
    talk = await known()
    assert "is over" in texts(await talk.says("/start s_old"))
    assert not talk.shop.state.surveys.responses


async def test_taps_all_the_way() -> None:
    talk = await asked()
    messages = await talk.taps("3")
    assert "Your answer: 3. You can change it until" in messages[0].text
    assert "✓ 3" in messages[0].buttons
    assert "what should we put right first" in messages[1].text
    assert "May we call you" in texts(await talk.taps("Skip"))
    assert "reads every word" in texts(await talk.taps("Yes"))
    response = response_of(talk)
    assert response.answers == {"score": 3, "why_low": None, "call": True}
    assert (response.score, response.version, response.trigger) == (3, 1, "link")


@pytest.mark.parametrize("words", ["nine", "10!!", "9分", "It's a 9"])
async def test_words_do_what_taps_do(words: str) -> None:
    talk = await asked()
    assert "What did you like best" in texts(await talk.says(words))
    assert "pass your words on" in texts(await talk.says("The friendly people"))
    assert response_of(talk).words == "The friendly people"


async def test_the_reason_may_come_with_the_score() -> None:
    talk = await asked()
    assert "pass your words on" in texts(await talk.says("10, the Staff was great"))
    assert response_of(talk).words == "the Staff was great"


@pytest.mark.parametrize("words", ["11", "8.5", "5 or 6", "4/5"])
async def test_what_is_no_score_is_asked_again_kindly(words: str) -> None:
    talk = await asked()
    messages = await talk.says(words)
    assert messages[0].text == "Please give me a whole number from 0 to 10, or tap one below."
    assert "10" in messages[1].buttons
    assert response_of(talk).score is None


async def test_a_voice_note_is_asked_again_kindly() -> None:
    talk = await asked()
    assert "tap an answer below" in texts(await talk.sends(MediaKind.VOICE))
    await talk.taps("4")
    assert "Could you write it" in texts(await talk.sends(MediaKind.VOICE))


async def test_another_tap_changes_the_score_and_it_counts_once() -> None:
    talk = await asked()
    await talk.taps("9")
    messages = await talk.taps("2")
    assert "what should we put right first" in texts(messages)
    response = response_of(talk)
    assert (response.score, response.first_score) == (2, 9)
    assert len(talk.shop.state.surveys.responses) == 1
    await talk.taps("✓ 2")
    assert talk.notice == "Noted already."


async def test_a_number_instead_of_the_reason_changes_the_score() -> None:
    talk = await asked()
    await talk.says("9")
    await talk.says("sorry, 7")
    response = response_of(talk)
    assert (response.score, response.answers) == (7, {"score": 7})


async def test_a_finished_score_changes_within_a_day_only() -> None:
    talk = await asked()
    question = talk.last
    await talk.taps("9")
    await talk.taps("Skip")
    assert response_of(talk).completed_at is not None
    nine, ten = (data for label, data in question.buttons.items() if label in ("✓ 9", "10"))
    await talk.taps_data(ten, question.id)
    assert talk.notice == "Changed. Thank you!"
    assert response_of(talk).score == 10
    talk.shop.clock.advance(timedelta(days=1))
    await talk.taps_data(nine, question.id)
    assert talk.notice == "This can no longer be changed. Thank you for your answer."
    assert response_of(talk).score == 10


async def test_a_change_that_leads_elsewhere_asks_what_is_new() -> None:
    talk = await asked()
    question = talk.last
    await talk.taps("9")
    await talk.says("Great car")
    low = next(data for label, data in question.buttons.items() if label == "1")
    assert "put right first" in texts(await talk.taps_data(low, question.id))
    assert response_of(talk).completed_at is None
    assert response_of(talk).words == ""  # what a promoter said is no detractor's reason
    await talk.says("It broke down today on the way home and nobody came")
    await talk.says("no thanks")
    assert response_of(talk).completed_at is not None


async def test_leaving_and_coming_back() -> None:
    talk = await asked()
    await talk.taps("6")
    assert "/cancel" not in texts(await talk.says("stop"))
    assert (await talk.caller()).dialog is None
    await talk.says("hello")
    messages = await talk.says("/start s_nps")
    assert "put right first" in texts(messages)
    await talk.says("Too expensive")
    assert response_of(talk).words == "Too expensive"
    assert len(talk.shop.state.surveys.responses) == 1


async def test_a_clear_question_gets_its_answer_and_the_survey_waits() -> None:
    talk = await asked()
    await talk.taps("5")
    messages = await talk.says("How do I charge at home?")
    assert "About charge-home" in messages[0].text
    assert "still open" in messages[-1].text
    await talk.says("Charging is slow")
    assert response_of(talk).words == "Charging is slow"


async def test_a_wish_for_a_person_is_no_reason() -> None:
    talk = await asked()
    await talk.taps("5")
    await talk.says("I want to talk to a person")
    assert response_of(talk).words == ""


async def test_danger_comes_first() -> None:
    talk = await asked()
    await talk.taps("1")
    messages = await talk.says("My brakes have failed on the motorway")
    assert response_of(talk).words == ""
    assert "stop" in texts(messages).lower()


async def test_answered_already() -> None:
    talk = await asked()
    await talk.taps("9")
    await talk.taps("Skip")
    messages = await talk.says("/start s_nps")
    assert "You answered this survey" in messages[0].text
    assert "✓ 9" in messages[1].buttons
    talk.shop.clock.advance(timedelta(days=2))
    messages = await talk.says("/start s_nps")
    assert len(messages) == 1
    talk.shop.clock.advance(timedelta(days=90))
    await talk.says("/start s_nps")
    assert len(talk.shop.state.surveys.responses) == 2


async def test_nobody_answers_for_somebody_else() -> None:
    talk = await asked()
    other = await known(Person(7010, "Mo"), talk.shop)
    data = talk.last.buttons["0"]
    await other.taps_data(data)
    assert other.notice == "This button is from an older message and no longer works."
    for forged in ("survey:set:1:0:11", "survey:set:1:9:1", "survey:set:x:0:1", "survey:skip:1:0"):
        await talk.taps_data(forged)
    assert response_of(talk).answers == {}


async def test_the_profile_lands_in_the_owners_record() -> None:
    talk = await known()
    await talk.says("/start s_profile")
    await talk.taps("With small children")
    await talk.taps("Commuting")
    await talk.taps("Long trips")
    await talk.taps("✓ Commuting")
    await talk.taps("Done")
    await talk.says("about 15000")
    await talk.says("events")
    await talk.says("2027-05-01")
    assert "we have noted it" in texts(await talk.says("in the evening"))
    owner = talk.shop.state.people[LI.id]
    facts = await talk.shop.tools.surveys.profile(owner)
    assert {key: fact.value for key, fact in facts.items()} == {
        "household": "small_children",
        "use": ["long_trips"],
        "yearly_km": 15_000,
        "interests": ["events"],
        "next_car": "2027-05-01",
        "contact_time": "evening",
    }


async def test_an_open_form_is_not_lost_to_a_survey() -> None:
    talk = await known()
    await talk.says("/car")
    form = (await talk.caller()).dialog
    messages = await talk.says("/start s_nps")
    assert "not finished" in messages[0].text
    assert (await talk.caller()).dialog == form


async def test_a_counter_credits_its_desk() -> None:
    talk = await known()
    await talk.says("/start s_csat_service_main")
    await talk.says("4")
    response = response_of(talk)
    assert (response.survey, response.desk, response.score) == ("csat_service", "main", 4)
    assert response.month is not None
