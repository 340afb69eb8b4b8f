"""Putting a message into a chat, whoever sends it."""

from dataclasses import dataclass

from sandbox.accounts import Bot, User
from sandbox.chats import GENERAL, Chat, Message
from sandbox.delivery import announce, publish
from sandbox.json_types import Json
from sandbox.markup import keyboard_effect
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: the chat, the topic, what it answers, and how."""

    chat: Chat
    thread: int | None = None
    reply_to: Message | None = None
    quote: Json | None = None
    silent: bool = False
    protect: bool = False


def create(
    world: World, place: Place, sender: User | Bot, fields: Json, markup: Json | None = None
) -> Message:
    """A new message in the history, which nobody has been told of yet."""
    chat = place.chat
    message_id = world.next_message_id(chat)
    payload: Json = {
        "message_id": message_id,
        "from": sender.payload,
        "chat": chat.payload,
        "date": world.clock.stamp(),
    }
    thread = None if place.thread == GENERAL else place.thread
    if place.reply_to is not None:
        payload["reply_to_message"] = place.reply_to.bare()
        if place.quote is not None:
            payload["quote"] = place.quote
        if chat.supergroup and thread is None:
            # a thread of replies, which is no topic: is_topic_message tells them apart
            root_id = place.reply_to.payload.get("message_thread_id", place.reply_to.id)
            payload["message_thread_id"] = root_id
    if thread is not None:
        payload["message_thread_id"] = thread
        payload["is_topic_message"] = True
        root = chat.messages.get(thread)
        if root is not None and place.reply_to is None:
            payload["reply_to_message"] = root.bare()
    payload |= fields
    if place.protect:
        payload["has_protected_content"] = True
    if markup is not None and "inline_keyboard" in markup:
        payload["reply_markup"] = markup
    effect = keyboard_effect(markup)
    message = Message(chat, message_id, payload, thread, sender, silent=place.silent)
    if effect is not None:
        message.effect = effect
        message.editable = False
        chat.keyboard = None if effect["type"] == "remove" else effect
    if isinstance(sender, User) and (chat.keyboard or {}).get("type") == "force_reply":
        chat.keyboard = None
    world.keep(message)
    return message


def post(
    world: World, place: Place, sender: User | Bot, fields: Json, markup: Json | None = None
) -> Message:
    """A new message that everybody is told of."""
    message = create(world, place, sender, fields, markup)
    announce(world, message)
    return message


def pin(world: World, message: Message, by: User | Bot, *, silent: bool = False) -> None:
    """Pin a message, with the service message that says so."""
    message.pinned = True
    publish(world, message, "pin")
    place = Place(message.chat, message.thread, silent=silent)
    post(world, place, by, {"pinned_message": message.bare()})


def unpin(world: World, message: Message) -> None:
    """Unpin a message; nobody is told but the page."""
    message.pinned = False
    publish(world, message, "pin")


def delete(world: World, chat: Chat, messages: list[Message]) -> None:
    """Messages vanish; bots are told nothing. The transcript keeps them, marked."""
    for message in messages:
        message.deleted = True
        message.pinned = False
        message.changed = world.hub.cursor + 1
    ids = [message.id for message in messages]
    bot_id = chat.bot.id if chat.bot else None
    body = {"chat_id": chat.id, "bot": bot_id, "message_ids": ids}
    world.hub.publish("delete", messages, lambda: body)
