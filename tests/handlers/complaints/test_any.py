"""Whatever is written or tapped while a complaint is open: nothing breaks, no word gets lost."""

import asyncio
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.incoming import MediaKind
from tests.domain.real_questions import QUESTIONS
from tests.handlers.complaints.stage import Complaining, complaining

WORDS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(QUESTIONS),
    st.sampled_from(
        ["skip", "done", "back", "yes", "no", "ok", "就这些", "返回", "跳过", "是", "lyra 2024",
         "brakes", "I want a refund", "赔偿", "昨天", "/start", "/complain", "/complain 差", "/car",
         "/status", "/menu", "I want to talk to a person", "京A12345", "1M8GDM9AXKP042788"]
    ),
)  # fmt: skip
STORY = "Your workshop broke my mirror 你们太差了 #"


@given(st.lists(WORDS, min_size=1, max_size=7))
@settings(max_examples=40, deadline=None)
def test_any_words_at_any_step(said: list[str]) -> None:
    async def conversation() -> None:
        stage = await complaining()
        await stage.talk.says(f"/complain {STORY}")
        for words in said:
            await stage.talk.says(words)
        while (form := (await stage.talk.caller()).dialog) is not None:
            if form.flow == "complaint":
                await stage.talk.taps_data("complain:sum")
                await stage.talk.taps_data("complain:send")
            else:
                await stage.talk.says("/cancel")
        if not _sent(stage):  # another form had taken its place: it is asked about later
            await stage.shop.waits(timedelta(hours=4))
            await stage.talk.taps_data("complain:sum")
            await stage.talk.taps_data("complain:send")
        assert _sent(stage)

    asyncio.run(conversation())


def _sent(stage: Complaining) -> bool:
    return any(STORY in one.asked for one in stage.cases)


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_any_buttons_in_any_order(data: st.DataObject) -> None:
    async def conversation() -> None:
        stage = await complaining()
        talk = stage.talk
        await talk.says(STORY)
        await talk.sends(MediaKind.PHOTO)
        for _ in range(14):
            found = [
                (one.id, tap)
                for one in talk.messages[-4:]
                for tap in one.buttons.values()
                if tap.startswith("complain")
            ]
            if not found:
                await talk.says("/complain once more")
                continue
            message_id, tap = data.draw(st.sampled_from(found))
            shown = await talk.taps_data(tap, message_id)
            assert shown or talk.notice, tap

    asyncio.run(conversation())
