"""Deleting and pinning."""

from sandbox.chats import GENERAL, Chat, Message
from sandbox.errors import bad_request
from sandbox.methods.registry import Request, method
from sandbox.methods.targets import find_chat, find_message, require_inside
from sandbox.posting import delete, pin, unpin

LIFE = 48 * 3600


@method("deleteMessage")
def _delete_message(request: Request) -> bool:
    chat = find_chat(request)
    require_inside(request, chat)
    message = find_message(request, chat, "delete")
    complaint = _complaint(request, message)
    if complaint:
        raise bad_request(complaint)
    delete(request.world, chat, [message])
    return True


@method("deleteMessages")
def _delete_messages(request: Request) -> bool:
    chat = find_chat(request)
    require_inside(request, chat)
    ids = request.params.ids("message_ids", increasing=True)
    found = [message for one in ids if (message := chat.find(one)) is not None]
    for message in found:
        complaint = _complaint(request, message)
        if complaint:
            raise bad_request(complaint)
    if found:
        delete(request.world, chat, found)
    return True


def _complaint(request: Request, message: Message) -> str | None:
    """Why this message can't be deleted, if it can't: 48 hours, other people's, creation."""
    chat = message.chat
    if chat.supergroup and chat.member(request.bot.id).may("can_delete_messages"):
        created = {"supergroup_chat_created", "migrate_from_chat_id"} & message.payload.keys()
        return "message can't be deleted" if created else None
    mine = message.sender is request.bot
    if not chat.private and not mine:
        return "message can't be deleted"
    if request.world.clock.now() - message.payload["date"] > LIFE:
        return "message can't be deleted for everyone"
    return None


def _pinnable(request: Request) -> Chat:
    chat = find_chat(request)
    require_inside(request, chat)
    if not chat.private and not chat.member(request.bot.id).may("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


@method("pinChatMessage")
def _pin_chat_message(request: Request) -> bool:
    chat = _pinnable(request)
    message = find_message(request, chat, "pin")
    if message.service:
        raise bad_request("message can't be pinned")
    if not message.pinned:
        silent = request.params.boolean("disable_notification")
        pin(request.world, message, request.bot, silent=silent)
    return True


@method("unpinChatMessage")
def _unpin_chat_message(request: Request) -> bool:
    chat = _pinnable(request)
    if request.params.integer("message_id"):
        message = find_message(request, chat, "unpin")
        if message.pinned:
            unpin(request.world, message)
        return True
    pinned = chat.pinned()
    if pinned:
        unpin(request.world, chat.messages[pinned[-1]])
    return True


@method("unpinAllChatMessages")
def _unpin_all_chat_messages(request: Request) -> bool:
    chat = _pinnable(request)
    for message_id in chat.pinned():
        unpin(request.world, chat.messages[message_id])
    return True


def unpin_topic(request: Request, chat: Chat, thread: int) -> None:
    """Unpin what is pinned in one topic."""
    for message_id in chat.pinned():
        message = chat.messages[message_id]
        if (message.thread or GENERAL) == thread:
            unpin(request.world, message)
