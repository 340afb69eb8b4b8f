"""What is found out about a text once is not found out again."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
import pytest_asyncio

from domain.knowledge import Car
from knowledge import asking
from knowledge.embeddings.encoder import Encoder, Encoders
from knowledge.embeddings.remembering import MOST, Remembering
from knowledge.fixed_source import FixedSource
from knowledge.matrix import Matrix
from knowledge.service import FaqKnowledge
from tests.knowledge.conftest import ask
from tests.knowledge.faq import FAQ


class Counting:
    """A model that tells what it was asked."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.asked: list[str] = []

    @property
    def name(self) -> str:
        return self._encoder.name

    def encode(self, texts: Sequence[str]) -> Matrix:
        self.asked += texts
        return self._encoder.encode(texts)


class Lengths:
    """A model for which the length of a text is its meaning."""

    name = "lengths"

    def encode(self, texts: Sequence[str]) -> Matrix:
        return np.array([[len(text)] for text in texts], dtype=np.float32).reshape(-1, 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A FAQ, and what its models are asked from the first question on."""

    knowledge: FaqKnowledge
    main: Counting
    latin: Counting
    wide: Counting


@pytest_asyncio.fixture
async def faq(encoders: Encoders) -> AsyncIterator[Asked]:
    assert encoders.latin is not None
    assert encoders.wide is not None
    models = [Counting(one) for one in (encoders.main, encoders.latin, encoders.wide)]
    knowledge = FaqKnowledge(FixedSource(FAQ), load=lambda _: Encoders(*models))
    await knowledge.start()
    await knowledge.judged()
    for one in models:
        one.asked.clear()
    yield Asked(knowledge, *models)
    await knowledge.close()


@pytest.mark.parametrize(
    ("words", "by_latin"),
    [("how do i cook rice", 1), ("机油多久需要更换", 0), ("how often is new oil needed", 1)],
)
async def test_a_message_is_read_once_by_each_model_whatever_is_asked_about_it(
    faq: Asked, words: str, by_latin: int
) -> None:
    await faq.knowledge.danger(words)
    first = await faq.knowledge.decide(ask(words))
    await faq.knowledge.decide(ask(words, cars=(Car("lyra", 2024),)))
    without = frozenset({first.candidates[0].key})
    again = await faq.knowledge.decide(ask(words, without=without))
    assert again.candidates[0].key not in without
    assert len(faq.main.asked) == 1
    assert len(faq.latin.asked) == by_latin
    assert len(faq.wide.asked) <= 1


async def test_what_was_remembered_of_a_question_decides_it_alike(faq: Asked) -> None:
    words = "how often is new oil needed"
    assert await faq.knowledge.decide(ask(words)) == await faq.knowledge.decide(ask(words))
    assert await faq.knowledge.decide(ask(words.upper())) == await faq.knowledge.decide(ask(words))


async def test_the_very_same_question_is_not_weighed_twice(
    faq: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask("how often is new oil needed", cars=(Car("lyra", 2024),))
    first = await faq.knowledge.explain(asked)
    monkeypatch.setattr(asking, "gather", None)
    assert await faq.knowledge.explain(asked) is first
    with pytest.raises(TypeError):  # another car is another question
        await faq.knowledge.explain(replace(asked, cars=(Car("vega", 2024),)))


def test_a_model_remembers_the_last_texts_and_no_others() -> None:
    counting = Counting(Lengths())
    model = Remembering(counting)
    for number in range(MOST + 1):
        model.encode(["x" * number])
    assert model.encode(["x" * MOST])[0, 0] == MOST
    assert len(counting.asked) == MOST + 1
    model.encode([""])
    assert counting.asked[-1] == ""
    with pytest.raises(ValueError, match="read-only"):
        model.encode(["x"])[0, 0] = 2


def test_many_texts_at_once_are_not_remembered() -> None:
    counting = Counting(Lengths())
    model = Remembering(counting)
    assert model.encode(["a", "bb"]).tolist() == [[1], [2]]
    assert model.encode([]).shape == (0, 1)
    model.encode(["a"])
    assert counting.asked == ["a", "bb", "a"]
