"""The sender and a desk's group: topics by name, bundles, closed topics, albums, the budget."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from bot.sending.budget import Rates
from bot.telegram.answers import Answer, Verdict
from domain.incoming import MediaKind, Place
from domain.outgoing import (
    Action,
    AlbumPart,
    EditText,
    EditTopic,
    Gone,
    MakeTopic,
    Outgoing,
    Priority,
    React,
    SendAlbum,
    SendText,
    Then,
)
from domain.pipeline import QueuedCall
from domain.text import Html, Plain
from storage import Storage
from tests.bot.sending.test_sender import BOT, Telegram, depth, sending, storage
from tests.conftest import SetClock

__all__ = ["storage"]  # a fixture

GROUP = -100
CASE = "case:1"


@dataclass
class Forum(Telegram):
    """A Telegram that makes topics: 501, 502 …"""

    calls: list[QueuedCall] = field(default_factory=list)

    async def carry(self, call: QueuedCall) -> Answer:
        answer = await super().carry(call)
        if answer.verdict is not Verdict.SENT:
            return answer
        self.calls.append(call)
        if call.method == "create_forum_topic":
            made = sum(one.method == "create_forum_topic" for one in self.calls)
            return Answer(Verdict.SENT, topic_id=500 + made)
        if call.method == "send_media_group":
            ids = range(2000, 2000 + len(call.params["media"]))
            return Answer(Verdict.SENT, message_ids=tuple(ids))
        return answer

    def methods(self) -> list[str]:
        return [call.method for call in self.calls]

    def threads(self) -> list[int | None]:
        return [call.params.get("message_thread_id") for call in self.calls]


async def put(
    storage: Storage, *actions: Action | str, topic: str | None = CASE, bundle: str | None = None,
    chat: int = GROUP, **more: Any,
) -> None:  # fmt: skip
    async with storage.works.alone() as work:
        for number, action in enumerate(actions):
            said = SendText(Plain(action)) if isinstance(action, str) else action
            then = Then("went", {"n": number})
            fields: dict[str, Any] = {"priority": Priority.CARD, "then": then} | more
            await work.outbox.put(
                Outgoing(Place(BOT, chat), said, "en", topic=topic, bundle=bundle, **fields)
            )


async def went(storage: Storage, clock: SetClock) -> list[dict[str, Any]]:
    """What the timers say that `Then` set, oldest first."""
    due = await storage.timers.due(clock.now() + timedelta(days=1), 100)
    return [timer.data for timer in due if timer.kind == "went"]


async def test_a_topic_and_all_that_goes_into_it_can_wait_together(
    storage: Storage, clock: SetClock
) -> None:
    forum = Forum()
    await put(storage, MakeTopic(CASE, Plain("Q-1")), "card", EditTopic(name=Plain("x")))
    async with sending(storage, forum, clock):
        await forum.until(lambda: len(forum.calls) == 3)
        await put(storage, "later")
        await forum.until(lambda: len(forum.calls) == 4)
    assert forum.methods() == [
        "create_forum_topic", "send_message", "edit_forum_topic", "send_message",
    ]  # fmt: skip
    assert forum.threads()[1:] == [501] * 3
    assert await storage.outbox_queue.find_topic(BOT, GROUP, CASE) == 501
    assert [one["outcome"] for one in await went(storage, clock)] == ["sent"] * 4


async def test_a_topic_that_stands_is_not_made_again(storage: Storage, clock: SetClock) -> None:
    async with storage.works.alone() as work:
        # its service message came back before our note of it: the process had died in between
        await work.staff.topic_made(BOT, GROUP, CASE, 77)
    forum = Forum()
    await put(storage, MakeTopic(CASE, Plain("Q-1")), "card")
    async with sending(storage, forum, clock):
        await forum.until(lambda: len(forum.calls) == 1)
    assert forum.threads() == [77]
    made, _ = await went(storage, clock)
    assert (made["outcome"], made["topic_id"]) == ("sent", 77)


async def test_what_goes_to_a_topic_that_was_never_made_is_said_to(
    storage: Storage, clock: SetClock
) -> None:
    forum = Forum()
    await put(storage, "lost", bundle=None)
    await put(storage, "kept", topic=None)
    async with sending(storage, forum, clock):
        await forum.until(lambda: len(forum.calls) == 1)
    assert forum.to(GROUP) == ["kept"]
    lost, kept = await went(storage, clock)
    assert (lost["outcome"], lost["gone"]) == ("dead", "topic")
    assert (kept["outcome"], kept["gone"]) == ("sent", "")


async def test_a_deleted_topic_is_found_out_once_and_made_anew(
    storage: Storage, clock: SetClock
) -> None:
    gone = Answer(Verdict.REFUSED, reason="message thread not found", gone=Gone.TOPIC)
    forum = Forum()
    async with sending(storage, forum, clock):
        await put(storage, MakeTopic(CASE, Plain("Q-1")), "card")
        await forum.until(lambda: len(forum.calls) == 2)
        forum.verdicts[GROUP] = [gone]
        await put(storage, "a", "b", "c")
        await forum.until(lambda: forum.to(GROUP)[-1] == "card" and len(forum.tried) == 3)
        await put(storage, MakeTopic(CASE, Plain("Q-1")), "anew")
        await forum.until(lambda: "anew" in forum.to(GROUP))
    assert len(forum.tried) == 5, "b and c were known to go nowhere"
    assert forum.threads() == [None, 501, None, 502]
    followed = await went(storage, clock)
    assert Counter((one["outcome"], one["gone"]) for one in followed) == {
        ("sent", ""): 4,
        ("dead", "topic"): 3,
    }
    assert next(one["topic_id"] for one in followed if one["gone"]) == 501


async def test_a_topic_closed_by_hand_is_opened_for_what_is_to_be_said(
    storage: Storage, clock: SetClock
) -> None:
    closed = Answer(Verdict.CLOSED, reason="TOPIC_CLOSED")
    forum = Forum({GROUP: [closed]})
    async with storage.works.alone() as work:
        await work.staff.topic_made(BOT, GROUP, CASE, 77)
    await put(storage, "a", "b", bundle="m")
    async with sending(storage, forum, clock):
        await forum.until(lambda: len(forum.calls) == 2)
    assert forum.methods() == ["reopen_forum_topic", "send_message"]
    assert forum.threads() == [77, 77]
    assert forum.to(GROUP)[-1] == "a\n\nb"
    assert [one["outcome"] for one in await went(storage, clock)] == ["sent"] * 2


async def test_a_topic_that_somebody_keeps_closing_ends_it(
    storage: Storage, clock: SetClock
) -> None:
    closed = Answer(Verdict.CLOSED, reason="TOPIC_CLOSED")
    opened = Answer(Verdict.SENT)
    forum = Forum({GROUP: [closed, opened] * 3 + [closed]})
    async with storage.works.alone() as work:
        await work.staff.topic_made(BOT, GROUP, CASE, 77)
    await put(storage, "a")
    await put(storage, "next", topic=None)
    async with sending(storage, forum, clock):
        await forum.until(lambda: forum.to(GROUP)[-1:] == ["next"])
    first, _ = await went(storage, clock)
    assert (first["outcome"], first["reason"]) == ("dead", "TOPIC_CLOSED")


async def test_a_topic_that_may_not_be_opened_says_so(storage: Storage, clock: SetClock) -> None:
    closed = Answer(Verdict.CLOSED, reason="TOPIC_CLOSED")
    refused = Answer(Verdict.REFUSED, reason="not enough rights", gone=Gone.RIGHTS)
    forum = Forum({GROUP: [closed, refused]})
    async with storage.works.alone() as work:
        await work.staff.topic_made(BOT, GROUP, CASE, 77)
    await put(storage, "a")
    await put(storage, "next", topic=None)
    async with sending(storage, forum, clock):
        await forum.until(lambda: forum.to(GROUP)[-1:] == ["next"])
    first, _ = await went(storage, clock)
    assert (first["outcome"], first["gone"]) == ("dead", "rights")


async def test_short_messages_of_a_case_go_out_as_one_and_each_has_its_id(
    storage: Storage, clock: SetClock
) -> None:
    forum = Forum()
    async with storage.works.alone() as work:
        await work.staff.topic_made(BOT, GROUP, CASE, 77)
        await work.staff.topic_made(BOT, GROUP, "case:2", 78)
    # all of it waits before the sender begins, so that it is read together
    await put(storage, "first", topic=None)
    await put(storage, "<a>", bundle="1", ref="m:1")
    await put(storage, "elsewhere", topic="case:2", bundle="2")
    await put(storage, "b", bundle="1", ref="m:2")
    await put(storage, EditText("m:2", Plain("changed")))
    await put(storage, "c", bundle="1", ref="m:3")
    async with sending(storage, forum, clock):
        await forum.until(lambda: len(forum.calls) == 5)
        await put(storage, SendText(Plain("answer"), reply_to="m:2"))
        await put(storage, SendText(Plain("to nothing"), reply_to="m:9"))
        await forum.until(lambda: len(forum.calls) == 7)
    assert forum.to(GROUP) == [
        "first", "&lt;a&gt;\n\nb", "elsewhere", "changed", "c", "answer", "to nothing",
    ]  # fmt: skip
    edited = forum.calls[3].params["message_id"]
    assert edited == 1002, "the bundle it went out in"
    assert forum.calls[5].params["reply_parameters"]["message_id"] == 1002
    assert "reply_parameters" not in forum.calls[6].params
    assert [one["message_ids"] for one in await went(storage, clock)][1:4] == [
        [1002], [1002], [1003],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "passing",
    [
        Answer(Verdict.AGAIN, reason="Bad Gateway", unsure=True),
        Answer(Verdict.WAIT, wait=0.1),
        Answer(Verdict.PLAIN, reason="can't parse entities"),
    ],
)
async def test_a_bundle_that_comes_back_loses_nothing(
    storage: Storage, clock: SetClock, passing: Answer
) -> None:
    forum = Forum({GROUP: [passing]})
    await put(storage, SendText(Html("<b>a &amp; b</b>")), "c", topic=None, bundle="1")
    async with sending(storage, forum, clock):
        await forum.until(lambda: len(forum.calls) == 1)
    plain = passing.verdict is Verdict.PLAIN
    assert forum.to(GROUP) == ["a & b\n\nc" if plain else "<b>a &amp; b</b>\n\nc"]
    assert [one["outcome"] for one in await went(storage, clock)] == ["sent"] * 2
    assert await depth(storage) == {}


async def test_a_crash_before_the_note_repeats_the_bundle_whole(
    storage: Storage, clock: SetClock
) -> None:
    forum = Forum(gate=asyncio.Event())
    await put(storage, "a", "b", topic=None, bundle="1")
    async with sending(storage, forum, clock):
        await forum.until(lambda: len(forum.tried) == 1)
        after = Forum()
        async with sending(storage, after, clock):  # as another process that takes over
            await after.until(lambda: len(after.calls) == 1)
        assert forum.gate
        forum.gate.set()
    assert after.to(GROUP) == ["a\n\nb"]


async def test_an_album_comes_back_as_all_its_messages(storage: Storage, clock: SetClock) -> None:
    forum = Forum()
    parts = tuple(AlbumPart(MediaKind.PHOTO, f"p{n}") for n in range(3))
    await put(storage, SendAlbum(parts), topic=None, ref="m:1")
    async with sending(storage, forum, clock):
        await forum.until(lambda: len(forum.calls) == 1)
        await put(storage, SendText(Plain("x"), reply_to="m:1"), topic=None)
        await forum.until(lambda: len(forum.calls) == 2)
    assert (await went(storage, clock))[0]["message_ids"] == [2000, 2001, 2002]
    assert forum.calls[1].params["reply_parameters"]["message_id"] == 2000


async def test_owners_and_reactions_never_wait_for_a_choked_group(
    storage: Storage, clock: SetClock
) -> None:
    forum = Forum()
    await put(storage, *(f"card {n}" for n in range(300)), topic=None, priority=Priority.REPLY)
    rates = Rates(overall=1e6, chat=1e6, group=20)
    async with sending(storage, forum, clock, rates):
        await forum.until(lambda: len(forum.to(GROUP)) == 5)
        await put(storage, React(9, "👌"), topic=None)
        for owner in range(1, 101):
            await put(storage, "reply", topic=None, chat=owner, priority=Priority.REPLY)
        owners = set(range(1, 101))
        await forum.until(lambda: owners <= {chat for chat, _ in forum.sent})
        await forum.until(lambda: "set_message_reaction" in forum.methods())
    sent = Counter(chat for chat, _ in forum.sent)
    assert all(sent[owner] == 1 for owner in range(1, 101))
    assert sent[GROUP] < 20


async def test_what_waits_for_a_desk_is_bundled_while_it_is_choked(
    storage: Storage, clock: SetClock
) -> None:
    forum = Forum()
    await put(storage, *(f"card {n}" for n in range(5)), topic=None)
    rates = Rates(overall=1e6, chat=1e6, group=240)
    async with sending(storage, forum, clock, rates):
        for n in range(30):
            await put(storage, f"m{n}", topic=None, bundle="1")
        await forum.until(lambda: "m29" in (forum.to(GROUP) or [""])[-1])
    words = "\n\n".join(forum.to(GROUP)).split("\n\n")
    assert words[5:] == [f"m{n}" for n in range(30)], "in order, none lost, none twice"
    assert len(forum.to(GROUP)) < 35
