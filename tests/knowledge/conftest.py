"""The real models, loaded once, and small FAQs to ask."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import date

import numpy as np
import pytest
import pytest_asyncio

from domain.knowledge import Asked, FaqEntry
from domain.ports import FaqSource
from knowledge.embeddings.choose import load_encoders
from knowledge.embeddings.encoder import Encoder, Encoders
from knowledge.fixed_source import FixedSource
from knowledge.matrix import Matrix
from knowledge.service import FaqKnowledge, OpenIndex, memory_index

TODAY = date(2026, 3, 2)

Start = Callable[..., Awaitable[FaqKnowledge]]


class Remembering:
    """A model that is asked about a text once a session: most tests share their FAQ."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Matrix] = {}

    @property
    def name(self) -> str:
        return self._encoder.name

    def encode(self, texts: Sequence[str]) -> Matrix:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._encoder.encode(new), strict=True))
        rows = [self._known[text] for text in texts]
        return np.stack(rows) if rows else self._encoder.encode([])


@pytest.fixture(scope="session")
def models() -> Encoders:
    """The models themselves."""
    return load_encoders()


@pytest.fixture(scope="session")
def encoders(models: Encoders) -> Encoders:
    assert models.latin is not None
    assert models.wide is not None
    return Encoders(*(Remembering(one) for one in (models.main, models.latin, models.wide)))


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
