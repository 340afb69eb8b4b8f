"""Faults, rates, lost answers."""

from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import NetworkError

from sandbox import Person, Rates, Sandbox
from sandbox.errors import ApiError
from sandbox.json_types import Json
from sandbox.rates import Limiter
from tests.sandbox.contracts import RawBot

FAULTS: list[tuple[str, dict[str, Any], int, str]] = [
    ("429", {"retry_after": 3}, 429, "Too Many Requests: retry after 3"),
    ("403", {}, 403, "Forbidden: bot was blocked by the user"),
    ("400", {"text": "Bad Request: TOPIC_CLOSED"}, 400, "Bad Request: TOPIC_CLOSED"),
    ("500", {}, 500, "Internal Server Error"),
    ("502", {}, 502, "Bad Gateway"),
]


@pytest.mark.parametrize(("fault", "fields", "status", "text"), FAULTS)
async def test_a_fault_hits_once(
    sandbox: Sandbox,
    raw: RawBot,
    ann: Person,
    *,
    fault: str,
    fields: dict[str, Any],
    status: int,
    text: str,
) -> None:
    await sandbox.client.fault(fault, method="send*", **fields)
    await raw.call("getMe")
    found, body = await raw.answer("sendMessage", chat_id=ann.id, text="a")
    assert (found, body["description"]) == (status, text)
    await raw.call("sendMessage", chat_id=ann.id, text="b")
    assert (await ann.reply()).text == "b"
    (order,) = await sandbox.client.faults()
    assert (order["hits"], order["left"]) == (1, 0)
    (call,) = await sandbox.client.calls(failed=True)
    assert (call.status, call.error, call.fault) == (status, text, fault)


async def test_lost_before_and_after_acceptance(
    sandbox: Sandbox, bot: Bot, raw: RawBot, ann: Person
) -> None:
    await sandbox.client.fault("drop", chat=ann.id)
    with pytest.raises(NetworkError):
        await bot.send_message(ann.id, "never came")
    await sandbox.client.fault("drop_after", chat=ann.id)
    with pytest.raises(httpx.HTTPError):
        await raw.answer("sendMessage", chat_id=ann.id, text="came, but nobody knows")
    await raw.call("sendMessage", chat_id=ann.id, text="after")
    assert [one.text for one in await ann.replies(2)] == ["came, but nobody knows", "after"]


async def test_a_fault_for_one_chat_and_until_cleared(
    sandbox: Sandbox, raw: RawBot, ann: Person
) -> None:
    bob = await sandbox.client.user("Bob")
    await bob.start()
    await sandbox.client.fault("500", chat=bob.id, seconds=600)
    await raw.call("sendMessage", chat_id=ann.id, text="a")
    for _ in range(2):
        assert (await raw.answer("sendMessage", chat_id=bob.id, text="a"))[0] == 500
    await sandbox.client.clear_faults()
    await raw.call("sendMessage", chat_id=bob.id, text="a")


async def test_rates(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    group = await sandbox.client.group("Desk", admins=[ann])
    await sandbox.client.rates(enabled=True, burst=3)
    for chat, allowed, wait in ((ann.id, 3, 1), (group, 20, 60)):
        for number in range(allowed):
            await raw.call("sendMessage", chat_id=chat, text=f"{number}")
        status, body = await raw.answer("sendMessage", chat_id=chat, text="too many")
        assert status == 429
        assert wait - 3 <= body["parameters"]["retry_after"] <= wait
    await sandbox.client.advance(61)
    await raw.call("sendMessage", chat_id=group, text="again")


def test_the_overall_rate() -> None:
    limiter, rates = Limiter(), Rates()
    for chat in range(30):
        limiter.take(rates, chat + 1, 1, now=1000.0)
    with pytest.raises(ApiError) as refused:
        limiter.take(rates, 99, 1, now=1000.0)
    assert refused.value.parameters == {"retry_after": 1}
    limiter.take(rates, 99, 1, now=1001.0)
    for chat in range(500):
        limiter.take(rates, 1000 + chat, 1, now=2000.0, paid=True)


async def test_the_log_of_calls(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    markup: Json = {"inline_keyboard": []}
    await raw.call("sendMessage", chat_id=ann.id, text="a", reply_markup=markup)
    await raw.refused("sendMessage", chat_id=0, text="a")
    good, bad = await sandbox.client.calls(method="sendMessage", count=2, wait=5)
    assert good.params["reply_markup"] == markup
    assert (good.chat, good.status, good.result_id) == (ann.id, 200, 2)
    assert bad.error == "Bad Request: chat not found"
    assert (await sandbox.client.counters())["sendMessage"] == {"ok": 1, "failed": 1}
