"""People and chats."""

from telegram import User
from telegram.constants import ChatType

from domain.incoming import ChatKind, Person


def person(user: User) -> Person:
    """Return somebody on Telegram."""
    return Person(
        id=user.id,
        first_name=user.first_name,
        last_name=user.last_name or "",
        username=user.username,
        language_code=user.language_code,
        is_bot=user.is_bot,
    )


def chat_kind(kind: str) -> ChatKind:
    """Return the kind of a chat, where a group is a group, super or not."""
    if kind == ChatType.PRIVATE:
        return ChatKind.PRIVATE
    return ChatKind.CHANNEL if kind == ChatType.CHANNEL else ChatKind.GROUP
