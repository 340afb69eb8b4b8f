"""The real models, loaded once, and small FAQs to ask."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date

import pytest
import pytest_asyncio

from domain.knowledge import Asked, FaqEntry
from domain.ports import FaqSource
from knowledge.embeddings.choose import load_encoders
from knowledge.embeddings.encoder import Encoders
from knowledge.fixed_source import FixedSource
from knowledge.service import FaqKnowledge, OpenIndex, memory_index

TODAY = date(2026, 3, 2)

Start = Callable[..., Awaitable[FaqKnowledge]]


@pytest.fixture(scope="session")
def encoders() -> Encoders:
    return load_encoders()


@pytest_asyncio.fixture
async def start(encoders: Encoders) -> AsyncIterator[Start]:
    """Starts a FAQ of entries (or a source), with its judge fitted."""
    started: list[FaqKnowledge] = []

    async def begin(
        *entries: FaqEntry,
        source: FaqSource | None = None,
        open_index: OpenIndex = memory_index,
        wait: bool = True,
    ) -> FaqKnowledge:
        knowledge = FaqKnowledge(
            source or FixedSource(entries), open_index=open_index, load=lambda _: encoders
        )
        started.append(knowledge)
        await knowledge.start()
        if wait:
            await knowledge.judged()
        return knowledge

    yield begin
    for knowledge in started:
        await knowledge.close()


def ask(text: str, locale: str = "en", **others: object) -> Asked:
    return Asked(text, locale, TODAY, **others)  # type: ignore[arg-type]
