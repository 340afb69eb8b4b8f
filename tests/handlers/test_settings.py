from dataclasses import replace

import pytest

from domain.incoming import Person
from domain.owners import Purpose
from tests.fakes.brand import POLICY
from tests.fakes.talk import LI, Shop, Talk
from tests.handlers.test_start import with_notice


@pytest.mark.parametrize(
    ("choice", "granted", "words"),
    [("Yes, please", True, "We may write to you."), ("No, thank you", False, "only to answer you")],
)
async def test_the_opt_in_is_recorded_with_the_version(
    choice: str, granted: bool, words: str
) -> None:
    talk = Talk()
    await talk.says("/start")
    [message] = await talk.taps(choice)
    assert words in message.text
    assert "Your privacy" in message.text
    assert message.buttons == {}
    [consent] = talk.shop.state.consents
    assert (consent.granted, consent.text_version) == (granted, "1")
    assert ((await talk.caller()).consents == {Purpose.UNASKED}) is granted


async def test_answers_do_not_wait_for_a_choice() -> None:
    talk = Talk()
    await talk.says("/start")
    [answer] = await talk.says("How do I charge at home?")
    assert answer.text.endswith("\n\nAbout charge-home. All is well.")
    assert talk.shop.state.consents == []


async def test_a_choice_below_an_older_text_is_asked_anew() -> None:
    shop = Shop()
    talk = Talk(shop)
    await talk.says("/start")
    shop.tools = replace(shop.tools, policy=with_notice("2", "New words."))
    [again] = await talk.taps("Yes, please")
    assert again.text.startswith("Our notice has changed since.")
    assert "New words." in again.text
    assert shop.state.consents == []
    await talk.taps("Yes, please")
    assert [consent.text_version for consent in shop.state.consents] == ["2"]


async def test_settings_change_the_mind_later() -> None:
    talk = Talk()
    [view] = await talk.says("/settings")
    assert "you did not ask for: no" in view.text
    [view] = await talk.taps("Allow messages")
    assert "you did not ask for: yes" in view.text
    assert talk.notice == "Thank you. We may write to you."
    [view] = await talk.taps("No more messages")
    assert "you did not ask for: no" in view.text
    assert [consent.granted for consent in talk.shop.state.consents] == [True, False]


async def test_privacy_shows_the_notice_at_any_time() -> None:
    talk = Talk()
    [notice] = await talk.says("/privacy")
    assert "Your privacy" in notice.text
    assert (await talk.caller()).notice_version == "1"


async def test_the_language_is_confirmed_in_the_new_language() -> None:
    talk = Talk()
    [which] = await talk.says("/language")
    assert list(which.buttons) == ["English", "简体中文"]
    [done] = await talk.taps("简体中文")
    assert done.text == "好的，以后我就用中文和您交流。"
    [answer] = await talk.says("How do I charge at home?")
    assert answer.text.endswith("\n\n关于charge-home。一切正常。")
    await talk.says("/language")
    [done] = await talk.taps("English")
    assert done.text.startswith("Done: I will speak English")


@pytest.mark.parametrize("data", ["language:fr", "language:", "language:en:zh", "consent:maybe:x",
    "settings:unasked:perhaps", "settings:unasked", "menu:what", "help:", "privacy:1", "nothing",
    "consent", "car:", "car:what", "topics:what", "ask", "ask:up", ":", "ask:pick:1"])  # fmt: skip
async def test_foreign_data_does_no_harm(data: str) -> None:
    talk = Talk()
    await talk.says("hi")
    before = talk.shop.state.copied()
    await talk.taps_data(data, talk.last.id)
    after = talk.shop.state
    assert (after.consents, after.owners) == (before.consents, before.owners)
    assert (after.dialogs, after.vehicles) == (before.dialogs, before.vehicles)


def speaking(code: str | None) -> Person:
    return replace(LI, language_code=code)


@pytest.mark.parametrize(
    ("code", "words", "answer"),
    [
        ("zh-hans", "hello", "Li，您好！"),
        ("zh-hant", "谢谢", "不客气！"),
        ("en", "谢谢", "不客气！"),
        ("en", "ok", "All right."),
        ("zh-CN", "ok", "好的。"),
        ("de", "thanks", "You are welcome."),
        (None, "thanks", "You are welcome."),
        ("zh", "thank you very much", "You are welcome."),
        ("en", "质保多久？", "质保多久？\n\n关于warranty-length。"),
        (
            "zh-hans",
            "How long is the warranty?",
            "How long is the warranty?\n\nAbout warranty-length.",
        ),
        ("ar", "ما هو الضمان", "I do not know"),
    ],
)
async def test_the_language_is_chosen(code: str | None, words: str, answer: str) -> None:
    [reply] = await Talk(person=speaking(code)).says(words)
    assert reply.text.startswith(answer)


async def test_what_they_last_wrote_in_holds_for_taps_and_commands() -> None:
    talk = Talk()
    await talk.says("质保多久？")
    [help_] = await talk.says("/help")
    assert help_.text.startswith("直接提问")
    [reply] = await talk.says("ok")
    assert reply.text.startswith("好的。")


async def test_only_the_policys_languages_are_spoken() -> None:
    english = POLICY.model_copy(update={"languages": ("en",)})
    talk = Talk(Shop(english), speaking("zh"))
    [reply] = await talk.says("谢谢")
    assert reply.text.startswith("You are welcome.")
    await talk.says("/language")
    assert list(talk.last.buttons) == ["English"]
    await talk.taps_data("language:zh-Hans", talk.last.id)
    caller = await talk.caller()
    assert caller.owner is not None
    assert caller.owner.locale is None
