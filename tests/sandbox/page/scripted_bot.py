"""A bot of a few lines, on plain HTTP: what the page's tests talk to."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx

Json = dict[str, Any]
Script = Callable[["ScriptedBot", Json], Awaitable[None]]


class ScriptedBot:
    """Polls and gives every update to its script."""

    def __init__(self, url: str, script: Script, token: str = "123456:TEST") -> None:
        self.updates: list[Json] = []
        self._script = script
        self._http = httpx.AsyncClient(
            base_url=f"{url}/bot{token}/",
            timeout=30.0,
            trust_env=False,
            verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        )

    async def call(self, method: str, **params: Any) -> Any:
        """A Bot API call; raises ValueError with the description where it is refused."""
        answer = (await self._http.post(method, json=params)).json()
        if not answer["ok"]:
            raise ValueError(answer["description"])
        return answer["result"]

    async def send(self, chat_id: int, text: str, **params: Any) -> int:
        """Send a text; the message's id."""
        sent: Json = await self.call("sendMessage", chat_id=chat_id, text=text, **params)
        return int(sent["message_id"])

    async def poll(self) -> None:
        """Take updates until the server is gone or the task is cancelled."""
        offset = 0
        with contextlib.suppress(httpx.TransportError):
            while True:
                for update in await self.call("getUpdates", offset=offset, timeout=20):
                    offset = update["update_id"] + 1
                    self.updates.append(update)
                    await self._script(self, update)

    def texts(self) -> list[str]:
        """What people have written to it."""
        messages = [update["message"] for update in self.updates if "message" in update]
        return [message["text"] for message in messages if "text" in message]

    async def close(self) -> None:
        await self._http.aclose()


@contextlib.asynccontextmanager
async def running(
    url: str, script: Script, token: str = "123456:TEST"
) -> AsyncIterator[ScriptedBot]:
    """The bot, polling while the block lasts. What its script raised comes out at the end."""
    bot = ScriptedBot(url, script, token)
    polling = asyncio.create_task(bot.poll())
    try:
        yield bot
        if polling.done():
            polling.result()
    finally:
        polling.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await polling
        await bot.close()


async def silent(_bot: ScriptedBot, _update: Json) -> None:
    """The script of a bot that only listens."""


async def echo(bot: ScriptedBot, update: Json) -> None:
    """Greets on /start, says every other text again."""
    message = update.get("message")
    if message is None or "text" not in message or message["chat"]["type"] != "private":
        return
    chat_id, text = message["chat"]["id"], message["text"]
    if text.startswith("/start"):
        await bot.send(chat_id, f"Welcome, {message['from']['first_name']}")
    else:
        await bot.send(chat_id, f"You said: {text}")
