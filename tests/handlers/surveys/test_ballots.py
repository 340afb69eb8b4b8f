"""Anonymous surveys: final at once, nothing of an answer in what is shown, nobody asked twice."""

from dataclasses import replace
from datetime import timedelta

from bot.survey_files import parse_survey
from domain.surveys.definition import SurveyBook
from domain.surveys.responses import Response
from tests.fakes.phone import Message
from tests.fakes.talk import LI, SURVEYS, Shop, Talk

PULSE = """\
key: pulse
version: 1
name: {en: Pulse, zh: 匿名问卷}
languages: [en, zh-Hans]
measure: nps
anonymous: true
repeat_after: 30
questions:
  - key: score
    kind: score
    text: {en: "How likely are you to recommend us?", zh: 您有多大可能推荐我们？}
  - key: again
    kind: yes_no
    text: {en: "Would you come again?", zh: 您还会再来吗？}
  - key: words
    kind: text
    text: {en: "Anything else?", zh: 还有什么想说的吗？}
thanks:
  - text: {en: Thank you for your frankness., zh: 谢谢您的坦诚。}
"""


def texts(messages: list[Message]) -> str:
    return "\n".join(message.text for message in messages)


async def begun(shop: Shop | None = None) -> Talk:
    shop = shop or Shop()
    book = SurveyBook((*SURVEYS.surveys, parse_survey(PULSE, "pulse.yaml")))
    shop.tools = replace(shop.tools, survey_book=book)
    talk = Talk(shop, LI)
    await talk.says("/start")
    await talk.says("/start s_pulse")
    return talk


def responses(talk: Talk) -> list[Response]:
    return list(talk.shop.state.surveys.responses.values())


async def test_each_answer_is_kept_alone_and_what_brought_it_is_wiped() -> None:
    talk = await begun()
    assert "🔒 This survey is anonymous" in talk.last.text
    messages = await talk.taps("3")
    assert "Your answer was taken" in messages[0].text
    assert messages[0].buttons == {}
    assert "3" not in messages[0].text
    await talk.says("no")
    assert "Thank you for your frankness." in texts(await talk.says("The coffee is cold"))
    ballots = talk.shop.state.surveys.ballots
    assert [(one.question, one.answer, one.score) for one in ballots] == [
        ("score", 3, 3), ("again", False, None), ("words", "The coffee is cold", None)
    ]  # fmt: skip
    assert talk.shop.state.forgotten == 3
    assert not responses(talk)
    assert not talk.shop.state.dialogs
    await talk.shop.waits(timedelta(minutes=2))
    assert not talk.shop.state.handoff.cases


async def test_an_answer_is_final() -> None:
    talk = await begun()
    number, nine = talk.last.id, talk.last.buttons["9"]
    await talk.taps("3")
    await talk.taps_data(nine, number)
    assert talk.notice == "Answers are final: nobody knows which one is yours."
    assert [one.score for one in talk.shop.state.surveys.ballots] == [3]
    assert talk.shop.state.forgotten == 2


async def test_nobody_takes_part_twice_before_it_is_time() -> None:
    talk = await begun()
    await talk.taps("3")
    await talk.says("stop")
    assert "taken part in this survey already" in texts(await talk.says("/start s_pulse"))
    talk.shop.clock.advance(timedelta(days=31))
    assert "anonymous" in texts(await talk.says("/start s_pulse"))


async def test_what_is_no_score_is_asked_again_and_wiped() -> None:
    talk = await begun()
    assert "Which of these do you mean?" in texts(await talk.says("11"))
    assert (talk.shop.state.forgotten, talk.shop.state.surveys.ballots) == (1, [])


async def test_coming_back_goes_on_where_one_was() -> None:
    talk = await begun()
    await talk.taps("3")
    await talk.says("hello")
    assert "Would you come again?" in texts(await talk.says("/start s_pulse"))


async def test_what_is_shown_does_not_depend_on_the_answer() -> None:
    shown = []
    for answer in ("0", "10"):
        talk = await begun()
        shown.append((texts(await talk.taps(answer)), talk.last.buttons))
    assert shown[0] == shown[1]


async def test_a_question_in_between_is_answered_and_is_no_ballot() -> None:
    talk = await begun()
    await talk.taps("3")
    await talk.taps("Yes")
    assert "About charge-home" in texts(await talk.says("How do I charge at home?"))
    assert len(talk.shop.state.surveys.ballots) == 2


async def test_forged_taps_count_for_nothing() -> None:
    talk = await begun()
    for forged in (
        "ballot:pulse:0:11",
        "ballot:pulse:1:yes",
        "ballot:nps:0:3",
        "ballot:pulse:0:skip",
    ):
        await talk.taps_data(forged)
    assert not talk.shop.state.surveys.ballots
