"""aiohttp under python-telegram-bot: calls, uploads, and what each kind of fault is told as."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from telegram.error import BadRequest, Forbidden, NetworkError, TimedOut

from bot.telegram import http
from bot.telegram.http import AiohttpRequest, NeverSent, Patience
from sandbox import Person, Sandbox
from tests.bot.telegram.bots import TOKEN, bot_at


async def test_a_message_with_everything(bot: Bot, ann: Person) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes & no", callback_data="y")]])
    await bot.send_message(ann.id, "<b>你好</b> & 😀", parse_mode="HTML", reply_markup=keyboard)
    reply = await ann.reply()
    assert (reply.text, reply.button_texts) == ("你好 & 😀", ["Yes & no"])


async def test_a_file_goes_up_and_comes_down(bot: Bot, ann: Person) -> None:
    sent = await bot.send_document(ann.id, InputFile(b"\x00\xff" * 500, "报告.bin"), caption="c")
    assert (await ann.reply()).text == "c"
    assert sent.document is not None
    assert sent.document.file_name == "报告.bin"
    file = await sent.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"\x00\xff" * 500


@pytest.mark.parametrize(("fault", "error"), [("403", Forbidden), ("400", BadRequest)])
async def test_a_refusal(
    sandbox: Sandbox, bot: Bot, ann: Person, fault: str, error: type[Exception]
) -> None:
    await sandbox.client.fault(fault, method="send*")
    with pytest.raises(error):
        await bot.send_message(ann.id, "a")


@pytest.mark.parametrize("fault", ["drop", "drop_after", "500", "502"])
async def test_a_call_that_may_have_been_carried_out(
    sandbox: Sandbox, bot: Bot, ann: Person, fault: str
) -> None:
    await sandbox.client.fault(fault, method="send*")
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(ann.id, "a")
    assert not isinstance(caught.value, NeverSent)
    await bot.send_message(ann.id, "b")
    assert (await ann.replies(2 if fault == "drop_after" else 1))[-1].text == "b"


async def test_a_call_that_cannot_have_been_carried_out(sandbox: Sandbox, ann: Person) -> None:
    bot = bot_at("http://127.0.0.1:9")
    await bot._request[1].initialize()
    with pytest.raises(NeverSent):
        await bot.send_message(ann.id, "a")
    await bot._request[1].shutdown()


async def test_an_answer_that_does_not_come(sandbox: Sandbox, ann: Person) -> None:
    async with bot_at(sandbox.url, Patience(connect=1, read=0.1)) as bot:
        await sandbox.client.fault("slow", method="send*", delay=5)
        with pytest.raises(TimedOut):
            await bot.send_message(ann.id, "a")


async def test_more_calls_than_connections(bot: Bot, ann: Person) -> None:
    await asyncio.gather(*(bot.send_message(ann.id, str(number)) for number in range(12)))
    assert {reply.text for reply in await ann.replies(12)} == {str(n) for n in range(12)}


async def test_it_must_be_opened_first(sandbox: Sandbox) -> None:
    with pytest.raises(NetworkError, match="initialize"):
        await AiohttpRequest(sandbox.url).post(f"{sandbox.url}/bot{TOKEN}/getMe")


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({}, None),
        ({"https": "http://proxy:3128"}, "http://proxy:3128"),
        ({"all": "http://proxy:3128"}, "http://proxy:3128"),
        ({"http": "http://proxy:3128"}, None),
    ],
)
def test_the_proxy_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], proxy: str | None
) -> None:
    monkeypatch.setattr(http, "getproxies", lambda: environment)
    monkeypatch.setattr(http, "proxy_bypass", lambda host: host == "127.0.0.1")
    assert http._proxy_for("https://api.telegram.org") == proxy
    assert http._proxy_for("https://127.0.0.1") is None
