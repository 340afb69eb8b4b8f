"""A chat model's server on loopback that speaks OpenAI's protocol, as well or badly as is asked.

A behaviour is given what the program sent and returns the model's words, or does worse.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

_DATA = re.compile(r"<data-(\w+)>\n(.*)\n</data-\1>", re.DOTALL)


@dataclass(frozen=True)
class Sent:
    """A call as the server got it."""

    body: dict[str, Any]
    raw: str

    @property
    def told(self) -> str:
        """The instructions."""
        return str(self.body["messages"][0]["content"])

    @property
    def data(self) -> dict[str, Any]:
        """The data between the marks."""
        found = _DATA.search(self.body["messages"][1]["content"])
        assert found is not None
        return dict(json.loads(found[2]))


class CutOff(Exception):
    """The server closes the connection without a word."""


@dataclass(frozen=True)
class Status:
    """The server answers with this instead of a completion."""

    code: int
    text: str = "{}"


Behaviour = Callable[[Sent], Awaitable[str | Status]]


@dataclass
class ChatServer:
    """What runs: where it listens, what it does, what it was sent."""

    url: str
    behaves: Behaviour
    sent: list[Sent] = field(default_factory=list)
    under_way: int = 0
    most_at_a_time: int = 0


@asynccontextmanager
async def chat_server(behaves: Behaviour) -> AsyncIterator[ChatServer]:
    """Serve on loopback while inside; `behaves` may be changed under way."""
    server = ChatServer("", behaves)

    async def complete(request: web.Request) -> web.Response:
        raw = await request.text()
        sent = Sent(json.loads(raw), raw)
        server.sent.append(sent)
        server.under_way += 1
        server.most_at_a_time = max(server.most_at_a_time, server.under_way)
        try:
            said = await server.behaves(sent)
        except CutOff:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        finally:
            server.under_way -= 1
        if isinstance(said, Status):
            return web.Response(status=said.code, text=said.text, content_type="application/json")
        return web.json_response(_completion(said, sent.body["model"]))

    application = web.Application()
    application.router.add_post("/v1/chat/completions", complete)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.url = f"http://{host}:{port}/v1"
    try:
        yield server
    finally:
        await runner.cleanup()


def composed(answer: str, *sources: str, answered: bool = True) -> str:
    """Return a reply of the form that is asked for."""
    return json.dumps(
        {"answered": answered, "answer": answer, "sources": list(sources)}, ensure_ascii=False
    )


def completed(question: str, *, understood: bool = True) -> str:
    """Return a completed follow-up of the form that is asked for."""
    return json.dumps({"understood": understood, "question": question}, ensure_ascii=False)


def says(words: str) -> Behaviour:
    """Always say the same."""

    async def behaviour(sent: Sent) -> str | Status:
        del sent
        return words

    return behaviour


async def honest(sent: Sent) -> str | Status:
    """Answer in the words of the first entry, and name it."""
    first = sent.data["entries"][0]
    return composed(first["answer"], first["key"])


async def obeying(sent: Sent) -> str | Status:
    """Do whatever a text in the data orders: what a model without any sense would do."""
    spoken = json.dumps(sent.data, ensure_ascii=False)
    order = re.search(r"(?:say exactly|tell the owner|说出|回答)[:：]? *([^\"\\]+)", spoken)
    keys = [entry["key"] for entry in sent.data.get("entries", ())]
    if "your rules" in spoken:
        return composed(sent.told, *keys)
    return composed(order[1].strip() if order else "I do as I am told.", *keys)


def never() -> tuple[Behaviour, asyncio.Event]:
    """Never answer; the event is set once a call is waiting."""
    waiting = asyncio.Event()

    async def behaviour(sent: Sent) -> str | Status:
        del sent
        waiting.set()
        await asyncio.Event().wait()
        return ""

    return behaviour, waiting


async def cut_off(sent: Sent) -> str | Status:
    """Close the connection."""
    del sent
    raise CutOff


def answers_with(code: int, text: str = "{}") -> Behaviour:
    """Answer with a status, or with a body that is no completion."""

    async def behaviour(sent: Sent) -> str | Status:
        del sent
        return Status(code, text)

    return behaviour


def _completion(said: str, model: str) -> dict[str, Any]:
    return {
        "id": "chat-1",
        "object": "chat.completion",
        "created": 1,
        "model": model,
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": said},
            }
        ],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
