"""The webhook: who may come in, what counts as an update, and that strangers learn nothing."""

from collections.abc import AsyncIterator, Callable, Collection

import httpx
import pytest
from starlette.applications import Starlette

from bot.receiving.intake import Intake
from bot.receiving.webhook import SECRET_HEADER, Webhook
from domain.pipeline import Lane
from storage import Storage, open_storage
from tests.conftest import SetClock
from tests.databases import TestDatabase
from tests.storage.rendering import PlainRenderer

BOT = 9
GOOD = {SECRET_HEADER: "a-secret"}


@pytest.fixture
async def storage(database: TestDatabase, clock: SetClock) -> AsyncIterator[Storage]:
    async with open_storage(database.url, PlainRenderer(), clock) as opened:
        yield opened


@pytest.fixture
async def door(storage: Storage) -> AsyncIterator[httpx.AsyncClient]:
    offer: Callable[[Collection[Lane]], None] = lambda _: None  # noqa: E731
    webhook = Webhook("/telegram", "a-secret", [BOT], Intake(storage.inbox, offer))
    transport = httpx.ASGITransport(Starlette(routes=list(webhook.routes())))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        yield client


@pytest.mark.parametrize("header", [{}, {SECRET_HEADER: "another"}, {SECRET_HEADER: ""}])
@pytest.mark.parametrize("bot", ["9", "8", "x", "9" * 5000])
async def test_a_stranger_hears_the_same_about_every_bot(
    door: httpx.AsyncClient, storage: Storage, header: dict[str, str], bot: str
) -> None:
    answer = await door.post(f"/telegram/{bot}", headers=header, json={"update_id": 1})
    assert answer.status_code == 403
    assert await storage.inbox.last_update_id(BOT) is None


@pytest.mark.parametrize("bot", ["8", "x", "09", "9" * 5000])
async def test_a_bot_that_is_not_here(door: httpx.AsyncClient, bot: str) -> None:
    answer = await door.post(f"/telegram/{bot}", headers=GOOD, json={"update_id": 1})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"1", b"{}", b'{"update_id": "1"}', b'{"update_id": true}', b"\xff",
     b'{"update_id": 1e3}', b'{"update_id": 9223372036854775808}', b'{"update_id": 1, "x": '
     + b"[" * 200_000, b'{"update_id": 1, "x": "' + b"x" * (1 << 20) + b'"}',
     b'{"update_id": ' + b"9" * 5000 + b"}", b'{"update_id": 1, "poll": {"a": NaN}}',
     b'{"update_id": 1, "message": {"chat": {"id": ' + b"9" * 4000 + b"}}}"],
)  # fmt: skip
async def test_what_is_no_update_is_refused(
    door: httpx.AsyncClient, storage: Storage, body: bytes
) -> None:
    assert (await door.post("/telegram/9", headers=GOOD, content=body)).status_code == 400
    assert await storage.inbox.last_update_id(BOT) is None


@pytest.mark.parametrize(
    "rest",
    [b'"poll": {"b": [1e999, -1e999]}', b'"poll": {"id": "\\u0000 \\ud800"}',
     b'"message": {"chat": {"id": 1e308}}'],
)  # fmt: skip
async def test_strange_values_are_kept_as_far_as_a_database_can(
    door: httpx.AsyncClient, storage: Storage, rest: bytes
) -> None:
    """They are worked off like every other; they must not keep out what comes with them."""
    body = b'{"update_id": 1, ' + rest + b"}"
    assert (await door.post("/telegram/9", headers=GOOD, content=body)).status_code == 200
    assert len(await storage.inbox.heads(Lane(BOT, "x"), 9)) == 1
