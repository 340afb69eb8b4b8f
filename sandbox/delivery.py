"""Who is told of what: updates to bots, events to people."""

import json

from sandbox.accounts import Bot, User
from sandbox.chats import Chat, Member, Message
from sandbox.entries import chat_info, entry
from sandbox.json_types import Json
from sandbox.updates import Update
from sandbox.world import World


def tell(world: World, bot: Bot, kind: str, body: Json, chat_id: int) -> int | None:
    """Make an update for a bot, if its allowed_updates want it; the answer is its id."""
    queue = bot.queue
    if not queue.wants(kind):
        return None
    update_id = queue.next_id
    queue.next_id += 1
    queue.made += 1
    written = json.dumps({"update_id": update_id, kind: body}).encode()
    update = Update(update_id, kind, chat_id, written, world.clock.now())
    queue.push(update)
    if bot.webhook is not None:
        bot.webhook.push(update)
    return update_id


def announce(world: World, message: Message, *, edited: bool = False) -> list[int]:
    """Tell everybody of a new or edited message: the page, and the bots that may see it."""
    publish(world, message, "edit" if edited else "message")
    kind = "edited_message" if edited else "message"
    made = [
        tell(world, bot, kind, message.payload, message.chat.id)
        for bot in world.bots_in(message.chat)
        if sees(world, bot, message)
    ]
    return [update_id for update_id in made if update_id is not None]


def publish(world: World, message: Message, event: str) -> None:
    """Tell the page of a change of a message."""
    message.changed = world.hub.cursor + 1
    message.cursor = message.cursor or message.changed
    world.hub.publish(event, message, lambda: entry(message))


def sees(world: World, bot: Bot, message: Message) -> bool:
    """Privacy mode, and that bots hear neither themselves nor each other, except of events."""
    if message.service:
        return True
    if message.from_bot:
        return False
    chat = message.chat
    if chat.private or not bot.privacy or chat.member(bot.id).status.admin:
        return True
    replied = message.payload.get("reply_to_message")
    if replied and replied.get("from", {}).get("id") == bot.id and _content(replied):
        return True
    if message.payload.get("via_bot", {}).get("id") == bot.id:
        return True
    return _commands(world, bot, message)


def _content(payload: Json) -> bool:
    return "forum_topic_created" not in payload


def _commands(world: World, bot: Bot, message: Message) -> bool:
    text = message.payload.get("text", "")
    for found in message.payload.get("entities", ()):
        if found["type"] != "bot_command":
            continue
        command = text[found["offset"] : found["offset"] + found["length"]]
        _, at, name = command.partition("@")
        if at:
            if name.lower() == bot.username.lower():
                return True
        elif world.last_speaker(message.chat) in {bot, None}:
            return True
    return False


def chat_changed(world: World, chat: Chat) -> None:
    """Tell the page that a chat's name, people, topics or state changed."""
    world.hub.publish("chat", chat, lambda: chat_info(world, chat))


def member_changed(
    world: World, chat: Chat, who: User | Bot, *, by: User | Bot, before: Member, after: Member
) -> None:
    """my_chat_member to the bot itself, chat_member to the administrators among the bots."""
    body = {
        "chat": chat.payload,
        "from": by.payload,
        "date": world.clock.stamp(),
        "old_chat_member": before.payload(who.payload),
        "new_chat_member": after.payload(who.payload),
    }
    for bot in world.bots.values():
        if bot is who:
            tell(world, bot, "my_chat_member", body, chat.id)
        elif chat.member(bot.id).status.admin and bot is not by:
            tell(world, bot, "chat_member", body, chat.id)
