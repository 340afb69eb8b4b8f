"""The table of routes: which conversation an update belongs to.

python-telegram-bot's handler classes match the syntax; the first that fits has the update. What
owners write freely goes to one function, handlers/free_text.py, which decides what it is. Private
chats and groups have tables of their own, so that a button of one never acts in the other.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from telegram import Chat, Message, Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from domain.ports import Conversation
from handlers import table

Matcher: TypeAlias = BaseHandler[Any, Any, Any]
Route: TypeAlias = tuple[Matcher, Conversation]

_NEW = filters.UpdateType.MESSAGE
_EDITED = filters.UpdateType.EDITED_MESSAGE
_SERVICE = filters.StatusUpdate
_OF_TOPICS = (
    _SERVICE.FORUM_TOPIC_CREATED
    | _SERVICE.FORUM_TOPIC_EDITED
    | _SERVICE.FORUM_TOPIC_CLOSED
    | _SERVICE.FORUM_TOPIC_REOPENED
)


class _ForUs(filters.MessageFilter):
    """Commands that name no bot, or this one: a group has others."""

    def filter(self, message: Message) -> bool:
        command = (message.text or "")[: message.entities[0].length]
        name = command.partition("@")[2]
        return not name or name.lower() == message.get_bot().username.lower()


async def _unused(*_: object) -> None:
    """Stand where the library wants a callback; it is only asked to match here."""


def _private() -> Iterator[Route]:
    for name, entry in table.COMMANDS.items():
        yield CommandHandler(name, _unused, filters=_NEW), entry.conversation
    for name, conversation in table.UNLISTED_COMMANDS.items():
        yield CommandHandler(name, _unused, filters=_NEW), conversation
    yield MessageHandler(_NEW & filters.COMMAND, _unused), table.UNKNOWN_COMMAND
    yield from _buttons(table.BUTTONS)
    yield CallbackQueryHandler(_unused), table.UNKNOWN_BUTTON
    yield MessageHandler(_NEW & filters.TEXT, _unused), table.WORDS
    yield MessageHandler(_EDITED, _unused), table.EDITED
    yield MessageHandler(_NEW & ~_SERVICE.ALL, _unused), table.MEDIA
    yield ChatMemberHandler(_unused, ChatMemberHandler.MY_CHAT_MEMBER), table.MEMBERSHIP


def _group() -> Iterator[Route]:
    for name, conversation in table.GROUP_COMMANDS.items():
        yield CommandHandler(name, _unused, filters=_NEW), conversation
    ours = _NEW & filters.COMMAND & _ForUs()
    yield MessageHandler(ours, _unused), table.GROUP_UNKNOWN_COMMAND
    yield from _buttons(table.GROUP_BUTTONS)
    yield CallbackQueryHandler(_unused), table.GROUP_UNKNOWN_BUTTON
    yield MessageHandler(_NEW & filters.TEXT & ~filters.COMMAND, _unused), table.GROUP_WORDS
    yield MessageHandler(_EDITED, _unused), table.GROUP_EDITED
    yield MessageHandler(_NEW & _OF_TOPICS, _unused), table.GROUP_TOPICS
    media = _NEW & ~filters.TEXT & ~_SERVICE.ALL
    yield MessageHandler(media, _unused), table.GROUP_MEDIA
    yield ChatMemberHandler(_unused, ChatMemberHandler.MY_CHAT_MEMBER), table.GROUP_MEMBERSHIP
    yield ChatMemberHandler(_unused, ChatMemberHandler.CHAT_MEMBER), table.GROUP_MEMBERS


def _buttons(conversations: Mapping[str, Conversation]) -> Iterator[Route]:
    for prefix, conversation in conversations.items():
        yield CallbackQueryHandler(_unused, pattern=rf"^{prefix}(:|$)"), conversation


_IN_PRIVATE = tuple(_private())
_IN_GROUP = tuple(_group())
_ROUTES = {Chat.PRIVATE: _IN_PRIVATE, Chat.GROUP: _IN_GROUP, Chat.SUPERGROUP: _IN_GROUP}


def conversation_for(update: Update) -> Conversation | None:
    """Return the conversation for an update; None if nothing is to be done about it."""
    if update.inline_query:
        return table.SEARCH
    chat = update.effective_chat
    for matcher, conversation in _ROUTES.get(chat.type, ()) if chat else ():
        if matcher.check_update(update) not in (None, False):
            return conversation
    return None
