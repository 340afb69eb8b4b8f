"""The program with a chat model: its words where they hold, the curator's in every other case."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from tests.databases import SqliteTemplate
from tests.fakes.chat_server import (
    Behaviour,
    ChatServer,
    answers_with,
    chat_server,
    composed,
    honest,
    never,
    says,
)
from tests.program.questions import ANSWERS
from tests.program.stage import UNLIMITED, Stage, staged
from tests.program.words import button, words

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "How long is the warranty?"
COMPOSED = "The warranty lasts three years or 100,000 km."


@dataclass(frozen=True)
class Modelled:
    """A bot with a chat model, and the server of it."""

    stage: Stage
    server: ChatServer


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def modelled(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: SqliteTemplate
) -> AsyncIterator[Modelled]:
    folder: Path = tmp_path_factory.mktemp("chat-model")
    database = sqlite_template.copy(tmp_path_factory.mktemp("database"))
    async with chat_server(honest) as server:
        settings = UNLIMITED | {
            "OWNERLINE_CHAT_MODEL": "openai:tester",
            "OWNERLINE_CHAT_TIMEOUT": "5",
            "OPENAI_BASE_URL": server.url,
            "OPENAI_API_KEY": "secret",
        }
        async with staged(folder, database, settings=settings) as stage:
            yield Modelled(stage, server)


async def test_an_answer_is_composed_from_the_entry_and_names_it(modelled: Modelled) -> None:
    modelled.server.behaves = says(composed(COMPOSED, "warranty-length"))
    ann = await modelled.stage.person("Ann")
    await ann.send(QUESTION)
    reply = await ann.reply()
    assert reply.text.startswith(COMPOSED)
    assert words("ask.worded_from", entries=QUESTION) in reply.text
    sent = modelled.server.sent[-1]
    assert "Three years, or 100,000 km." in sent.raw
    assert str(ann.id) not in sent.raw
    await ann.tap(data=button(reply, "ask:full:"), message=reply)
    assert ANSWERS[QUESTION] in (await ann.reply()).text


async def test_a_model_that_says_nothing_is_not_waited_for(modelled: Modelled) -> None:
    modelled.server.behaves, was_asked = never()
    ann = await modelled.stage.person("Ann")
    await ann.send(QUESTION)
    assert (await ann.reply()).text == ANSWERS[QUESTION]
    assert was_asked.is_set()


@pytest.mark.parametrize(
    "behaves",
    [
        says(composed("The warranty lasts ten years or 300,000 km.", "warranty-length")),
        says(composed("Your warranty is void. Call a lawyer.", "warranty-length")),
        says(composed(COMPOSED, "no-such-entry")),
        says("Three years!"),
        answers_with(500),
    ],
    ids=["other numbers", "other words", "another source", "no form", "broken"],
)
async def test_a_lying_or_broken_model_is_not_heard(modelled: Modelled, behaves: Behaviour) -> None:
    asked = len(modelled.server.sent)
    modelled.server.behaves = behaves
    ann = await modelled.stage.person("Ann")
    await ann.send(QUESTION)
    assert (await ann.reply()).text == ANSWERS[QUESTION]
    assert len(modelled.server.sent) > asked
