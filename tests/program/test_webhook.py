"""The webhook: who may call it, what is no update, and what an operator sees beside it."""

import asyncio
import json

import pytest

from sandbox import Entry, Person
from tests.program.forged import message, post, tap, update
from tests.program.process import command, until
from tests.program.questions import ANSWERS
from tests.program.rows import count, rows
from tests.program.stage import BOT, Stage

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize(
        "play", ["sqlite-webhook", "postgresql-webhook"], indirect=True, scope="module"
    ),
]

QUESTION = "How long is the warranty?"
OTHER = "What is the right tyre pressure?"
ENORMOUS = 10**30

NO_UPDATES = {
    "nothing": b"",
    "not JSON": b"update_id=5",
    "half": b'{"update_id": 5, "message": {',
    "not text": b"\xff\xfe\x00{",
    "an array": b'[{"update_id": 5}]',
    "a number": b"5",
    "null": b"null",
    "no id": b'{"message": {}}',
    "a truth for an id": b'{"update_id": true}',
    "words for an id": b'{"update_id": "5"}',
    "a fraction for an id": b'{"update_id": 5.5}',
    "an enormous id": b'{"update_id": 9223372036854775808}',
    "more digits than Python reads": b'{"update_id": ' + b"9" * 5000 + b"}",
    "too long": b'{"update_id": 5, "x": "' + b"x" * (1 << 20) + b'"}',
    "too deep": b'{"update_id": 5, "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
}


@pytest.mark.parametrize("body", NO_UPDATES.values(), ids=NO_UPDATES.keys())
async def test_what_is_no_update_is_refused(stage: Stage, body: bytes) -> None:
    before = await count(stage.database, "updates")
    assert await post(stage, body) == 400
    assert await count(stage.database, "updates") == before


@pytest.mark.parametrize("secret", [None, "", "wrong", "a-secret_of-the-test", "ä"])
async def test_strangers_are_refused(stage: Stage, secret: str | None) -> None:
    ann = await stage.person()
    assert await post(stage, message(ann.id, text=QUESTION), secret=secret) == 403
    assert await post(stage, b"not JSON", secret=secret) == 403
    assert await post(stage, {}, secret=secret, address=stage.webhook + "0") == 403


async def test_unknown_bots_and_paths_are_refused(stage: Stage) -> None:
    ann = await stage.person()
    body = message(ann.id, text=QUESTION)
    assert await post(stage, body, address=stage.webhook + "0") == 404
    assert await post(stage, body, address=stage.webhook.replace("telegram", "elsewhere")) == 404
    assert await post(stage, body, address=stage.webhook.replace(str(BOT), "bot")) == 404


def strange(person: int) -> list[dict[str, object]]:
    """Updates with a number, and everything else as nobody expects it."""
    text = {"text": QUESTION}
    chat = {"id": person, "type": "private"}
    return [
        update(),
        update(news={"of": "a newer Telegram"}),
        update(message=5),
        update(message=None),
        update(message=[]),
        update(message={}),
        update(message="words", callback_query="words"),
        update(callback_query={}),
        update(callback_query={"id": 5, "from": 7, "message": 8, "data": 9}),
        update(my_chat_member={"chat": chat, "from": {}, "date": "now"}),
        update(edited_message={"chat": chat}),
        message(person),
        message(person, chat=5, **text),
        message(person, chat={}, **text),
        message(person, chat={"id": str(person), "type": "private"}, **text),
        message(person, chat={"id": ENORMOUS, "type": "private"}, **text),
        message(person, chat={"id": True, "type": "private"}, **text),
        message(person, chat={"id": 1.5, "type": "private"}, **text),
        message(person, chat={"id": person, "type": "alien"}, **text),
        message(person, chat={"id": person, "type": 5}, **text),
        message(person, **{"from": 5}, **text),
        message(person, **{"from": {}}, **text),
        message(person, **{"from": {"id": ENORMOUS, "is_bot": False, "first_name": "A"}}, **text),
        message(person, **{"from": {"id": person, "is_bot": False, "first_name": 5}}, **text),
        message(person, **{"from": {"id": [], "is_bot": "?", "first_name": None}}, **text),
        message(person, message_id=ENORMOUS, **text),
        message(person, message_id="first", **text),
        message(person, date=ENORMOUS, **text),
        message(person, date=-1, **text),
        message(person, date="today", **text),
        message(person, text=5),
        message(person, text=["How", "long"]),
        message(person, text=""),
        message(person, text="a\x00b"),
        message(person, text="half a pair \ud83d of surrogates"),
        message(person, text=QUESTION, entities=5),
        message(person, text=QUESTION, entities=[{"type": "bold", "offset": -7, "length": 10**9}]),
        message(person, text="/start", entities=[{"type": "bot_command", "offset": 0}]),
        message(person, text="/", entities=[{"type": "bot_command", "offset": 0, "length": 1}]),
        message(person, text="/st", entities=[{"type": "bot_command", "offset": 0, "length": 99}]),
        message(person, photo=[]),
        message(person, photo="a picture"),
        message(person, location={"latitude": float("nan"), "longitude": float("inf")}),
        message(person, reply_to_message=5, **text),
        message(person, is_topic_message=True, message_thread_id="x", **text),
        tap(person, None),
        tap(person, 5),
        tap(person, ""),
        tap(person, "ask:up:"),
        tap(person, "ask:pick:1:99999999999999999999"),
        tap(person, f"ask:up:{ENORMOUS}"),
        tap(person, "car:open:-1"),
        tap(person, "x" * 5000),
        tap(person, "menu:\x00\ud83d"),
        tap(person, "topics:all:99999999999999999999"),
        tap(person, "menu", message_id=ENORMOUS),
        tap(person, "language:klingon"),
    ]


async def test_the_strangest_updates_stop_nobody(stage: Stage) -> None:
    ann = await stage.person()
    await ann.start()
    await ann.replies(3)
    for body in strange(ann.id):
        assert await post(stage, body) in (200, 400), body

    async def nothing_waits() -> bool:
        return await count(stage.database, "updates WHERE state = 'pending'") == 0

    try:
        await until(nothing_waits, 30)
    except TimeoutError:
        left = "SELECT lane, payload, error FROM updates WHERE state = 'pending'"
        raise AssertionError(await rows(stage.database, left)) from None
    await ann.send(OTHER)
    await until(lambda: _said(ann, ANSWERS[OTHER]))
    for path, status in (("/healthz", 200), ("/readyz", 200)):
        assert (await stage.bot.get(path))[0] == status
    failed = await asyncio.to_thread(
        command, stage.bot.folder, stage.bot.environment, "updates", "failed"
    )
    assert failed.returncode == 0, failed.stderr
    aside = await count(stage.database, "updates WHERE state = 'failed'")
    assert len(failed.stdout.splitlines()) == max(aside, 1)
    assert "never retrieved" not in stage.bot.log


async def _said(person: Person, words: str) -> bool:
    return any(entry.from_bot and entry.text == words for entry in await person.transcript())


async def test_what_comes_twice_is_answered_once(stage: Stage) -> None:
    ann = await stage.person()
    await ann.send(QUESTION)
    assert (await ann.reply()).text == ANSWERS[QUESTION]
    await stage.client.idle()
    await stage.client.redeliver(last=1)
    await stage.client.redeliver(last=1)
    await ann.send(OTHER)
    assert (await ann.reply()).text == ANSWERS[OTHER]
    assert await ann.no_reply()
    assert await count(stage.database, f"questions WHERE chat_id = {ann.id}") == 2


async def test_what_comes_in_another_order_is_all_answered(stage: Stage) -> None:
    ann = await stage.person()
    await stage.client.idle()
    await stage.client.hold_webhook()
    asked = list(ANSWERS)[:10:2]
    for question in asked:
        await ann.send(question)
    assert len(await stage.client.release_webhook("reverse")) == len(asked)
    got = [entry.text for entry in await ann.replies(len(asked), wait=30)]
    assert sorted(got) == sorted(ANSWERS[question] for question in asked)
    assert await ann.no_reply()


async def test_another_owners_button_does_nothing(stage: Stage) -> None:
    ann, bob = await stage.person("Ann"), await stage.person("Bob")
    await ann.send("lost")
    suggested = await ann.reply()
    number = _question_of(suggested)
    for word in ("up", "down", "none", "pick"):
        assert await post(stage, tap(bob.id, f"ask:{word}:{number}:0")) == 200
        assert await post(stage, tap(bob.id, f"ask:{word}:{number}")) == 200
    await bob.send(OTHER)
    assert (await bob.reply()).text == ANSWERS[OTHER]
    [(feedback,)] = await rows(
        stage.database, f"SELECT feedback FROM questions WHERE id = {number}"
    )
    assert feedback is None
    assert await bob.no_reply()


def _question_of(entry: Entry) -> int:
    data = next(one.data for one in entry.all_buttons if (one.data or "").startswith("ask:pick:"))
    return int(str(data).split(":")[2])


async def test_what_an_operator_sees(stage: Stage) -> None:
    assert await stage.bot.get("/healthz") == (200, '{"status":"ok"}')
    status, page = await stage.bot.get("/readyz")
    assert (status, json.loads(page)) == (200, {"status": "ready", "problems": {}})
    ann = await stage.person()
    await ann.send(QUESTION)
    await ann.reply()
    status, page = await stage.bot.get("/metrics")
    assert status == 200
    figures = dict(line.rsplit(" ", 1) for line in page.splitlines() if line[:1] != "#")
    assert float(figures["ownerline_updates_received_total"]) > 0
    assert float(figures['ownerline_updates_handled_total{result="done"}']) > 0
    assert float(figures['ownerline_outbox_calls_total{outcome="sent"}']) > 0
    assert float(figures[f'ownerline_leading{{bot="{BOT}"}}']) == 1
    assert float(figures['ownerline_outbox_depth{state="waiting"}']) >= 0
    assert str(ann.id) not in page
