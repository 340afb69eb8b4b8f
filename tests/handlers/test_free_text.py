"""Whatever an owner writes, they get an answer, and nothing breaks."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.real_questions import QUESTIONS
from tests.fakes.brand import GOOD_VIN, WITHOUT_MODELS
from tests.fakes.phone import Message
from tests.fakes.talk import Shop, Talk

WORDS = st.one_of(
    st.text(max_size=80),
    st.text(max_size=12),
    st.sampled_from(QUESTIONS),
    st.sampled_from(
        ["lyra", "2023", "skip", "cancel", "yes", "no", "取消", "京A12345", "12000", "1.2万", "ok"]
    ),
    st.sampled_from([GOOD_VIN, GOOD_VIN[:-1], "/car", "/start", "/cancel", "/menu", "谢谢", "👍"]),
)


async def through(talk: Talk, words: str) -> list[Message]:
    replies = await talk.says(words)
    assert replies, words
    assert all(reply.text for reply in replies)
    assert len(replies) <= 4
    return replies


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_gets_an_answer(words: str) -> None:
    asyncio.run(through(Talk(), words.lstrip("/")))


@given(st.lists(WORDS, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_conversation_goes_on(said: list[str]) -> None:
    async def conversation() -> None:
        for talk in (Talk(), Talk(Shop(WITHOUT_MODELS))):
            await talk.says("/car")
            for words in said:
                await through(talk, words)
            dialog = (await talk.caller()).dialog
            assert dialog is None or dialog.flow == "car"
            await talk.says("/cancel")
            assert (await talk.caller()).dialog is None

    asyncio.run(conversation())


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_buttons_can_be_tapped_in_any_order(data: st.DataObject) -> None:
    async def conversation() -> None:
        talk = Talk()
        for words in ("/start", "/car", "/topics", "charge at home", "/settings"):
            await talk.says(words)
        for _ in range(10):
            found = [(one.id, tap) for one in talk.messages for tap in one.buttons.values()]
            message_id, tap = data.draw(st.sampled_from(found))
            replies = await talk.taps_data(tap, message_id)
            assert replies or talk.notice

    asyncio.run(conversation())
