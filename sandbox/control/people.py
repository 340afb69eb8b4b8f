"""What people do."""

import asyncio
import base64
import binascii

from sandbox.accounts import User
from sandbox.chats import MEDIA_FIELDS, Chat, Message
from sandbox.control.requests import Order, route
from sandbox.delivery import announce, publish, tell
from sandbox.entries import entry
from sandbox.errors import ControlError
from sandbox.files import File
from sandbox.formatting import MAX_CAPTION, MAX_TEXT, formatted
from sandbox.json_types import Json
from sandbox.membership import set_blocked
from sandbox.methods.editing import remember
from sandbox.methods.media import media_fields
from sandbox.posting import Place, create, delete, pin, unpin
from sandbox.world import World

_DICE_SIDES = 6
_HIDDEN_ADMIN: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""Whom Telegram names for an administrator who writes as the group."""


def say(world: World, user: User, place: Place, contents: list[Json]) -> list[Message]:
    """A user sends messages; in a private chat this starts the bot."""
    made = write(world, user, place, contents)
    for message in made:
        announce(world, message)
    return made


def write(world: World, user: User, place: Place, contents: list[Json]) -> list[Message]:
    """As say, but nobody is told yet."""
    open_chat(world, place.chat)
    return [create(world, place, user, fields) for fields in contents]


async def _announce_slowly(world: World, messages: list[Message], gap: float) -> None:
    for number, message in enumerate(messages):
        if number:
            await asyncio.sleep(gap)
        announce(world, message)


def open_chat(world: World, chat: Chat) -> None:
    """Whoever writes to a bot has started it, and has not blocked it."""
    if chat.private:
        if chat.blocked:
            set_blocked(world, chat, blocked=False)
        chat.started = True


def _place(order: Order) -> Place:
    user, chat = order.user, order.chat
    if chat.migrated_to is not None:
        raise ControlError(f"the group is now {chat.migrated_to}")
    if not chat.private and not chat.member(user.id).status.inside:
        raise ControlError(f"user {user.id} is not in chat {chat.id}")
    if chat.private and chat.id != user.id:
        raise ControlError("a user writes in their own private chat only")
    thread = order.integer("thread") or None
    replied = None
    if order.get("reply_to") is not None:
        replied = chat.find(order.integer("reply_to"))
        if replied is None:
            raise ControlError("no such message to reply to", 404)
        thread = thread or replied.thread
    topic = chat.topics.get(thread) if thread else None
    if thread and (topic is None or topic.deleted):
        raise ControlError("no such topic", 404)
    if topic is not None and topic.closed and not chat.member(user.id).status.admin:
        raise ControlError("the topic is closed")
    return Place(chat, thread, replied)


async def _send(order: Order) -> Json:
    place = _place(order)
    contents = _contents(order)
    if order.flag("as_group"):
        contents = [{**fields, **_as_group(order.user, place.chat)} for fields in contents]
    made = write(order.world, order.user, place, contents)
    await _announce_slowly(order.world, made, order.number("gap"))
    return order.done(messages=[entry(message) for message in made])


def _as_group(user: User, chat: Chat) -> Json:
    if not chat.supergroup or not chat.member(user.id).status.admin:
        raise ControlError("only administrators of a supergroup write as the group")
    return {"from": _HIDDEN_ADMIN, "sender_chat": chat.payload}


def _contents(order: Order) -> list[Json]:
    world = order.world
    if order.get("album") is not None:
        items = order.get("album")
        if not 2 <= len(items) <= 10:
            raise ControlError("an album has 2-10 items")
        group = {"media_group_id": str(13_000_000_000 + world.unique())}
        return [{**_media(world, item, order.user), **group} for item in items]
    if order.get("media") is not None:
        return [_media(world, order.get("media"), order.user)]
    if order.get("venue") is not None:
        venue = dict(order.get("venue"))
        place = {name: venue.pop(name) for name in ("latitude", "longitude")}
        return [{"venue": {"location": place, **venue}, "location": place}]
    if order.get("dice") is not None:
        value = world.random.randint(1, _DICE_SIDES)
        return [{"dice": {"emoji": order.get("dice"), "value": value}}]
    for name in ("location", "contact"):
        if order.get(name) is not None:
            return [{name: order.get(name)}]
    return [_text(order, "text", "entities", "text", "html")]


def _text(order: Order, field: str, entities_field: str, plain: str, html: str) -> Json:
    marked = order.get(html)
    text = marked if marked is not None else order.need(plain)
    found, entities = formatted(order.world, str(text), "HTML" if marked is not None else "")
    if len(found) > (MAX_TEXT if field == "text" else _longest_caption(order.user)):
        raise ControlError(f"the {field} is too long")
    if not found and field == "text":
        raise ControlError("the text is empty")
    return {field: found, **({entities_field: entities} if entities else {})}


def _longest_caption(user: User) -> int:
    """Premium users write captions as long as texts."""
    return MAX_TEXT if user.is_premium else MAX_CAPTION


def _media(world: World, item: Json, user: User) -> Json:
    kind = item.get("type")
    if kind not in MEDIA_FIELDS:
        raise ControlError(f"no media type {kind}")
    fields = media_fields(_file(world, str(kind), item))
    caption, mode = item.get("caption_html"), "HTML"
    if caption is None:
        caption, mode = item.get("caption"), ""
    if caption:
        text, entities = formatted(world, caption, mode)
        if len(text) > _longest_caption(user):
            raise ControlError("the caption is too long")
        fields["caption"] = text
        if entities:
            fields["caption_entities"] = entities
    return fields


def _file(world: World, kind: str, item: Json) -> File:
    content: bytes | None = None
    name, mime = item.get("file_name"), item.get("mime_type")
    if item.get("file"):
        stored = world.files.find(item["file"])
        if stored is None:
            raise ControlError("no such file", 404)
        content, name, mime = stored.content, name or stored.name, mime or stored.mime_type
    elif item.get("base64"):
        try:
            content = base64.b64decode(item["base64"], validate=True)
        except binascii.Error:
            raise ControlError("base64 can't be decoded") from None
    return world.files.add(
        kind,
        content,
        size=int(item.get("size") or 1024),
        name=name,
        mime_type=mime,
        width=int(item.get("width") or 0),
        height=int(item.get("height") or 0),
        duration=int(item.get("duration") or 0),
        emoji=item.get("emoji"),
    )


def _upload(order: Order) -> Json:
    file = order.world.files.add(
        "document", order.raw, name=order.get("name"), mime_type=order.get("mime")
    )
    return {"file": file.unique_id}


def _own(order: Order) -> Message:
    message = order.message(order.chat)
    if message.sender.id != order.user.id or message.deleted:
        raise ControlError("people edit their own messages only")
    return message


def _edit(order: Order) -> Json:
    message = _own(order)
    written = "text" in message.payload
    names = ("text", "entities") if written else ("caption", "caption_entities")
    fields = _text(order, *names, "text", "html")
    remember(message)
    kept = {name: value for name, value in message.payload.items() if name not in names}
    message.payload = {**kept, **fields, "edit_date": order.world.clock.stamp()}
    announce(order.world, message, edited=True)
    return order.done(message=entry(message))


def _delete(order: Order) -> Json:
    chat, user = order.chat, order.user
    found = [one for number in order.need("message_ids") if (one := chat.find(int(number)))]
    admin = chat.private or chat.member(user.id).status.admin
    if not admin and any(message.sender.id != user.id for message in found):
        raise ControlError("only administrators delete the messages of others")
    if found:
        delete(order.world, chat, found)
    return order.done()


def _react(order: Order) -> Json:
    chat, user = order.chat, order.user
    message = order.message(chat)
    given = order.get("emoji", [])
    emoji = [given] if isinstance(given, str) and given else list(given or [])
    before = message.reactions.pop(user.id, [])
    if emoji:
        message.reactions[user.id] = emoji
    publish(order.world, message, "reaction")
    body = {
        "chat": chat.payload,
        "message_id": message.id,
        "user": user.payload,
        "date": order.world.clock.stamp(),
        "old_reaction": [{"type": "emoji", "emoji": one} for one in before],
        "new_reaction": [{"type": "emoji", "emoji": one} for one in emoji],
    }
    for bot in order.world.bots_in(chat):
        if chat.private or chat.member(bot.id).status.admin:
            tell(order.world, bot, "message_reaction", body, chat.id)
    return order.done()


def _pin(order: Order) -> Json:
    message = order.message(order.chat)
    if order.flag("pinned", default=True):
        pin(order.world, message, order.user)
    else:
        unpin(order.world, message)
    return order.done()


def _start(order: Order) -> Json:
    chat = order.world.private_chat(order.user, order.bot)
    payload = str(order.get("payload", ""))
    fields: Json = {"text": f"/start {payload}".strip()}
    fields["entities"] = [{"type": "bot_command", "offset": 0, "length": len("/start")}]
    made = say(order.world, order.user, Place(chat), [fields])
    return order.done(messages=[entry(message) for message in made])


def _block(order: Order) -> Json:
    chat = order.world.private_chat(order.user, order.bot)
    set_blocked(order.world, chat, blocked=True)
    return order.done()


def _unblock(order: Order) -> Json:
    chat = order.world.private_chat(order.user, order.bot)
    set_blocked(order.world, chat, blocked=False)
    return order.done()


ROUTES = [
    route("POST", "/messages", _send),
    route("POST", "/files", _upload),
    route("POST", "/messages/edit", _edit),
    route("POST", "/messages/delete", _delete),
    route("POST", "/messages/react", _react),
    route("POST", "/messages/pin", _pin),
    route("POST", "/start", _start),
    route("POST", "/block", _block),
    route("POST", "/unblock", _unblock),
]
