"""Transcripts, chats, menus, files."""

from starlette.responses import Response

from sandbox.accounts import Bot
from sandbox.chats import Chat, Message
from sandbox.control.requests import Order, route
from sandbox.entries import chat_info, entry
from sandbox.errors import ControlError
from sandbox.json_types import Json


def _chats(order: Order) -> Json:
    """The user's chats, newest first; without a user all of them."""
    world = order.world
    if order.get("user") is None:
        found = [*world.private.values(), *world.groups.values()]
    else:
        user = order.user
        bots = world.bots.values() if order.get("bot") is None else [order.bot]
        private = [world.private_chat(user, bot) for bot in bots]
        groups = [chat for chat in world.groups_of(user.id) if chat.migrated_to is None]
        found = [*private, *groups]
    found.sort(key=_newest, reverse=True)
    return order.done(chats=[chat_info(world, chat, last=True) for chat in found])


def _newest(chat: Chat) -> int:
    newest = chat.newest()
    return newest.cursor if newest else 0


def _chat(order: Order) -> Json:
    return order.done(**chat_info(order.world, order.chat, last=True))


def _messages(order: Order) -> Json:
    limit = order.integer("limit", 100)
    before = order.integer("before")
    after = order.integer("after")
    with_deleted = order.flag("deleted", default=True)
    found: list[Message] = []
    for message in reversed(order.chat.messages.values()):
        if message.cursor <= after or len(found) >= limit:
            break
        if before and message.id >= before:
            continue
        if (with_deleted or not message.deleted) and in_thread(order, message):
            found.append(message)
    return order.done(messages=[entry(message) for message in reversed(found)])


def in_thread(order: Order, message: Message) -> bool:
    """Whether a message is in the topic asked for; thread 1 is General."""
    wanted = order.get("thread")
    return wanted is None or (message.thread or 1) == order.integer("thread")


def _message(order: Order) -> Json:
    return order.done(**entry(order.message(order.chat)))


def _menu(order: Order) -> Json:
    bot, user, chat = order.bot, order.user, order.chat
    language = user.language_code or ""
    profile = bot.profile
    texts = (profile.names, profile.descriptions, profile.short_descriptions)
    name, description, short = (texts.get(language) or texts.get("") for texts in texts)
    button = profile.menu_buttons.get(chat.id) or profile.menu_buttons.get(None)
    return {
        "commands": _commands(bot, chat, user.id, language),
        "button": button or {"type": "commands"},
        "name": name or bot.first_name,
        "description": description or "",
        "short_description": short or "",
    }


def _commands(bot: Bot, chat: Chat, user_id: int, language: str) -> list[Json]:
    """The narrowest scope that has commands wins, with the language before without."""
    scopes = [f"chat:{chat.id}"]
    if chat.private:
        scopes.append("all_private_chats")
    else:
        scopes.insert(0, f"chat_member:{chat.id}:{user_id}")
        if chat.member(user_id).status.admin:
            scopes.insert(1, f"chat_administrators:{chat.id}")
            scopes.append("all_chat_administrators")
        scopes.append("all_group_chats")
    for scope in [*scopes, "default"]:
        for key in ((scope, language), (scope, "")):
            if key in bot.profile.commands:
                return bot.profile.commands[key]
    return []


def _file(order: Order) -> Response:
    file = order.world.files.find(str(order.need("id")))
    if file is None:
        raise ControlError("no such file", 404)
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    return Response(file.read(), media_type=file.mime_type, headers=headers)


ROUTES = [
    route("GET", "/chats", _chats),
    route("GET", "/chats/{chat}", _chat),
    route("GET", "/chats/{chat}/messages", _messages),
    route("GET", "/chats/{chat}/messages/{message_id:int}", _message),
    route("GET", "/menu", _menu),
    route("GET", "/files/{id}", _file),
]
