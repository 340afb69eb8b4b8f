"""Which chat, topic and message a call means, and whether the bot may."""

from typing import Any

from sandbox.accounts import User
from sandbox.chats import GENERAL, Chat, Message, Status
from sandbox.entities import clean, units
from sandbox.errors import bad_request, forbidden, migrated
from sandbox.methods.registry import Request
from sandbox.posting import Place


def find_chat(request: Request, name: str = "chat_id") -> Chat:
    """The chat a parameter names; 400 "chat not found" where the bot has never met it."""
    wanted = request.params.text(name)
    if not wanted:
        raise bad_request(f"{name} is empty")
    world, bot = request.world, request.bot
    if wanted.startswith("@"):
        chat = next((one for one in world.groups.values() if one.username == wanted[1:]), None)
    else:
        try:
            chat_id = int(wanted)
        except ValueError:
            raise bad_request("chat not found") from None
        if chat_id >= 0:
            return _private(request, chat_id)
        chat = world.groups.get(chat_id)
    if chat is None or bot.id not in chat.members:
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        raise migrated(chat.migrated_to)
    return chat


def _private(request: Request, user_id: int) -> Chat:
    world, bot = request.world, request.bot
    chat = world.private.get((bot.id, user_id))
    user = world.users.get(user_id)
    if user is not None and chat is not None and chat.started:
        return chat
    if user is not None and world.met(bot, user_id):
        return world.private_chat(user, bot)
    raise bad_request("chat not found")


def writable_chat(request: Request) -> Chat:
    """The chat, if the bot may write to it."""
    chat = find_chat(request)
    if chat.private:
        if chat.user is not None and chat.user.deactivated:
            raise forbidden("user is deactivated")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        return chat
    require_inside(request, chat)
    return chat


def require_inside(request: Request, chat: Chat) -> None:
    """Raises 403 unless the bot is in the group."""
    if chat.private:
        return
    member = chat.member(request.bot.id)
    if member.status is Status.KICKED:
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if member.status is Status.LEFT:
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    if member.status is Status.RESTRICTED and "can_send_messages" not in member.rights:
        raise bad_request("not enough rights to send text messages to the chat")


def place_for(request: Request) -> Place:
    """Where a send goes, with thread and reply resolved."""
    chat = writable_chat(request)
    params = request.params
    thread = find_thread(request, chat)
    replied, quote = find_reply(request, chat)
    if replied is not None and thread is None and replied.thread is not None:
        thread = replied.thread
    return Place(
        chat,
        thread,
        replied,
        quote,
        silent=params.boolean("disable_notification"),
        protect=params.boolean("protect_content"),
    )


def find_thread(request: Request, chat: Chat) -> int | None:
    """message_thread_id; General is thread 1 to people, but nobody can send to thread 1."""
    thread = request.params.integer("message_thread_id")
    if not thread:
        general = chat.topics.get(GENERAL)
        if general is not None and general.closed and not _manages(request, chat):
            raise bad_request("TOPIC_CLOSED")
        return None
    topic = chat.topics.get(thread)
    if topic is None or topic.deleted or thread == GENERAL:
        raise bad_request("message thread not found")
    if topic.closed:
        raise bad_request("TOPIC_CLOSED")
    return thread


def _manages(request: Request, chat: Chat) -> bool:
    return chat.member(request.bot.id).may("can_manage_topics")


def find_reply(request: Request, chat: Chat) -> tuple[Message | None, dict[str, Any] | None]:
    """The message that is replied to, and the quote from it."""
    params = request.params
    reply = params.object("reply_parameters") or {}
    message_id = reply.get("message_id") or params.integer("reply_to_message_id")
    if not message_id:
        return None, None
    other = reply.get("chat_id")
    message = chat.find(int(message_id)) if other in (None, "", chat.id, str(chat.id)) else None
    if message is None:
        lenient = reply.get("allow_sending_without_reply")
        if lenient or params.boolean("allow_sending_without_reply"):
            return None, None
        raise bad_request("message to be replied not found")
    quote = reply.get("quote")
    if not quote:
        return message, None
    text = message.payload.get("text") or message.payload.get("caption", "")
    quote, _ = clean(str(quote), [])
    at = text.find(quote)
    if at < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    return message, {"text": quote, "position": units(text[:at]), "is_manual": True}


def find_message(request: Request, chat: Chat, action: str) -> Message:
    """The message that message_id names; `action` is "edit", "copy" … for the complaint."""
    message_id = request.params.integer("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    message = chat.find(message_id)
    if message is None:
        raise bad_request(f"message to {action} not found")
    return message


def require_right(request: Request, chat: Chat, right: str, complaint: str) -> None:
    """Raises 400 unless the bot is an administrator with this right."""
    require_inside(request, chat)
    if not chat.member(request.bot.id).may(right):
        raise bad_request(complaint)


def find_user(request: Request) -> User | None:
    """The person user_id names; None for a bot or for nobody we know."""
    return request.world.users.get(request.params.integer("user_id"))
