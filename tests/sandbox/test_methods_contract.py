"""Every method answers what the Bot API's page says it answers."""

from typing import Any

import pytest

from sandbox import Person, Sandbox
from sandbox.methods.registry import METHODS
from tests.sandbox.contracts import API_METHODS, RawBot

INLINE = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}, {"text": "B", "url": "t.me"}]]}
URL = "https://example.org/file"

LEGACY = {"getchatmemberscount", "kickchatmember"}


def test_every_method_has_its_true_name() -> None:
    known = {name: kind.__api_method__ for name, kind in API_METHODS.items()}
    for key, method in METHODS.items():
        if key not in LEGACY:
            assert known[key] == method.name


# method, parameters beside chat_id, the field its message has
SENDS: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "hi"}, "text"),
    ("sendMessage", {"text": "<b>hi</b> @ann", "parse_mode": "HTML"}, "entities"),
    ("sendMessage", {"text": "hi", "reply_markup": INLINE}, "reply_markup"),
    (
        "sendMessage",
        {"text": "http://a.io", "link_preview_options": {"is_disabled": True}},
        "link_preview_options",
    ),
    ("sendMessage", {"text": "hi", "protect_content": True}, "has_protected_content"),
    ("sendPhoto", {"photo": URL, "caption": "c", "has_spoiler": True}, "photo"),
    ("sendDocument", {"document": URL}, "document"),
    ("sendVideo", {"video": URL}, "video"),
    ("sendAudio", {"audio": URL}, "audio"),
    ("sendVoice", {"voice": URL}, "voice"),
    ("sendVideoNote", {"video_note": URL}, "video_note"),
    ("sendAnimation", {"animation": URL}, "animation"),
    ("sendSticker", {"sticker": URL}, "sticker"),
    ("sendLocation", {"latitude": 1, "longitude": 2}, "location"),
    ("sendVenue", {"latitude": 1, "longitude": 2, "title": "T", "address": "A"}, "venue"),
    ("sendContact", {"phone_number": "+491", "first_name": "Ann"}, "contact"),
    ("sendDice", {}, "dice"),
]


@pytest.mark.parametrize(("method", "params", "field"), SENDS)
async def test_send(
    raw: RawBot, ann: Person, method: str, params: dict[str, Any], field: str
) -> None:
    message = await raw.call(method, chat_id=ann.id, **params)
    assert field in message
    assert message["chat"]["id"] == ann.id
    assert message["from"]["is_bot"] is True
    entry = await ann.reply()
    assert entry.raw == message


async def test_copy_forward_edit_delete_pin(raw: RawBot, ann: Person) -> None:
    said = await ann.send("original")
    place = {"chat_id": ann.id, "from_chat_id": ann.id}
    copied = await raw.call("copyMessage", **place, message_id=said.message_id, reply_markup=INLINE)
    assert set(copied) == {"message_id"}
    forwarded = await raw.call("forwardMessage", **place, message_id=said.message_id)
    assert forwarded["forward_origin"]["sender_user"]["id"] == ann.id
    ids = [said.message_id, copied["message_id"], 999_999]
    for method in ("copyMessages", "forwardMessages"):
        assert len(await raw.call(method, **place, message_ids=ids)) == 2
    target = {"chat_id": ann.id, "message_id": copied["message_id"]}
    edited = await raw.call("editMessageText", **target, text="new")
    assert "reply_markup" not in edited
    await raw.call("editMessageReplyMarkup", **target, reply_markup=INLINE)
    await raw.call("setMessageReaction", **target, reaction=[{"type": "emoji", "emoji": "👍"}])
    await raw.call("pinChatMessage", **target)
    assert (await raw.call("getChat", chat_id=ann.id))["pinned_message"]["text"] == "new"
    await raw.call("unpinChatMessage", **target)
    await raw.call("unpinAllChatMessages", chat_id=ann.id)
    await raw.call("deleteMessage", **target)
    await raw.call("deleteMessages", chat_id=ann.id, message_ids=[said.message_id, 999_999])
    await raw.call("sendChatAction", chat_id=ann.id, action="typing")


async def test_media_edits(raw: RawBot, ann: Person) -> None:
    photo = await raw.call("sendPhoto", chat_id=ann.id, photo=URL, caption="one")
    target = {"chat_id": ann.id, "message_id": photo["message_id"]}
    edited = await raw.call("editMessageCaption", **target, caption="two")
    assert edited["caption"] == "two"
    media = {"type": "document", "media": URL, "caption": "<i>three</i>", "parse_mode": "HTML"}
    edited = await raw.call("editMessageMedia", **target, media=media)
    assert "photo" not in edited
    assert edited["caption_entities"][0]["type"] == "italic"
    album = [{"type": "photo", "media": URL}, {"type": "video", "media": URL, "caption": "c"}]
    sent = await raw.call("sendMediaGroup", chat_id=ann.id, media=album)
    assert len({one["media_group_id"] for one in sent}) == 1
    file = await raw.call("getFile", file_id=sent[0]["photo"][-1]["file_id"])
    assert file["file_path"].startswith("photos/")


async def test_group_methods(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    bob = await sandbox.client.user("Bob")
    group = await sandbox.client.group("Desk", is_forum=True, admins=[ann], members=[bob])
    chat = {"chat_id": group}
    assert (await raw.call("getChat", **chat))["is_forum"] is True
    me = (await raw.call("getMe"))["id"]
    for user, status in ((ann.id, "creator"), (me, "administrator"), (bob.id, "member")):
        assert (await raw.call("getChatMember", **chat, user_id=user))["status"] == status
    assert len(await raw.call("getChatAdministrators", **chat)) == 2
    assert await raw.call("getChatMemberCount", **chat) == 3
    await raw.call("setChatTitle", **chat, title="New")
    await raw.call("restrictChatMember", **chat, user_id=bob.id, permissions={})
    assert (await raw.call("getChatMember", **chat, user_id=bob.id))["status"] == "restricted"
    await raw.call("promoteChatMember", **chat, user_id=bob.id, can_manage_chat=True)
    await raw.call("promoteChatMember", **chat, user_id=bob.id)
    await raw.call("banChatMember", **chat, user_id=bob.id)
    assert (await raw.call("getChatMember", **chat, user_id=bob.id))["status"] == "kicked"
    await raw.call("unbanChatMember", **chat, user_id=bob.id)
    await raw.call("exportChatInviteLink", **chat)
    await raw.call("leaveChat", **chat)
    assert await raw.refused("getChat", **chat) == (
        "Forbidden: bot is not a member of the supergroup chat"
    )


async def test_topic_methods(sandbox: Sandbox, raw: RawBot, ann: Person) -> None:
    group = await sandbox.client.group("Desk", is_forum=True, admins=[ann])
    topic = await raw.call("createForumTopic", chat_id=group, name="Case 1")
    place = {"chat_id": group, "message_thread_id": topic["message_thread_id"]}
    await raw.call("editForumTopic", **place, name="Case 2")
    await raw.call("closeForumTopic", **place)
    await raw.call("reopenForumTopic", **place)
    sent = await raw.call("sendMessage", **place, text="note")
    assert sent["is_topic_message"] is True
    assert "forum_topic_created" in sent["reply_to_message"]
    await raw.call("pinChatMessage", chat_id=group, message_id=sent["message_id"])
    await raw.call("unpinAllForumTopicMessages", **place)
    await raw.call("deleteForumTopic", **place)
    for method in ("close", "reopen", "hide", "unhide"):
        await raw.call(f"{method}GeneralForumTopic", chat_id=group)
    await raw.call("editGeneralForumTopic", chat_id=group, name="Hall")
    await raw.call("unpinAllGeneralForumTopicMessages", chat_id=group)
    assert await raw.call("getForumTopicIconStickers")


async def test_profile_methods(raw: RawBot, ann: Person) -> None:
    commands = [{"command": "help", "description": "Help"}]
    scope = {"type": "chat", "chat_id": ann.id}
    await raw.call("setMyCommands", commands=commands)
    await raw.call("setMyCommands", commands=commands * 2, scope=scope, language_code="zh")
    assert await raw.call("getMyCommands") == commands
    assert len(await raw.call("getMyCommands", scope=scope, language_code="zh")) == 2
    await raw.call("deleteMyCommands", scope=scope, language_code="zh")
    assert await raw.call("getMyCommands", scope=scope, language_code="zh") == []
    for name, field in (
        ("Name", "name"),
        ("Description", "description"),
        ("ShortDescription", "short_description"),
    ):
        await raw.call(f"setMy{name}", **{field: "X"})
        assert (await raw.call(f"getMy{name}"))[field] == "X"
    await raw.call("setChatMenuButton", menu_button={"type": "commands"})
    await raw.call("getChatMenuButton", chat_id=ann.id)
    await raw.call("setMyDefaultAdministratorRights", rights={"can_manage_topics": True})
    await raw.call("getMyDefaultAdministratorRights")
    assert (await raw.call("getUserProfilePhotos", user_id=ann.id))["total_count"] == 0
    await raw.call("getWebhookInfo")
    await raw.call("deleteWebhook")
    await raw.call("logOut")
    await raw.call("close")
    menu = await ann.menu()
    assert (menu["commands"], menu["description"]) == (commands, "X")
