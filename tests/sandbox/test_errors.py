"""Refusals, in Telegram's words and as python-telegram-bot's exceptions."""

from datetime import timedelta
from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TimedOut

from sandbox import Person, Sandbox
from tests.sandbox.conftest import bot_for
from tests.sandbox.contracts import RawBot

LONG = "x" * 4097
KEYS = {"keyboard": [["a"]]}

# method, parameters beside chat_id, what the refusal says
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": ""}, "message text is empty"),
    ("sendMessage", {"text": " \n "}, "message text is empty"),
    ("sendMessage", {"text": LONG}, "message is too long"),
    (
        "sendMessage",
        {"text": "<x>a", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "x" at byte offset 0',
    ),
    (
        "sendMessage",
        {"text": "é<b>a", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    (
        "sendMessage",
        {"text": "é</b>", "parse_mode": "HTML"},
        "can't parse entities: Unexpected end tag at byte offset 2",
    ),
    (
        "sendMessage",
        {"text": "<b>a</i>", "parse_mode": "HTML"},
        'can\'t parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
    ),
    (
        "sendMessage",
        {"text": "a < b", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "" at byte offset 2',
    ),
    ("sendMessage", {"text": "a", "parse_mode": "Wiki"}, "unsupported parse_mode"),
    ("sendMessage", {"text": "a", "reply_to_message_id": 99}, "message to be replied not found"),
    (
        "sendMessage",
        {"text": "a", "reply_parameters": {"message_id": 99}},
        "message to be replied not found",
    ),
    ("sendMessage", {"text": "a", "message_thread_id": 5}, "message thread not found"),
    (
        "sendMessage",
        {
            "text": "a",
            "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "é" * 33}]]},
        },
        "BUTTON_DATA_INVALID",
    ),
    (
        "sendMessage",
        {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "b c"}]]}},
        "inline keyboard button URL 'b c' is invalid: Wrong HTTP URL",
    ),
    (
        "sendPhoto",
        {"photo": "https://a.io/p.png", "caption": "x" * 1025},
        "message caption is too long",
    ),
    ("sendPhoto", {"photo": "nonsense"}, "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {}, "there is no photo in the request"),
    ("sendMediaGroup", {"media": [{"type": "photo", "media": "https://a.io"}]}, "media group must"),
    ("editMessageText", {"message_id": 99, "text": "a"}, "message to edit not found"),
    ("editMessageText", {"message_id": 1, "text": "a"}, "message can't be edited"),
    ("deleteMessage", {"message_id": 99}, "message to delete not found"),
    ("copyMessage", {"message_id": 99}, "message to copy not found"),
    ("forwardMessage", {"message_id": 99}, "message to forward not found"),
    ("copyMessages", {"message_ids": [2, 1]}, "message identifiers must be in a strictly"),
    ("deleteMessages", {"message_ids": list(range(101))}, "too many message identifiers"),
    ("deleteMessages", {"message_ids": [2, 1]}, "message identifiers must be in a strictly"),
    ("createForumTopic", {"name": "T"}, "the chat is not a forum"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old and response timeout"),
    ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
    (
        "setMessageReaction",
        {"message_id": 1, "reaction": [{"type": "emoji", "emoji": "🚗"}]},
        "REACTION_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "Bad-", "description": "d"}]},
        "BOT_COMMAND_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "a", "description": "d"}] * 101},
        "BOT_COMMANDS_TOO_MUCH",
    ),
    ("getFile", {"file_id": "nonsense"}, "invalid file_id"),
]


@pytest.mark.parametrize(("method", "params", "text"), CASES)
async def test_refusals(
    raw: RawBot, ann: Person, method: str, params: dict[str, Any], text: str
) -> None:
    place = {"chat_id": ann.id, "from_chat_id": ann.id}
    assert (await raw.refused(method, **place, **params)).startswith(f"Bad Request: {text}")


async def test_limits_that_still_pass(raw: RawBot, ann: Person) -> None:
    await raw.call("sendMessage", chat_id=ann.id, text=f"<b>{'é' * 4096}</b>", parse_mode="HTML")
    lenient = {"message_id": 99, "allow_sending_without_reply": True}
    await raw.call("sendMessage", chat_id=ann.id, text="a", reply_parameters=lenient)
    data = {"inline_keyboard": [[{"text": "a", "callback_data": "x" * 64}]]}
    await raw.call("sendMessage", chat_id=ann.id, text="a", reply_markup=data)


async def test_not_modified_and_not_editable(raw: RawBot, ann: Person) -> None:
    sent = await raw.call("sendMessage", chat_id=ann.id, text="a")
    target = {"chat_id": ann.id, "message_id": sent["message_id"]}
    assert await raw.refused("editMessageText", **target, text=" a ") == (
        "Bad Request: message is not modified: specified new message content and reply markup "
        "are exactly the same as a current content and reply markup of the message"
    )
    assert await raw.refused("editMessageCaption", **target, caption="a") == (
        "Bad Request: there is no caption in the message to edit"
    )
    keyed = await raw.call("sendMessage", chat_id=ann.id, text="a", reply_markup=KEYS)
    assert (
        await raw.refused(
            "editMessageText", chat_id=ann.id, message_id=keyed["message_id"], text="b"
        )
        == "Bad Request: message can't be edited"
    )


async def test_48_hours(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    sent = await raw.call("sendMessage", chat_id=ann.id, text="a")
    await sandbox.client.advance(48 * 3600 + 1)
    target = {"chat_id": ann.id, "message_id": sent["message_id"]}
    assert await raw.refused("deleteMessage", **target) == (
        "Bad Request: message can't be deleted for everyone"
    )
    await raw.call("editMessageText", **target, text="b")


async def test_who_can_be_written_to(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    bob = await sandbox.client.user("Bob")
    assert (
        await raw.refused("sendMessage", chat_id=bob.id, text="a") == "Bad Request: chat not found"
    )
    group = await sandbox.client.group("Desk", admins=[ann], members=[bob])
    assert await raw.refused("sendMessage", chat_id=bob.id, text="a") == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    me = (await raw.call("getMe"))["id"]
    await sandbox.client.member(group, "kicked", bot=me, by=ann.id)
    assert await raw.refused("sendMessage", chat_id=group, text="a") == (
        "Forbidden: bot was kicked from the supergroup chat"
    )
    await sandbox.client.post(f"/users/{ann.id}/deactivate")
    assert await raw.refused("sendMessage", chat_id=ann.id, text="a") == (
        "Forbidden: user is deactivated"
    )


async def test_forum_rights(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    group = await sandbox.client.group("Desk", is_forum=True, admins=[ann], rights=[])
    assert await raw.refused("createForumTopic", chat_id=group, name="T") == (
        "Bad Request: not enough rights to create a topic"
    )
    assert await raw.refused("sendMessage", chat_id=group, message_thread_id=1, text="a") == (
        "Bad Request: message thread not found"
    )
    thread = await ann.create_topic(group, "T")
    me = (await raw.call("getMe"))["id"]
    await sandbox.client.member(group, "administrator", bot=me, by=ann.id)
    place = {"chat_id": group, "message_thread_id": thread}
    for method, params in (("reopenForumTopic", {}), ("editForumTopic", {"name": "T"})):
        assert await raw.refused(method, **place, **params) == "Bad Request: TOPIC_NOT_MODIFIED"


async def test_protected_content(raw: RawBot, ann: Person) -> None:
    sent = await raw.call("sendMessage", chat_id=ann.id, text="a", protect_content=True)
    place = {"chat_id": ann.id, "from_chat_id": ann.id, "message_id": sent["message_id"]}
    await raw.call("copyMessage", **place)
    assert await raw.refused("forwardMessage", **place) == (
        "Bad Request: message can't be forwarded"
    )


async def test_premium_captions_copy_only_untouched(
    sandbox: Sandbox, raw: RawBot, ann: Person
) -> None:
    rich = await sandbox.client.user("Rich", is_premium=True)
    await rich.start()
    said = await rich.send(media={"type": "photo", "caption": "x" * 2000})
    place = {"chat_id": rich.id, "from_chat_id": rich.id, "message_id": said.message_id}
    await raw.call("copyMessage", **place)
    assert await raw.refused("copyMessage", **place, caption="x" * 2000) == (
        "Bad Request: message caption is too long"
    )


async def test_unknown_methods_and_tokens(sandbox: Sandbox, raw: RawBot) -> None:
    status, body = await raw.answer("makeCoffee")
    assert (status, body["description"]) == (404, "Not Found: method not found")
    raw.base = f"{sandbox.url}/bot999:WRONG"
    status, body = await raw.answer("getMe")
    assert (status, body["description"]) == (401, "Unauthorized")
    with pytest.raises(InvalidToken):
        async with bot_for(sandbox, "999:WRONG"):
            pass


async def test_as_exceptions(
    sandbox: Sandbox, bot: Bot, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it the library warns at every RetryAfter
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(424242, "a")
    await ann.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ann.id, "a")
    group = await sandbox.client.group("Old", type="group", admins=[ann])
    new = await sandbox.client.upgrade(group)
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(group, "a")
    assert migrated.value.new_chat_id == new
    await sandbox.client.fault("429", retry_after=7)
    with pytest.raises(RetryAfter) as wait:
        await bot.send_message(new, "a")
    assert wait.value.retry_after == timedelta(seconds=7)
    await sandbox.client.fault("slow", delay=2.0)
    with pytest.raises(TimedOut):
        await bot.send_message(new, "a", read_timeout=0.2)
