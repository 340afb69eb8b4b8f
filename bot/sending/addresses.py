"""What names stand for: topics, and messages of ours, by the id Telegram gave them.

Conversations queue a topic and all that goes into it before either has an id; the ids are put in
when a call is sent.
"""

import asyncio
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from bot.telegram.answers import Answer, Verdict
from domain.errors import Busy
from domain.outgoing import Gone
from domain.pipeline import Delivery, OutboxQueue, Outcome, QueuedCall

_IN_TOPIC = frozenset(
    {
        "send_message",
        "send_photo",
        "send_document",
        "send_video",
        "send_audio",
        "send_media_group",
        "copy_message",
        "edit_forum_topic",
        "close_forum_topic",
        "reopen_forum_topic",
        "delete_forum_topic",
    }
)
"""Calls that name a topic; what a message is told by its id needs none."""

_MAKES = "create_forum_topic"
_MOST = 10_000
"""Names remembered, before all are forgotten and asked for anew."""


class Addresses:
    """The names of one bot's outbox.

    A topic's id is only believed once it is recorded: by then it is settled which of two that a
    crash has made stands under the name.
    """

    def __init__(self, bot_id: int, queue: OutboxQueue) -> None:
        self._bot_id = bot_id
        self._queue = queue
        self._sent: dict[tuple[int, str], int] = {}
        self._topics: dict[tuple[int, str], int] = {}
        self._lost: set[tuple[int, int]] = set()
        self._unrecorded: dict[tuple[int, str], asyncio.Event] = {}
        self._closing = False

    async def put_in(self, call: QueuedCall) -> QueuedCall | Answer:
        """Return the call with ids for names; or an answer, where nothing is to be called for.

        Raises `Busy` when the database cannot tell.
        """
        params = call.params
        if call.method == _MAKES:
            return await self._make_topic(call)
        if call.topic is not None and call.method in _IN_TOPIC:
            topic = await self._topic(call, call.topic) or call.place.topic_id
            if topic is None:
                return Answer(Verdict.REFUSED, reason="no such topic stands", gone=Gone.TOPIC)
            params = params | {"message_thread_id": topic}
        topic = params.get("message_thread_id")
        if topic is not None and (call.place.chat_id, topic) in self._lost:
            reason = "the topic was found deleted"
            return Answer(Verdict.REFUSED, topic_id=topic, reason=reason, gone=Gone.TOPIC)
        if "ref" in params:
            message = await self._message(call, params["ref"])
            if message is None:
                reason = "the message to change was never sent"
                return Answer(Verdict.REFUSED, reason=reason, gone=Gone.MESSAGE)
            params = {name: value for name, value in params.items() if name != "ref"}
            params["message_id"] = message
        reply = params.get("reply_parameters")
        if reply is not None and isinstance(reply["message_id"], str):
            params = await self._reply(call, params, reply)
        return call if params is call.params else replace(call, params=params)

    def learn(self, call: QueuedCall, answer: Answer) -> None:
        """Take in what a call's answer says about topics and messages."""
        chat = call.place.chat_id
        if answer.gone is Gone.TOPIC and answer.topic_id is not None:
            if len(self._lost) > _MOST:
                self._lost.clear()
            self._lost.add((chat, answer.topic_id))
            self._topics = {
                name: topic
                for name, topic in self._topics.items()
                if name[0] != chat or topic != answer.topic_id
            }
        if answer.verdict is not Verdict.SENT:
            return
        if call.ref and answer.message_ids:
            self._sent[chat, call.ref] = answer.message_ids[0]
        if call.method == _MAKES and call.topic:
            self._topics.pop((chat, call.topic), None)
            self._unrecorded.setdefault((chat, call.topic), asyncio.Event())

    def take_over(self, delivery: Delivery) -> None:
        """Take in what another sender's call came to, which is not recorded yet."""
        if delivery.outcome is Outcome.SENT:
            ids, topic = delivery.message_ids, delivery.topic_id
            self.learn(delivery.call, Answer(Verdict.SENT, message_ids=ids, topic_id=topic))

    def recorded(self, calls: Collection[QueuedCall]) -> None:
        """What became of these calls is in the database now."""
        for call in calls:
            if call.ref:
                self._sent.pop((call.place.chat_id, call.ref), None)
            if call.method == _MAKES and call.topic:
                known = self._unrecorded.pop((call.place.chat_id, call.topic), None)
                if known:
                    known.set()

    def close(self) -> None:
        """Let nobody wait for a record any more."""
        self._closing = True
        for known in self._unrecorded.values():
            known.set()

    async def _make_topic(self, call: QueuedCall) -> QueuedCall | Answer:
        name = call.topic
        standing = await self._standing(call, name) if name else None
        if standing is not None:
            return Answer(Verdict.SENT, topic_id=standing)
        return call

    async def _topic(self, call: QueuedCall, name: str) -> int | None:
        key = (call.place.chat_id, name)
        if key not in self._topics:
            standing = await self._standing(call, name)
            if standing is None:
                return None
            if len(self._topics) > _MOST:
                self._topics.clear()
            self._topics[key] = standing
        return self._topics[key]

    async def _standing(self, call: QueuedCall, name: str) -> int | None:
        """Return the topic that stands under a name, once nothing about it is left to record."""
        chat = call.place.chat_id
        while waited_for := self._unrecorded.get((chat, name)):
            if self._closing:
                raise Busy
            await waited_for.wait()
        found = await self._queue.find_topic(self._bot_id, chat, name)
        return None if found is not None and (chat, found) in self._lost else found

    async def _message(self, call: QueuedCall, ref: str) -> int | None:
        chat = call.place.chat_id
        known = self._sent.get((chat, ref))
        return known or await self._queue.find_ref(self._bot_id, chat, ref)

    async def _reply(
        self, call: QueuedCall, params: dict[str, Any], reply: dict[str, Any]
    ) -> dict[str, Any]:
        """Reply to what a ref was sent as; to nothing, where it never was."""
        message = await self._message(call, reply["message_id"])
        if message is None:
            return {name: value for name, value in params.items() if name != "reply_parameters"}
        return params | {"reply_parameters": reply | {"message_id": message}}
