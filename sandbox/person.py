"""A person in the sandbox, as a test plays them."""

from typing import TYPE_CHECKING, Any

from sandbox.client_types import Answer, Entry
from sandbox.json_types import Json

if TYPE_CHECKING:
    from sandbox.client import SandboxClient

PATIENCE = 10.0


class Person:
    """A user, in the private chat with the bot unless `chat` names another.

    `reply` gives the bot's messages in their order: each is given once.
    """

    def __init__(self, client: "SandboxClient", user: int, *, bot: int | str | None = None) -> None:
        self.client = client
        self.id = user
        self.bot = bot
        self._read: dict[tuple[int, int | None], int] = {}

    async def send(self, text: str | None = None, **fields: Any) -> Entry:
        """Say something: text or html=, media=, location= …; with chat=, thread=, reply_to=."""
        return (await self.send_all(text, **fields))[0]

    async def send_all(self, text: str | None = None, **fields: Any) -> list[Entry]:
        """As send, for albums, which are several messages."""
        found = await self._act("/messages", text=text, **fields)
        return [Entry.read(one) for one in found["messages"]]

    async def start(self, payload: str = "") -> Entry:
        """Open the deep link."""
        found = await self._act("/start", payload=payload)
        return Entry.read(found["messages"][0])

    async def edit(self, message: Entry, text: str | None = None, **fields: Any) -> Entry:
        """Edit an own message: text or html."""
        found = await self._act(
            "/messages/edit",
            chat=message.chat_id,
            message_id=message.message_id,
            text=text,
            **fields,
        )
        return Entry.read(found["message"])

    async def delete(self, *messages: Entry) -> None:
        """Delete messages of one chat."""
        ids = [message.message_id for message in messages]
        await self._act("/messages/delete", chat=messages[0].chat_id, message_ids=ids)

    async def react(self, message: Entry, *emoji: str) -> None:
        """React, or take the reaction back."""
        await self._act(
            "/messages/react",
            chat=message.chat_id,
            message_id=message.message_id,
            emoji=list(emoji),
        )

    async def tap(
        self,
        text: str | None = None,
        *,
        data: str | None = None,
        message: Entry | None = None,
        chat: int | None = None,
        wait: float = PATIENCE,
    ) -> Answer:
        """Press a button, by its text or data; the bot's answer is waited for."""
        found = await self._act(
            "/tap",
            text=text,
            data=data,
            chat=message.chat_id if message else chat,
            message_id=message.message_id if message else None,
            wait=wait,
        )
        return Answer.read(found)

    async def inline(self, query: str, **fields: Any) -> Json:
        """Ask the bot inline."""
        return await self._act("/inline", query=query, **fields)

    async def choose(self, query_id: str, result_id: str, **fields: Any) -> Entry:
        """Send an inline result."""
        found = await self._act("/inline/choose", query_id=query_id, result_id=result_id, **fields)
        return Entry.read(found["message"])

    async def block(self) -> None:
        """Block the bot."""
        await self._act("/block")

    async def unblock(self) -> None:
        """Unblock the bot."""
        await self._act("/unblock")

    async def join(self, chat: int) -> None:
        """Join a group."""
        await self.client.member(chat, "member", user=self.id)

    async def leave(self, chat: int) -> None:
        """Leave a group."""
        await self.client.member(chat, "left", user=self.id)

    async def create_topic(self, chat: int, name: str) -> int:
        """A new topic; the answer is its thread."""
        return int((await self._act(f"/chats/{chat}/topics", name=name))["thread"])

    async def topic(self, chat: int, thread: int, action: str, name: str | None = None) -> None:
        """Close, reopen, delete, rename, hide or unhide a topic."""
        await self._act(f"/chats/{chat}/topics/{thread}", action=action, name=name)

    async def reply(self, *, wait: float = PATIENCE, **fields: Any) -> Entry:
        """The bot's next message."""
        return (await self.replies(1, wait=wait, **fields))[0]

    async def replies(
        self,
        count: int,
        *,
        chat: int | None = None,
        thread: int | None = None,
        wait: float = PATIENCE,
        **fields: Any,
    ) -> list[Entry]:
        """The bot's next messages, in this person's private chat or in that one."""
        where = self.id if chat is None else chat
        after = self._read.get((where, thread), 0)
        found = await self.client.wait(
            after, chat=where, thread=thread, count=count, wait=wait, bot=self.bot, **fields
        )
        if fields.get("edits"):
            # an old message is as new as its last edit, or it would be read for ever
            found = sorted(found, key=lambda entry: entry.changed)
            self._read[where, thread] = found[count - 1].changed
        else:
            self._read[where, thread] = found[count - 1].cursor
        return found[:count]

    async def no_reply(self, chat: int | None = None, thread: int | None = None) -> bool:
        """Whether the bot has said nothing since the last reply that was read."""
        where = self.id if chat is None else chat
        after = self._read.get((where, thread), 0)
        found = await self.client.messages(where, thread=thread, after=after, bot=self.bot)
        return not any(entry.from_bot and entry.kind != "service" for entry in found)

    async def transcript(self, **query: Any) -> list[Entry]:
        """The private chat."""
        return await self.client.messages(self.id, bot=self.bot, **query)

    async def menu(self, chat: int | None = None) -> Json:
        """Commands and descriptions as this person sees them."""
        return await self.client.get("/menu", user=self.id, chat=chat, bot=self.bot)

    async def _act(self, path: str, **values: Any) -> Json:
        return await self.client.post(path, user=self.id, bot=self.bot, **values)
