"""The control side: what people see and do, waiting, events, load."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from telegram import Bot, ReplyKeyboardMarkup, ReplyKeyboardRemove, Update

from sandbox import Person, Sandbox
from sandbox.client import SandboxError
from sandbox.json_types import Json
from tests.sandbox.contracts import RawBot


async def test_waiting_misses_nothing(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    await raw.call("sendMessage", chat_id=ann.id, text="before")
    assert (await ann.reply()).text == "before"
    waiting = asyncio.create_task(ann.replies(2))
    await raw.call("sendMessage", chat_id=ann.id, text="one")
    await raw.call("sendMessage", chat_id=ann.id, text="two")
    assert [one.text for one in await waiting] == ["one", "two"]
    with pytest.raises(SandboxError, match="got 0"):
        await ann.reply(wait=0.01)
    assert await ann.no_reply()


async def test_waiting_for_an_edit(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    sent = await raw.call("sendMessage", chat_id=ann.id, text="1 min")
    after = (await ann.reply()).cursor
    target = {"chat_id": ann.id, "message_id": sent["message_id"]}
    waiting = asyncio.create_task(sandbox.client.wait(after, chat=ann.id, edits=True))
    await raw.call("editMessageText", **target, text="2 min")
    assert (await waiting)[0].text == "2 min"


async def test_keyboards(bot: Bot, ann: Person) -> None:
    await bot.send_message(
        ann.id,
        "Choose",
        reply_markup=ReplyKeyboardMarkup([["Red", "Blue"]], one_time_keyboard=True),
    )
    assert (await ann.reply()).keys == ["Red", "Blue"]
    pressed = await ann.tap("Blue")
    assert pressed.kind == "sent"
    assert (await bot.get_updates(offset=-1))[0].message.text == "Blue"  # type: ignore[union-attr]
    with pytest.raises(SandboxError, match="no button"):
        await ann.tap("Blue")
    await bot.send_message(ann.id, "Gone", reply_markup=ReplyKeyboardRemove())
    assert (await ann.reply()).keyboard == {"type": "remove"}


async def test_the_newest_button_with_that_text(raw: RawBot, ann: Person) -> None:
    for data in ("old", "new"):
        markup = {"inline_keyboard": [[{"text": "Go", "callback_data": data}]]}
        await raw.call("sendMessage", chat_id=ann.id, text="?", reply_markup=markup)
    old, _ = await ann.replies(2)
    await raw.updates()
    await ann.tap("Go", wait=0)
    await ann.tap("Go", message=old, wait=0)
    assert [query["data"] for query in await raw.events("callback_query")] == ["new", "old"]


async def test_transcripts(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    said = await ann.send("rmae")
    await ann.edit(said, html="<i>name</i>")
    sent = await raw.call("sendMessage", chat_id=ann.id, text="x")
    await raw.call("deleteMessage", chat_id=ann.id, message_id=sent["message_id"])
    started, edited, deleted = await ann.transcript()
    assert started.text == "/start"
    assert (edited.html, edited.edits[0]["text"]) == ("<i>name</i>", "rmae")
    assert deleted.deleted
    assert len(await ann.transcript(deleted=0)) == 2
    assert len(await ann.transcript(after=edited.cursor)) == 1
    assert len(await ann.transcript(limit=1)) == 1
    info = (await sandbox.client.get("/chats", user=ann.id))["chats"][0]
    assert info["last"]["html"] == "<i>name</i>"
    state = await sandbox.client.state()
    assert [one["id"] for one in state["users"]] == [ann.id]


async def test_deep_links(raw: RawBot, ann: Person) -> None:
    await raw.updates()
    await ann.start("ref_42")
    (message,) = await raw.events("message")
    assert message["text"] == "/start ref_42"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


@asynccontextmanager
async def listening(
    sandbox: Sandbox, query: str = ""
) -> AsyncIterator[AsyncIterator[tuple[str, Json]]]:
    async with (
        httpx.AsyncClient(trust_env=False, timeout=20) as http,
        http.stream("GET", f"{sandbox.url}/sandbox/events{query}") as stream,
    ):

        async def events() -> AsyncIterator[tuple[str, Json]]:
            name = ""
            async for line in stream.aiter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    yield name, json.loads(line.removeprefix("data: "))

        yield events()


async def test_events(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    async with listening(sandbox, "?calls=1") as events:
        assert (await anext(events))[0] == "hello"
        await raw.call("sendChatAction", chat_id=ann.id, action="typing")
        sent = await raw.call("sendMessage", chat_id=ann.id, text="a")
        target = {"chat_id": ann.id, "message_id": sent["message_id"]}
        await raw.call("editMessageText", **target, text="b")
        await raw.call("deleteMessage", **target)
        found = [await anext(events) for _ in range(8)]
    assert [name for name, _ in found if name != "call"] == ["action", "message", "edit", "delete"]
    by_name = dict(found)
    assert by_name["delete"]["message_ids"] == [sent["message_id"]]
    assert by_name["call"]["method"] == "deleteMessage"
    async with listening(sandbox, f"?after={by_name['message']['cursor']}") as events:
        names = [(await anext(events))[0] for _ in range(3)]
    assert names == ["hello", "edit", "delete"]


async def test_load(sandbox: Sandbox, bot: Bot) -> None:
    load = await sandbox.client.load(20, each=2, after_answer=True, texts=["/ping"])
    seen: set[str] = set()

    async def echo() -> None:
        offset = 0
        while True:
            updates: tuple[Update, ...] = await bot.get_updates(offset=offset, timeout=20)
            for update in updates:
                offset = update.update_id + 1
                assert update.message is not None
                seen.update(update.message.parse_entities(["bot_command"]).values())
                await bot.send_message(update.message.chat.id, "pong")

    task = asyncio.create_task(echo())
    result = await sandbox.client.load_result(load, wait=20)
    task.cancel()
    assert (result.answered, result.delivered, result.done) == (40, 40, True)
    assert seen == {"/ping"}
    assert 0 < result.percentile(0.5) <= result.percentile(0.95) <= result.seconds


WRONG: list[tuple[str, dict[str, Any], int, str]] = [
    ("/messages", {"text": "a"}, 400, "user is needed"),
    ("/messages", {"user": 5, "text": "a"}, 404, "no user 5"),
    ("/messages", {"user": 1001, "text": ""}, 400, "the text is empty"),
    ("/messages", {"user": 1001, "chat": -7, "text": "a"}, 404, "no chat -7"),
    ("/messages", {"user": 1001, "media": {"type": "hologram"}}, 400, "no media type hologram"),
    ("/messages", {"user": 1001, "text": "x" * 4097}, 400, "the text is too long"),
    ("/tap", {"user": 1001, "text": "No such"}, 404, "no button No such"),
    ("/faults", {"fault": "fire"}, 400, "no fault fire"),
    ("/chats", {"title": "x", "type": "channel"}, 400, "type must be group or supergroup"),
]


@pytest.mark.parametrize(("path", "body", "status", "error"), WRONG)
async def test_wrong_requests(
    sandbox: Sandbox, ann: Person, path: str, *, body: Json, status: int, error: str
) -> None:
    answer = await sandbox.client._http.post(path, json=body)
    assert (answer.status_code, answer.json()) == (status, {"error": error})


async def test_two_bots(sandbox: Sandbox, ann: Person) -> None:
    await sandbox.client.bot("777:SECOND", username="second_bot")
    second = RawBot(sandbox.url, "777:SECOND")
    again = Person(sandbox.client, ann.id, bot="second_bot")
    await again.send("hello, second")
    assert [message["text"] for message in await second.events("message")] == ["hello, second"]
    await second.call("sendMessage", chat_id=ann.id, text="from the second")
    assert (await again.reply()).text == "from the second"
    assert [one.text for one in await ann.transcript()] == ["/start"]
    await second.http.aclose()


async def test_old_history_is_forgotten() -> None:
    async with Sandbox.serve(history=10) as sandbox:
        ann = await sandbox.client.user("Ann")
        for number in range(15):
            await ann.send(f"{number}")
        assert [one.text for one in await ann.transcript()] == [f"{n}" for n in range(5, 15)]
