"""An update that our own code cannot handle: set aside, told, listed, tried again."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import structlog
import telegram

import bot.handling.handler
from bot.clock import SystemClock
from bot.handling.dispatcher import Dispatcher
from bot.handling.handler import Handler
from bot.policy.file import load_policy
from bot.receiving.intake import new_update
from bot.rendering.catalog import Catalog
from bot.rendering.renderer import HtmlRenderer
from bot.telegram.routes import conversation_for
from domain.incoming import Incoming
from domain.knowledge import Asked, Decision, DecisionKind, FaqEntry
from domain.outgoing import Priority
from domain.ports import Conversation, Effect, Tools
from knowledge.files.bulk import BankFiles
from storage.opening import Storage, open_storage
from tests.databases import TestDatabase
from tests.fakes.attachments import FakeDownloads
from tests.fakes.figures import FakeDrawing
from tests.fakes.files import FakeFiles
from tests.fakes.gaps import FakeMeanings
from tests.program.process import command, until
from tests.program.rows import count
from tests.program.stage import BOT, TOKEN, environment

ANN = 4242


class KnowsNothing:
    async def decide(self, asked: Asked) -> Decision:
        del asked
        return Decision(DecisionKind.ABSTAIN, 0.0)

    async def danger(self, words: str) -> float | None:
        del words
        return None


class TriesNothing:
    async def decide(self, asked: Sequence[Asked], changed: Sequence[FaqEntry]) -> list[Decision]:
        raise NotImplementedError


async def broken(incoming: Incoming, tools: Tools) -> Effect:
    raise ZeroDivisionError("a mistake of ours")


def _breaks_on_wobble(update: telegram.Update) -> Conversation | None:
    said = update.message.text if update.message else None
    return broken if said == "wobble" else conversation_for(update)


@asynccontextmanager
async def handling(database: TestDatabase) -> AsyncIterator[Storage]:
    """The inbox, the real handler and the outbox, without anything that sends."""

    async def answer_tap(*_: object) -> None:
        return

    async with open_storage(database.url, HtmlRenderer(Catalog.load()), SystemClock()) as storage:
        tools = Tools(
            storage.reads,
            KnowsNothing(),
            SystemClock(),
            load_policy(None),
            storage.cases,
            storage.staff,
            storage.case_figures,
            FakeDrawing(),
            FakeFiles(),
            HtmlRenderer(Catalog.load()),
            storage.attachments,
            FakeDownloads(),
            storage.curation,
            storage.complaints,
            TriesNothing(),
            storage.gaps,
            FakeMeanings(),
            BankFiles((), None, None),
            storage.surveys,
            storage.invitations,
            storage.waves,
            storage.survey_figures,
        )
        handler = Handler(
            {BOT: telegram.Bot(TOKEN)}, tools, storage.works, storage.inbox, answer_tap, answer_tap,
            storage.outbox_queue.migrate,
        )  # fmt: skip
        dispatcher = Dispatcher([BOT], storage.inbox, storage.lanes, storage.bell, handler)
        running = asyncio.create_task(dispatcher.run())
        yield storage
        running.cancel()
        await dispatcher.drain(5)
        await asyncio.gather(running, return_exceptions=True)


async def test_the_way_of_a_poison_update(
    database: TestDatabase, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.handling.handler, "conversation_for", _breaks_on_wobble)
    monkeypatch.setattr(bot.handling.handler, "_log", structlog.testing.CapturingLogger())
    settings = environment(folder, "http://127.0.0.1:1", database, "polling")

    async with handling(database) as storage:
        texts = ["before", "wobble", "after"]
        await storage.inbox.receive(
            [new_update(BOT, _says(number, text)) for number, text in enumerate(texts, 1)]
        )

        async def three_answers() -> bool:
            return await count(database, "outbox") == 3

        await until(three_answers)
        assert await count(database, "updates WHERE state = 'done'") == 2
        assert await count(database, "questions") == 2
        _, apology, _ = await _waiting(storage)
        reference = re.findall(r"E-\w{6}", apology)[0]

        listed = await asyncio.to_thread(command, folder, settings, "updates", "failed")
        assert listed.returncode == 0
        assert listed.stdout.startswith(reference)
        assert "ZeroDivisionError: a mistake of ours" in listed.stdout
        assert len(listed.stdout.splitlines()) == 1
        where = await asyncio.to_thread(
            command, folder, settings, "updates", "failed", "--traceback"
        )
        assert "Traceback" in where.stdout

        monkeypatch.setattr(bot.handling.handler, "conversation_for", conversation_for)
        tried = await asyncio.to_thread(command, folder, settings, "updates", "retry", reference)
        assert (tried.returncode, tried.stderr) == (0, "")

        async def four_answers() -> bool:
            return await count(database, "outbox") == 4

        await until(four_answers)
        assert await count(database, "updates WHERE state = 'done'") == 3
        assert await count(database, "questions WHERE text = 'wobble'") == 1

    again = await asyncio.to_thread(command, folder, settings, "updates", "retry", reference)
    assert again.returncode == 1
    assert len(again.stderr.strip().splitlines()) == 1
    none = await asyncio.to_thread(command, folder, settings, "updates", "failed")
    assert none.stdout.strip()
    assert reference not in none.stdout


async def _waiting(storage: Storage) -> list[str]:
    calls = await storage.outbox_queue.waiting(
        BOT, Priority.REPLY, limit=10, now=SystemClock().now()
    )
    return [str(call.params["text"]) for call in calls]


def _says(update_id: int, text: str) -> dict[str, object]:
    ann = {"id": ANN, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1_760_000_000,
            "chat": {"id": ANN, "type": "private", "first_name": "Ann"},
            "from": ann,
            "text": text,
        },
    }
