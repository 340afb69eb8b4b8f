"""Calls of the outbox on their way: what Telegram gets, and what is read of its answer."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot

from bot.telegram.answers import Answer, Verdict
from bot.telegram.calls import carry_out
from domain.incoming import Place
from domain.outgoing import Priority
from domain.pipeline import QueuedCall
from sandbox import Person, Sandbox
from tests.bot.telegram.bots import bot_at
from tests.fakes.files import FakeFiles

KEYBOARD = {"inline_keyboard": [[{"text": "Yes & no", "callback_data": "y"}]]}


def call(method: str, chat_id: int, **params: Any) -> QueuedCall:
    now = datetime.now(UTC)
    place = Place(123456, chat_id)
    return QueuedCall(1, place, method, params, Priority.REPLY, None, None, False, 0, now)


async def carried(bot: Bot, queued: QueuedCall) -> Answer:
    return await carry_out(bot, FakeFiles(), queued)


async def test_a_message_with_everything_is_sent_and_its_id_comes_back(
    bot: Bot, ann: Person
) -> None:
    first = await carried(bot, call("send_message", ann.id, text="first"))
    answer = await carried(
        bot,
        call(
            "send_message",
            ann.id,
            text="<b>你好</b> & 😀\n\u2068عمر\u2069",
            parse_mode="HTML",
            link_preview_options={"is_disabled": True},
            reply_parameters={
                "message_id": first.message_ids[0],
                "allow_sending_without_reply": True,
            },
            reply_markup=KEYBOARD,
        ),
    )
    reply = (await ann.replies(2))[-1]
    assert answer.verdict is Verdict.SENT
    assert answer.message_ids == (reply.message_id,)
    assert reply.text == "你好 & 😀\n\u2068عمر\u2069"
    assert reply.button_texts == ["Yes & no"]


async def test_a_message_is_changed_and_an_edit_that_changes_nothing_is_no_fault(
    bot: Bot, ann: Person
) -> None:
    sent = await carried(bot, call("send_message", ann.id, text="a", reply_markup=KEYBOARD))
    edited = call("edit_message_text", ann.id, message_id=sent.message_ids[0], text="b")
    assert (await carried(bot, edited)).verdict is Verdict.SENT
    # the same once more is no fault: Telegram says that nothing changed
    assert (await carried(bot, edited)).verdict is Verdict.SENT


@pytest.mark.parametrize(
    ("fault", "verdict", "unsure"),
    [
        ("403", Verdict.BLOCKED, False),
        ("429", Verdict.WAIT, False),
        ("400", Verdict.REFUSED, False),
        ("500", Verdict.AGAIN, True),
        ("drop", Verdict.AGAIN, True),
        ("drop_after", Verdict.AGAIN, True),
    ],
)
async def test_what_an_error_means(
    monkeypatch: pytest.MonkeyPatch,
    sandbox: Sandbox,
    bot: Bot,
    ann: Person,
    fault: str,
    verdict: Verdict,
    *,
    unsure: bool,
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it the library warns at every RetryAfter
    await sandbox.client.fault(fault, method="send*")
    answer = await carried(bot, call("send_message", ann.id, text="a"))
    assert (answer.verdict, answer.unsure) == (verdict, unsure)


async def test_markup_that_is_refused_is_worth_another_try(bot: Bot, ann: Person) -> None:
    broken = call("send_message", ann.id, text="<b>a", parse_mode="HTML")
    assert (await carried(bot, broken)).verdict is Verdict.PLAIN


async def test_a_topic_is_known_by_its_id_and_a_page_of_a_proxy_by_nothing() -> None:
    answers = iter(
        [
            web.json_response({"ok": True, "result": {"message_thread_id": 77, "name": "n"}}),
            web.json_response({"ok": True, "result": {"message_id": 5, "message_thread_id": 77}}),
            web.json_response({"ok": True, "result": True}),
            web.Response(text="<h1>Please log in</h1>", content_type="text/html"),
        ]
    )

    async def answer(request: web.Request) -> web.Response:
        assert request.content_type == "application/json"
        return next(answers)

    app = web.Application()
    app.router.add_post("/bot{token}/sendMessage", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    bot = bot_at(f"http://127.0.0.1:{port}")
    await bot.request.initialize()
    try:
        found = [await carried(bot, call("send_message", 7, text="a")) for _ in range(4)]
    finally:
        await bot.request.shutdown()
        await runner.cleanup()
    assert [(one.message_ids, one.topic_id) for one in found] == [
        ((), 77),
        ((5,), None),
        ((), None),
        ((), None),
    ]
    assert [one.verdict for one in found[2:]] == [Verdict.SENT, Verdict.AGAIN]
