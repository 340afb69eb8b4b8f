"""The table of routes: which conversation an update belongs to.

python-telegram-bot's handler classes match the syntax; the first that fits has the update. What
owners write freely goes to one function, handlers/free_text.py, which decides what it is.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

from telegram import Chat, Update
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

_NEW = filters.UpdateType.MESSAGE
_PRIVATE = _NEW & filters.ChatType.PRIVATE
_GROUP = _NEW & filters.ChatType.GROUPS
_EDITED = filters.UpdateType.EDITED_MESSAGE & filters.ChatType.PRIVATE


async def _unused(*_: object) -> None:
    """Stand where the library wants a callback; it is only asked to match here."""


def _routes() -> Iterator[tuple[Matcher, Conversation]]:
    for name, entry in table.COMMANDS.items():
        yield CommandHandler(name, _unused, filters=_PRIVATE), entry.conversation
    for name, conversation in table.GROUP_COMMANDS.items():
        yield CommandHandler(name, _unused, filters=_GROUP), conversation
    yield MessageHandler(_PRIVATE & filters.COMMAND, _unused), table.UNKNOWN_COMMAND
    for prefix, conversation in table.BUTTONS.items():
        yield CallbackQueryHandler(_unused, pattern=rf"^{prefix}(:|$)"), conversation
    yield CallbackQueryHandler(_unused), table.UNKNOWN_BUTTON
    yield MessageHandler(_PRIVATE & filters.TEXT, _unused), table.WORDS
    yield MessageHandler(_EDITED, _unused), table.EDITED
    yield MessageHandler(_PRIVATE & ~filters.StatusUpdate.ALL, _unused), table.MEDIA
    yield ChatMemberHandler(_unused, ChatMemberHandler.MY_CHAT_MEMBER), table.MEMBERSHIP


ROUTES = tuple(_routes())


def conversation_for(update: Update) -> Conversation | None:
    """Return the conversation for an update; None if nothing is to be done about it."""
    if update.callback_query and not _is_private(update.effective_chat):
        return None
    for matcher, conversation in ROUTES:
        if matcher.check_update(update) not in (None, False):
            return conversation
    return None


def _is_private(chat: Chat | None) -> bool:
    return chat is not None and chat.type == Chat.PRIVATE
