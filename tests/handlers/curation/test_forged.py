"""Whatever a button's data holds, a curator gets a word or a screen, and nothing breaks."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.curation.faq import CURATING, PUBLISHING
from tests.handlers.curation.stage import Stage, open_stage, opens

NAMES = st.sampled_from(sorted({**CURATING, **PUBLISHING, "force": None, "": None}))
PARTS = st.lists(
    st.one_of(
        st.sampled_from(
            ["0", "1", "2", "7", "-", "p", "en", "zh-Hans", "none", "all", "always", "newest",
             "ending", "csv", "keep", "replace", ".csv", "publish", "out", "9" * 18]
        ),
        st.text(max_size=6),
    ),
    max_size=5,
)  # fmt: skip
TAPS = st.lists(st.tuples(NAMES, PARTS), min_size=1, max_size=6)
WORDS = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.sampled_from(["2022-2024", "2026-01-01", "cancel", "- a\n- b", "<b>", "x" * 600]),
)


@given(TAPS, WORDS)
@settings(max_examples=120, deadline=None)
def test_any_data_and_any_words(taps: list[tuple[str, list[str]]], words: str | None) -> None:
    async def go() -> None:
        stage = await _prepared()
        for name, parts in taps:
            await stage.chief.taps_data(":".join(("faq", name, *parts))[:64])
            if words is not None:
                await stage.chief.says(words.lstrip("/"))
        for entry in stage.shop.state.entries.values():
            assert all(text.question and text.answer for text in entry.texts.values())

    asyncio.run(go())


async def _prepared() -> Stage:
    """A stage with a question, a gap and a draft in it."""
    stage = await open_stage()
    await stage.owner.says("is there a gold colour")
    await opens(stage.chief, "charge-home")
    await stage.chief.taps("✎ Edit")
    await stage.shop.settle()
    return stage
