"""A wording with a real LangChain model that talks to a server on loopback."""

import time
from collections.abc import AsyncIterator, Callable, Sequence

import pytest
import pytest_asyncio

from domain.knowledge import FaqEntry, FaqText
from domain.wording import Private, WordingRequest
from knowledge.embeddings.encoder import Encoders
from knowledge.folding import fold
from knowledge.matrix import Matrix
from knowledge.wording.chat_model import open_chat_model
from knowledge.wording.composer import Bounds, ChatWording
from tests.fakes.chat_server import ChatServer, chat_server, honest

TYRES = FaqEntry(
    "tyre-pressure",
    "tyres",
    {
        "en": FaqText(
            "What tyre pressure is right?",
            "Check the pressure when the tyres are <b>cold</b>. The Lyra needs 2.5 bar in front and"
            " 2.7 bar at the rear. Do not let air out of warm tyres.\nThe values are in the"
            ' <a href="https://example.org/tyres">table</a>.',
        ),
        "zh-Hans": FaqText(
            "胎压多少合适？",
            "请在轮胎冷却时检查胎压。Lyra前轮2.5 bar，后轮2.7 bar。不要给热胎放气。",
        ),
    },
)
WARRANTY = FaqEntry(
    "warranty",
    "warranty",
    {
        "en": FaqText(
            "How long is the warranty?",
            "The warranty lasts three years or 100,000 km, whichever comes first. The traction"
            " battery is covered for 8 years. Wear parts are not covered.",
        )
    },
)
HOTLINE = FaqEntry(
    "hotline",
    "contact",
    {"en": FaqText("How do I reach you?", "Call 400-820-1234, or write to care@example.org.")},
)
NAMES = ("Solvane", "索凡", "Lyra", "莱拉", "Corrin", "科林")

Make = Callable[..., ChatWording]


def request(question: str, *entries: FaqEntry, locale: str = "en", **own: object) -> WordingRequest:
    private = Private(**own)  # type: ignore[arg-type]
    return WordingRequest(question, locale, entries, private, NAMES)


@pytest_asyncio.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ChatServer]:
    async with chat_server(honest) as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        monkeypatch.setenv("OPENAI_API_KEY", "secret")
        yield running


@pytest_asyncio.fixture
async def make(server: ChatServer, encoders: Encoders) -> AsyncIterator[Make]:
    """Makes a wording that talks to the server."""
    del server
    made: list[ChatWording] = []

    async def encode(texts: Sequence[str]) -> Matrix:
        return encoders.main.encode([fold(text) for text in texts])

    def wording(*, now: Callable[[], float] | None = None, **bounds: float) -> ChatWording:
        found = Bounds(**{"seconds": 5.0, **bounds})  # type: ignore[arg-type]
        model = open_chat_model(
            "openai:tester", seconds=found.seconds, most_tokens=found.most_tokens
        )
        made.append(ChatWording(model, encode, found, now=now or time.monotonic))
        return made[-1]

    yield wording
    for one in made:
        await one.close()
