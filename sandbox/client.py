"""The control side for tests, the demo and the benchmark (README.md)."""

import ssl
from collections.abc import Sequence
from typing import Any

import httpx

from sandbox.client_types import (
    Button,
    CallRecord,
    Entry,
    LoadResult,
    Media,
    SandboxError,
)
from sandbox.json_types import Json
from sandbox.person import PATIENCE, Person

__all__ = ["Button", "Entry", "Media", "Person", "SandboxClient", "SandboxError"]


class SandboxClient:
    """Talks to a sandbox. `cursor` is the newest one this client has seen."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.cursor = 0
        self._http = httpx.AsyncClient(
            base_url=f"{self.url}/sandbox",
            timeout=150.0,
            trust_env=False,
            verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),  # plain HTTP: no certificates to load
        )

    async def __aenter__(self) -> "SandboxClient":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def post(self, path: str, **values: Any) -> Json:
        """Any endpoint, with what is not None as the body."""
        body = {name: value for name, value in values.items() if value is not None}
        return self._read(await self._http.post(path, json=body))

    async def get(self, path: str, **values: Any) -> Json:
        """Any endpoint, with what is not None as the query."""
        query = {name: _plain(value) for name, value in values.items() if value is not None}
        return self._read(await self._http.get(path, params=query))

    def _read(self, answer: httpx.Response) -> Json:
        body: Json = answer.json()
        if answer.is_error:
            raise SandboxError(body.get("error", answer.text))
        self.cursor = max(self.cursor, body.get("cursor") or 0)
        return body

    # the world

    async def state(self) -> Json:
        """Everything: bots, users, chats, time, rates."""
        return await self.get("/state")

    async def bot(self, token: str, **fields: Any) -> Json:
        """A new bot, or changes of one: first_name, username, privacy."""
        return await self.post("/bots", token=token, **fields)

    async def user(
        self,
        first_name: str = "Ann",
        *,
        id: int | None = None,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "en",
        is_premium: bool = False,
        bot: int | str | None = None,
    ) -> "Person":
        """A new person, or a known one changed."""
        found = await self.post(
            "/users",
            id=id,
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            is_premium=is_premium,
        )
        return Person(self, found["id"], bot=bot)

    async def group(
        self,
        title: str = "Desk",
        *,
        type: str = "supergroup",  # noqa: A002  (Telegram's name)
        is_forum: bool = False,
        admins: Sequence["Person | int"] = (),
        members: Sequence["Person | int"] = (),
        rights: Sequence[str] | None = None,
        bot_status: str = "administrator",
        bot: int | str | None = None,
        id: int | None = None,
    ) -> int:
        """A group with the bot in it; the answer is its chat id. `rights`: the bot's."""
        given: Json = {"bot": bot, "status": bot_status}
        if rights is not None:
            given["rights"] = list(rights)
        found = await self.post(
            "/chats",
            type=type,
            title=title,
            id=id,
            is_forum=is_forum,
            admins=[_id(one) for one in admins],
            members=[_id(one) for one in members],
            bots=[given],
        )
        return int(found["id"])

    async def chat(self, chat: int, **query: Any) -> Json:
        """ChatInfo."""
        return await self.get(f"/chats/{chat}", **query)

    async def member(self, chat: int, status: str, **who: Any) -> Json:
        """Change a member: user= or bot=, rights=, by=."""
        return await self.post(f"/chats/{chat}/members", status=status, **who)

    async def upgrade(self, chat: int, *, is_forum: bool = False) -> int:
        """Make a group a supergroup; the answer is its new id."""
        return int((await self.post(f"/chats/{chat}/upgrade", is_forum=is_forum))["id"])

    async def upload(self, content: bytes, name: str = "file.bin", mime: str | None = None) -> str:
        """Bytes for media(file=…)."""
        query = {"name": name} | ({"mime": mime} if mime else {})
        answer = await self._http.post("/files", content=content, params=query)
        return str(self._read(answer)["file"])

    # what there is to see

    async def messages(self, chat: int, **query: Any) -> list[Entry]:
        """The transcript: thread, after, before, limit, deleted, bot."""
        found = await self.get(f"/chats/{chat}/messages", **query)
        return [Entry.read(one) for one in found["messages"]]

    async def message(self, chat: int, message_id: int, **query: Any) -> Entry:
        """One message as it stands."""
        return Entry.read(await self.get(f"/chats/{chat}/messages/{message_id}", **query))

    async def wait(
        self,
        after: int,
        *,
        chat: int | None = None,
        thread: int | None = None,
        count: int = 1,
        wait: float = PATIENCE,
        edits: bool = False,
        sender: str = "bot",
        bot: int | str | None = None,
    ) -> list[Entry]:
        """The messages that came after a cursor, once there are `count`; SandboxError if not."""
        found = await self.get(
            "/wait",
            after=after,
            chat=chat,
            thread=thread,
            count=count,
            wait=wait,
            edits=edits,
            sender=sender,
            bot=bot,
        )
        entries = [Entry.read(one) for one in found["messages"]]
        if not found["complete"]:
            shown = [entry.text for entry in entries]
            raise SandboxError(f"waited {wait} s for {count} messages, got {len(shown)}: {shown}")
        return entries

    async def calls(self, **query: Any) -> list[CallRecord]:
        """The log: method, chat, after, failed, limit; count and wait to wait."""
        return [CallRecord.read(one) for one in (await self.get("/calls", **query))["calls"]]

    async def counters(self) -> dict[str, dict[str, int]]:
        """Calls by method, ok and failed."""
        found: dict[str, dict[str, int]] = (await self.get("/calls", limit=0))["counters"]
        return found

    async def updates(self, **query: Any) -> Json:
        """Pending updates and the webhook; idle=True and wait= wait until all are confirmed."""
        return await self.get("/updates", **query)

    async def idle(self, wait: float = PATIENCE, bot: int | str | None = None) -> None:
        """Wait until the bot has confirmed every update; SandboxError if it has not."""
        found = await self.updates(idle=True, wait=wait, bot=bot)
        if found["pending"]:
            raise SandboxError(f"{found['pending']} updates are not confirmed after {wait} s")

    async def polling(self, wait: float = PATIENCE, bot: int | str | None = None) -> None:
        """Wait until the bot is in a long poll; SandboxError if it is not."""
        if not (await self.updates(polling=True, wait=wait, bot=bot))["polling"]:
            raise SandboxError(f"the bot has not asked for updates within {wait} s")

    # trouble

    async def fault(self, fault: str, **fields: Any) -> int:
        """Order a fault: method, chat, calls or seconds, text, retry_after, delay."""
        return int((await self.post("/faults", fault=fault, **fields))["id"])

    async def faults(self) -> list[Json]:
        """The faults ordered, with their hits."""
        found: list[Json] = (await self.get("/faults"))["faults"]
        return found

    async def clear_faults(self) -> None:
        """No more faults."""
        self._read(await self._http.delete("/faults"))

    async def advance(self, seconds: float) -> None:
        """Let so many seconds pass at once."""
        await self.post("/clock", advance=seconds)

    async def rates(self, **fields: Any) -> Json:
        """Change the rates: enabled, overall, chat, burst, group, paid."""
        return await self.post("/rates", **fields)

    async def redeliver(self, **fields: Any) -> list[int]:
        """Give confirmed updates again: update_id or last."""
        found: list[int] = (await self.post("/updates/redeliver", **fields))["update_ids"]
        return found

    async def hold_webhook(self) -> None:
        """Keep webhook deliveries back until release_webhook."""
        await self.post("/webhook/hold")

    async def release_webhook(self, order: str | list[int] | None = None) -> list[int]:
        """Deliver what was held: as it came, "reverse", or in the order of these ids."""
        found: list[int] = (await self.post("/webhook/release", order=order))["delivered"]
        return found

    # load

    async def load(self, chats: int, **fields: Any) -> int:
        """Start a load: each, rate, texts, first_user, after_answer, language_code."""
        return int((await self.post("/load", chats=chats, **fields))["load"])

    async def load_result(self, load: int, wait: float = 0.0) -> LoadResult:
        """How far a load is; with `wait`, once all is answered or time is up."""
        return LoadResult.read(await self.get(f"/load/{load}", wait=wait))


def _id(who: "Person | int") -> int:
    return who if isinstance(who, int) else who.id


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value
