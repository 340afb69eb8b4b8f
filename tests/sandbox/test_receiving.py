"""getUpdates and the webhook: at least once, in order, and never both."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

import pytest
from telegram import Bot
from telegram.error import Conflict

from sandbox import Person, Rates, Sandbox
from sandbox.json_types import Json
from sandbox.updates import Update, UpdateQueue
from sandbox.webhook import Webhook, WebhookSettings
from tests.sandbox.contracts import RawBot


async def test_unconfirmed_updates_come_again(raw: RawBot, ann: Person) -> None:
    await ann.send("second")
    first = await raw.call("getUpdates")
    assert await raw.call("getUpdates") == first
    last = first[-1]["update_id"]
    assert await raw.call("getUpdates", offset=last) == first[-1:]
    assert await raw.call("getUpdates", offset=last + 1) == []
    assert await raw.call("getUpdates") == []


async def test_limit_and_negative_offset(raw: RawBot, ann: Person) -> None:
    for number in range(4):
        await ann.send(f"{number}")
    found = await raw.call("getUpdates", limit=2)
    assert len(found) == 2
    tail = await raw.call("getUpdates", offset=-2)
    assert [update["message"]["text"] for update in tail] == ["2", "3"]
    assert await raw.call("getUpdates") == tail


async def test_a_long_poll_wakes(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    await raw.updates()
    polling = asyncio.create_task(raw.updates(timeout=30))
    await sandbox.client.polling()
    await ann.send("wake up")
    (update,) = await polling
    assert update["message"]["text"] == "wake up"


async def test_a_second_poller_ends_the_first(sandbox: Sandbox, bot: Bot, raw: RawBot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await sandbox.client.polling()
    second = asyncio.create_task(raw.updates(timeout=30))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    ann = await sandbox.client.user("Ann")
    await ann.send("for the second")
    assert len(await second) == 1


async def test_a_bot_that_hangs_up_is_not_polling(
    sandbox: Sandbox, raw: RawBot, ann: Person
) -> None:
    await raw.updates()
    polling = asyncio.create_task(raw.updates(timeout=30))
    await sandbox.client.polling()
    polling.cancel()
    async with asyncio.timeout(20):
        while (await sandbox.client.updates())["polling"]:
            pass
    await ann.send("later")
    assert len(await raw.updates()) == 1


async def test_old_updates_expire(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    await raw.call("sendMessage", chat_id=ann.id, text="?", reply_markup=markup)
    await raw.updates()
    await ann.tap("A", wait=0)
    await ann.send("still there")
    await sandbox.client.advance(151)
    assert [set(update) for update in await raw.updates()] == [{"update_id", "message"}]


async def test_callback_answers_come_in_time(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    await raw.call("sendMessage", chat_id=ann.id, text="?", reply_markup=markup)
    await raw.updates()
    await ann.tap("A", wait=0)
    await ann.tap("A", wait=0)
    late, soon = [query["id"] for query in await raw.events("callback_query")]
    await raw.call("answerCallbackQuery", callback_query_id=soon)
    assert "query is too old" in await raw.refused("answerCallbackQuery", callback_query_id=soon)
    await sandbox.client.advance(61)
    assert "query is too old" in await raw.refused("answerCallbackQuery", callback_query_id=late)


async def test_redelivery(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    (first,) = await raw.updates()
    await raw.updates()
    assert await sandbox.client.redeliver() == [first["update_id"]]
    assert await raw.updates() == [first]
    assert await raw.updates() == []


@dataclass
class Receiver:
    """A web server that keeps what it is sent and answers as it is told."""

    port: int = 0
    got: list[Json] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)
    writers: list[asyncio.StreamWriter] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got]

    async def until(self, done: Callable[[], bool]) -> None:
        async with self.changed, asyncio.timeout(20):
            await self.changed.wait_for(done)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        while head := await self._head(reader):
            headers = dict(
                line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line
            )
            body = await reader.readexactly(int(headers["content-length"]))
            self.under_way += 1
            self.most_under_way = max(self.most_under_way, self.under_way)
            self.secrets.append(headers.get("x-telegram-bot-api-secret-token"))
            self.got.append(json.loads(body))
            async with self.changed:
                self.changed.notify_all()
            await self.gate.wait()
            self.under_way -= 1
            writer.write(self.answers.pop(0) if self.answers else answer("200 OK"))
            await writer.drain()

    async def _head(self, reader: asyncio.StreamReader) -> str:
        try:
            return (await reader.readuntil(b"\r\n\r\n")).decode()
        except (asyncio.IncompleteReadError, ConnectionError):
            return ""


def answer(status: str, body: str = "", header: str = "") -> bytes:
    length = f"Content-Length: {len(body.encode())}\r\n"
    return f"HTTP/1.1 {status}\r\n{length}{header}\r\n{body}".encode()


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    receiver.gate.set()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        await stop(server, receiver)


async def stop(server: asyncio.Server, receiver: Receiver) -> None:
    receiver.gate.set()
    server.close()
    for writer in receiver.writers:
        writer.close()
        await writer.wait_closed()


async def test_webhook(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    async with receiving() as receiver:
        url = f"http://127.0.0.1:{receiver.port}/hook"
        await raw.call("setWebhook", url=url, secret_token="s-1", max_connections=3)
        info = await raw.call("getWebhookInfo")
        assert (info["url"], info["max_connections"]) == (url, 3)
        assert (await raw.refused("getUpdates")).startswith(
            "Conflict: can't use getUpdates method while webhook is active"
        )
        await ann.send("one")
        await sandbox.client.idle()
        assert receiver.texts == ["/start", "one"]
        assert set(receiver.secrets) == {"s-1"}

        receiver.answers.append(answer("503 Later", header="Retry-After: 0\r\n"))
        await ann.send("two")
        await sandbox.client.idle()
        assert receiver.texts[2:] == ["two", "two"]
        assert "503" in (await raw.call("getWebhookInfo"))["last_error_message"]

        await sandbox.client.hold_webhook()
        for text in ("a", "b", "c"):
            await ann.send(text)
        await sandbox.client.release_webhook("reverse")
        assert receiver.texts[4:] == ["c", "b", "a"]

        call = json.dumps({"method": "sendMessage", "chat_id": ann.id, "text": "from the answer"})
        receiver.answers.append(answer("200 OK", call))
        await ann.send("answer me")
        assert (await ann.reply()).text == "from the answer"
        await raw.call("deleteWebhook")
        await ann.send("by polling")
        assert [message["text"] for message in await raw.events("message")] == ["by polling"]


async def test_one_update_of_a_chat_is_under_way(
    sandbox: Sandbox, raw: RawBot, ann: Person
) -> None:
    bob = await sandbox.client.user("Bob")
    async with receiving() as receiver:
        await raw.updates()
        await raw.updates()
        receiver.gate.clear()
        await raw.call("setWebhook", url=f"http://127.0.0.1:{receiver.port}/")
        await ann.send("a1")
        await ann.send("a2")
        await bob.send("b1")
        await receiver.until(lambda: receiver.under_way == 2)
        assert sorted(receiver.texts) == ["a1", "b1"]
        receiver.gate.set()
        await sandbox.client.idle()
        assert receiver.texts[2:] == ["a2"]
        assert receiver.most_under_way == 2


async def test_set_webhook_once_a_second(sandbox: Sandbox, raw: RawBot) -> None:
    sandbox.world.rates = Rates()
    url = "http://127.0.0.1:9/"
    await raw.call("setWebhook", url=url)
    status, body = await raw.answer("setWebhook", url=url)
    assert (status, body["parameters"]) == (429, {"retry_after": 1})


async def test_a_webhook_that_is_gone_for_a_day_is_removed() -> None:
    hours = count(step=12)
    gone = asyncio.Event()
    async with receiving() as receiver:
        receiver.answers += [answer("410 Gone")] * 2
        webhook = Webhook(
            WebhookSettings(f"http://127.0.0.1:{receiver.port}/"),
            UpdateQueue(),
            now=lambda: next(hours) * 3600.0,
            reply=lambda _call: None,
            gone=gone.set,
        )
        webhook.push(Update(1, "message", 5, b"{}", made_at=1e9))
        async with asyncio.timeout(20):
            await gone.wait()
        assert len(receiver.got) == 2
        await webhook.close()
