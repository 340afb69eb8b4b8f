"""Every kind of update is what the Bot API's page says, and comes when it should."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from sandbox import Person, Sandbox
from sandbox.client_types import SandboxError
from tests.sandbox.contracts import RawBot

ALL = [
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "chosen_inline_result",
    "my_chat_member",
    "chat_member",
    "message_reaction",
]
Act = Callable[[Person], Awaitable[Any]]


def media(kind: str) -> Act:
    return lambda ann: ann.send(
        media={"type": kind, "caption": "c #tag" if kind == "photo" else None}
    )


MESSAGES: list[tuple[str, Act]] = [
    ("text", lambda ann: ann.send("plain")),
    ("entities", lambda ann: ann.send(html="<b>bold</b> <a href='http://a.io'>x</a>")),
    *((kind, media(kind)) for kind in ("photo", "document", "video", "audio", "voice")),
    *((kind, media(kind)) for kind in ("video_note", "animation", "sticker")),
    ("location", lambda ann: ann.send(location={"latitude": 1.5, "longitude": 2})),
    (
        "venue",
        lambda ann: ann.send(venue={"latitude": 1, "longitude": 2, "title": "T", "address": "A"}),
    ),
    ("contact", lambda ann: ann.send(contact={"phone_number": "+49", "first_name": "A"})),
    ("dice", lambda ann: ann.send(dice="🎲")),
]


@pytest.mark.parametrize(("field", "act"), MESSAGES)
async def test_messages(raw: RawBot, ann: Person, field: str, act: Act) -> None:
    await raw.updates()
    await act(ann)
    (message,) = await raw.events("message")
    assert field in message
    assert message["from"]["id"] == message["chat"]["id"] == ann.id


async def test_albums_are_single_updates(raw: RawBot, ann: Person) -> None:
    await raw.updates()
    await ann.send_all(album=[{"type": "photo", "caption": "both"}, {"type": "photo"}], gap=0.01)
    found = await raw.events("message")
    assert len(found) == 2
    assert len({message["media_group_id"] for message in found}) == 1
    assert found[0]["photo"][-1]["file_id"] != found[1]["photo"][-1]["file_id"]


async def test_edits_reactions_and_nothing_for_deletion(raw: RawBot, ann: Person) -> None:
    await raw.updates(allowed_updates=ALL)
    said = await ann.send("one")
    await ann.edit(said, "two")
    await ann.react(said, "👍")
    await ann.react(said)
    await ann.delete(said)
    kinds = [set(update) - {"update_id"} for update in await raw.updates()]
    assert kinds == [{"message"}, {"edited_message"}, {"message_reaction"}, {"message_reaction"}]


async def test_reactions_only_when_named(raw: RawBot, ann: Person) -> None:
    said = await ann.send("one")
    await raw.updates()
    await ann.react(said, "👍")
    assert await raw.updates() == []
    await raw.updates(allowed_updates=["message_reaction"])
    await ann.react(said, "👎")
    await ann.send("not wanted now")
    (reaction,) = await raw.events("message_reaction")
    assert reaction["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]


async def test_blocking(raw: RawBot, ann: Person) -> None:
    await raw.updates()
    await ann.block()
    (change,) = await raw.events("my_chat_member")
    assert change["new_chat_member"]["status"] == "kicked"
    assert await raw.refused("sendMessage", chat_id=ann.id, text="x") == (
        "Forbidden: bot was blocked by the user"
    )
    await ann.start()
    kinds = [set(update) - {"update_id"} for update in await raw.updates()]
    assert kinds == [{"my_chat_member"}, {"message"}]


async def test_groups(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    await raw.updates(allowed_updates=ALL)
    group = await sandbox.client.group("Desk", admins=[ann])
    (joined,) = await raw.events("my_chat_member")
    assert joined["new_chat_member"]["status"] == "administrator"
    bob = await sandbox.client.user("Bob")
    await bob.join(group)
    await bob.leave(group)
    found = await raw.updates()
    assert [next(key for key in update if key != "update_id") for update in found] == [
        "message",
        "chat_member",
        "message",
        "chat_member",
    ]
    assert found[0]["message"]["new_chat_members"][0]["id"] == bob.id
    assert found[3]["chat_member"]["new_chat_member"]["status"] == "left"


async def test_an_administrator_who_hides_behind_the_group(
    sandbox: Sandbox, raw: RawBot, ann: Person
) -> None:
    bob = await sandbox.client.user("Bob")
    group = await sandbox.client.group("Desk", admins=[ann], members=[bob], is_forum=True)
    topic = await ann.create_topic(group, "T")
    await raw.updates()
    said = await ann.send("hi", chat=group, thread=topic, as_group=True)
    (message,) = await raw.events("message")
    assert message["from"]["username"] == "GroupAnonymousBot"
    assert message["sender_chat"] == message["chat"]
    assert message["chat"]["id"] == group
    await ann.edit(said, "hello")
    (edited,) = await raw.events("edited_message")
    assert edited["sender_chat"]["id"] == group
    with pytest.raises(SandboxError, match="only administrators"):
        await bob.send("hi", chat=group, as_group=True)


async def test_privacy_mode(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    group = await sandbox.client.group("Chat", admins=[ann], bot_status="member")
    await raw.updates()
    mine = await raw.call("sendMessage", chat_id=group, text="I am here")
    name = (await raw.call("getMe"))["username"]
    await ann.send("nobody hears this", chat=group)
    await ann.send("/help", chat=group)
    await ann.send(f"/help@{name}", chat=group)
    await ann.send("/help@other_bot", chat=group)
    await ann.send("an answer", chat=group, reply_to=mine["message_id"])
    texts = [message["text"] for message in await raw.events("message")]
    assert texts == ["/help", f"/help@{name}", "an answer"]


async def test_service_messages_of_the_bots_own_calls(
    sandbox: Sandbox, raw: RawBot, ann: Person
) -> None:
    group = await sandbox.client.group("Desk", is_forum=True, admins=[ann])
    await raw.updates()
    topic = await raw.call("createForumTopic", chat_id=group, name="T")
    place = {"chat_id": group, "message_thread_id": topic["message_thread_id"]}
    sent = await raw.call("sendMessage", **place, text="pin me")
    await raw.call("pinChatMessage", chat_id=group, message_id=sent["message_id"])
    await raw.call("editForumTopic", **place, name="U")
    await raw.call("closeForumTopic", **place)
    await raw.call("reopenForumTopic", **place)
    fields = (
        "forum_topic_created",
        "pinned_message",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
    )
    for field, message in zip(fields, await raw.events("message"), strict=True):
        assert field in message


async def test_topics_of_people(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    group = await sandbox.client.group("Desk", is_forum=True, admins=[ann])
    await raw.updates()
    thread = await ann.create_topic(group, "Hand-made")
    await ann.send("in it", chat=group, thread=thread)
    await ann.send("in General", chat=group)
    created, inside, general = await raw.events("message")
    assert created["message_id"] == created["message_thread_id"] == thread
    assert inside["reply_to_message"]["message_id"] == inside["message_thread_id"] == thread
    assert "message_thread_id" not in general
    await ann.topic(group, thread, "close")
    place = {"chat_id": group, "message_thread_id": thread}
    assert await raw.refused("sendMessage", **place, text="x") == "Bad Request: TOPIC_CLOSED"
    await ann.topic(group, thread, "delete")
    assert await raw.refused("sendMessage", **place, text="x") == (
        "Bad Request: message thread not found"
    )
    assert await raw.refused("closeForumTopic", **place) == "Bad Request: TOPIC_DELETED"


async def test_threads_of_replies_are_no_topics(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    group = await sandbox.client.group("Desk", admins=[ann])
    first = await ann.send("first", chat=group)
    await raw.updates()
    second = await ann.send("second", chat=group, reply_to=first.message_id)
    await ann.send("third", chat=group, reply_to=second.message_id)
    for message in (await raw.events("message"))[-2:]:
        assert message["message_thread_id"] == first.message_id
        assert "is_topic_message" not in message


async def test_inline(raw: RawBot, ann: Person) -> None:
    await raw.updates(allowed_updates=ALL)
    asking = asyncio.create_task(ann.inline("brakes"))
    (query,) = [update["inline_query"] for update in await raw.updates(timeout=5)]
    result = {
        "type": "article",
        "id": "1",
        "title": "Brakes",
        "input_message_content": {"message_text": "<b>Stop</b>", "parse_mode": "HTML"},
        "reply_markup": {"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]},
    }
    await raw.call("answerInlineQuery", inline_query_id=query["id"], results=[result])
    answer = await asking
    assert answer["results"] == [result]
    chosen = await ann.choose(answer["query_id"], "1")
    assert chosen.html == "<b>Stop</b>"
    message, result_update = await raw.updates()
    assert message["message"]["via_bot"]["is_bot"] is True
    inline_id = result_update["chosen_inline_result"]["inline_message_id"]
    assert await raw.call("editMessageText", inline_message_id=inline_id, text="Edited") is True


async def test_upgrade(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    group = await sandbox.client.group("Old", type="group", admins=[ann])
    await raw.updates()
    new = await sandbox.client.upgrade(group, is_forum=True)
    gone, come = await raw.events("message")
    assert gone["migrate_to_chat_id"] == come["chat"]["id"] == new
    assert come["migrate_from_chat_id"] == gone["chat"]["id"] == group
    status, body = await raw.answer("sendMessage", chat_id=group, text="x")
    assert status == 400
    assert body["parameters"] == {"migrate_to_chat_id": new}


async def test_message_ids(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    bob = await sandbox.client.user("Bob")
    group = await sandbox.client.group("Desk", admins=[ann])
    first = await ann.send("private")
    second = await bob.send("private, too")
    assert second.message_id == first.message_id + 1
    in_group = await ann.send("here", chat=group)
    assert in_group.message_id < first.message_id or in_group.message_id <= 3
