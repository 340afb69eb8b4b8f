"""Messages, chats, users and bots as the control side shows them (README.md)."""

from typing import TYPE_CHECKING

from sandbox.accounts import Bot, User
from sandbox.chats import MEDIA_FIELDS, Chat, Message, Topic
from sandbox.json_types import Json
from sandbox.rendering import to_html

if TYPE_CHECKING:
    from sandbox.world import World

_MEDIA_DETAILS = (
    "file_id",
    "file_unique_id",
    "file_name",
    "mime_type",
    "file_size",
    "width",
    "height",
    "duration",
    "emoji",
)
_PLACES = ("venue", "location", "contact", "dice")
_SERVICE_TEXTS = {
    "new_chat_members": "joined the group",
    "left_chat_member": "left the group",
    "new_chat_title": "changed the group's name",
    "forum_topic_created": "created the topic",
    "forum_topic_edited": "changed the topic",
    "forum_topic_closed": "closed the topic",
    "forum_topic_reopened": "reopened the topic",
    "general_forum_topic_hidden": "hid the General topic",
    "general_forum_topic_unhidden": "unhid the General topic",
    "pinned_message": "pinned a message",
    "migrate_to_chat_id": "upgraded the group to a supergroup",
    "migrate_from_chat_id": "upgraded the group to a supergroup",
    "group_chat_created": "created the group",
    "supergroup_chat_created": "created the group",
}


def kind_of(payload: Json) -> str:
    """What a message is, by its content field."""
    for field in ("text", "animation", *MEDIA_FIELDS, *_PLACES):
        if field in payload:
            return field
    return "service"


def body_of(payload: Json) -> tuple[str, list[Json]]:
    """The text or caption, with its entities."""
    if "text" in payload:
        return payload["text"], payload.get("entities", [])
    return payload.get("caption", ""), payload.get("caption_entities", [])


def entry(message: Message) -> Json:
    """The transcript's view of a message."""
    payload = message.payload
    kind = kind_of(payload)
    text, entities = body_of(payload)
    if kind == "service":
        text = _service_text(message)
    chat = message.chat
    replied = payload.get("reply_to_message")
    if replied and "forum_topic_created" in replied:
        replied = None
    return {
        "cursor": message.cursor,
        "changed": message.changed,
        "bot": chat.bot.id if chat.bot else None,
        "chat_id": chat.id,
        "message_id": message.id,
        "thread": message.thread,
        "date": payload["date"],
        "sender": {
            "id": message.sender.id,
            "name": payload.get("sender_chat", {}).get("title") or message.sender.name,
            "is_bot": message.from_bot,
        },
        "from_bot": message.from_bot,
        "kind": kind,
        "text": text,
        "entities": entities,
        "html": to_html(text, entities),
        "media": _media(kind, payload),
        "media_group_id": payload.get("media_group_id"),
        "buttons": buttons(payload.get("reply_markup")),
        "keyboard": message.effect,
        "reply_to": replied["message_id"] if replied else None,
        "forwarded": "forward_origin" in payload,
        "pinned": message.pinned,
        "protected": payload.get("has_protected_content", False),
        "silent": message.silent,
        "edited": "edit_date" in payload,
        "edits": message.edits,
        "deleted": message.deleted,
        "reactions": [
            {"user": who, "emoji": emoji}
            for who, given in message.reactions.items()
            for emoji in given
        ],
        "raw": payload,
    }


def _service_text(message: Message) -> str:
    for field, text in _SERVICE_TEXTS.items():
        if field in message.payload:
            value = message.payload[field]
            name = value.get("name") if isinstance(value, dict) else None
            return f"{message.sender.name} {text}" + (f" “{name}”" if name else "")
    return message.sender.name


def _media(kind: str, payload: Json) -> Json | None:
    if kind in _PLACES:
        found: Json = dict(payload[kind])
        return found
    if kind not in MEDIA_FIELDS:
        return None
    value = payload[kind][-1] if kind == "photo" else payload[kind]
    shown = {name: value.get(name) for name in _MEDIA_DETAILS}
    return {"url": f"/sandbox/files/{value['file_unique_id']}", **shown}


def buttons(markup: Json | None) -> list[list[Json]]:
    """The inline keyboard's buttons."""
    if not markup:
        return []
    return [[_button(one) for one in row] for row in markup.get("inline_keyboard", [])]


def _button(button: Json) -> Json:  # noqa: PLR0911  (a table)
    text = button["text"]
    match button:
        case {"callback_data": data}:
            return {"text": text, "kind": "callback", "data": data}
        case {"url": url}:
            return {"text": text, "kind": "url", "url": url}
        case {"switch_inline_query": query}:
            return {"text": text, "kind": "switch_inline", "query": query, "current": False}
        case {"switch_inline_query_current_chat": query}:
            return {"text": text, "kind": "switch_inline", "query": query, "current": True}
        case {"copy_text": {"text": copy}}:
            return {"text": text, "kind": "copy", "copy": copy}
        case {"web_app": {"url": url}}:
            return {"text": text, "kind": "web_app", "url": url}
        case _:
            return {"text": text, "kind": "other"}


def user_info(user: User | Bot) -> Json:
    """A person or bot, every field present."""
    if isinstance(user, Bot):
        return {
            "id": user.id,
            "first_name": user.first_name,
            "last_name": None,
            "username": user.username,
            "language_code": None,
            "is_premium": False,
            "is_bot": True,
        }
    return {
        "id": user.id,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "username": user.username,
        "language_code": user.language_code,
        "is_premium": user.is_premium,
        "is_bot": False,
    }


def topic_info(topic: Topic) -> Json:
    """A topic of ChatInfo."""
    return {
        "thread": topic.thread,
        "name": topic.name,
        "icon_color": topic.icon_color,
        "closed": topic.closed,
        "hidden": topic.hidden,
    }


def chat_info(world: "World", chat: Chat, *, last: bool = False) -> Json:
    """ChatInfo of the README."""
    members = []
    for who, member in chat.inside():
        account = world.account(who)
        if account is not None:
            rights = sorted(member.rights)
            members.append(
                {"user": user_info(account), "status": member.status.value, "rights": rights}
            )
    newest = chat.newest() if last else None
    return {
        "id": chat.id,
        "bot": chat.bot.id if chat.bot else None,
        "type": chat.kind,
        "title": chat.user.name if chat.user else chat.title,
        "username": chat.user.username if chat.user else chat.username,
        "is_forum": chat.is_forum,
        "blocked": chat.blocked,
        "migrated_to": chat.migrated_to,
        "members": members,
        "topics": [topic_info(topic) for topic in chat.topics.values() if not topic.deleted],
        "pinned": chat.pinned(),
        "keyboard": chat.keyboard,
        "last": entry(newest) if newest else None,
    }


def bot_info(bot: Bot) -> Json:
    """BotInfo of the README."""
    return {
        "id": bot.id,
        "token": bot.token,
        "username": bot.username,
        "first_name": bot.first_name,
        "privacy": bot.privacy,
        "webhook": webhook_info(bot),
        "pending": len(bot.queue.pending),
    }


def webhook_info(bot: Bot) -> Json:
    """The answer of getWebhookInfo."""
    found: Json = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(bot.queue.pending),
    }
    if bot.webhook is not None:
        settings = bot.webhook.settings
        found |= {"url": settings.url, "max_connections": settings.max_connections}
        if settings.ip_address:
            found["ip_address"] = settings.ip_address
        if bot.webhook.last_error is not None:
            found["last_error_date"], found["last_error_message"] = bot.webhook.last_error
    if bot.queue.allowed is not None:
        found["allowed_updates"] = sorted(bot.queue.allowed)
    return found
