"""Each kind of update, and what of it a conversation is told."""

from datetime import UTC, datetime

from telegram import CallbackQuery, InlineQuery, Message, Update

from bot.telegram.convert.content import content_of, edited_content, shared_content
from bot.telegram.convert.members import bot_membership, member_changed
from bot.telegram.convert.people import chat_kind, person
from domain.incoming import ChatKind, Content, Incoming, Place, Searched, Shared, Tapped


def incoming_of(bot_id: int, update: Update) -> Incoming | None:
    """Return what came in; None for updates that no conversation is about."""
    if update.message:
        content = content_of(update, update.message)
        return _from_message(bot_id, update, update.message, content) if content else None
    if update.edited_message:
        content = edited_content(update.edited_message)
        return _from_message(bot_id, update, update.edited_message, content)
    if update.callback_query:
        return _from_tap(bot_id, update, update.callback_query)
    return _from_elsewhere(bot_id, update)


def _from_elsewhere(bot_id: int, update: Update) -> Incoming | None:
    """Return what is neither a message nor a tap."""
    if update.my_chat_member:
        return bot_membership(bot_id, update.update_id, update.my_chat_member)
    if update.chat_member:
        return member_changed(bot_id, update.update_id, update.chat_member)
    if update.inline_query:
        return _from_search(bot_id, update, update.inline_query)
    return None


def moved_to(update: Update) -> tuple[int, int] | None:
    """Return (old, new) chat id, if the update says that a group became a supergroup."""
    message = update.message
    if message is None or message.migrate_to_chat_id is None:
        return None
    return message.chat.id, message.migrate_to_chat_id


def place_of(bot_id: int, message: Message) -> Place:
    """Return where a message was written."""
    topic = message.message_thread_id if message.is_topic_message else None
    return Place(bot_id, message.chat.id, topic)


def _from_message(
    bot_id: int, update: Update, message: Message, content: Content
) -> Incoming | None:
    if message.from_user is None:
        return None
    return Incoming(
        update_id=update.update_id,
        place=place_of(bot_id, message),
        chat_kind=chat_kind(message.chat.type),
        sender=person(message.from_user),
        at=message.edit_date or message.date,
        content=content,
        message_id=message.message_id,
        chat_title=message.chat.title or "",
        sent_as_chat=message.sender_chat is not None,
        in_forum=bool(message.chat.is_forum),
    )


def _from_tap(bot_id: int, update: Update, tap: CallbackQuery) -> Incoming | None:
    message = tap.message
    if message is None or tap.data is None:
        return None
    reachable = message if isinstance(message, Message) else None
    label = _tapped_label(reachable, tap.data) if reachable else ""
    place = place_of(bot_id, reachable) if reachable else Place(bot_id, message.chat.id)
    return Incoming(
        update_id=update.update_id,
        place=place,
        chat_kind=chat_kind(message.chat.type),
        sender=person(tap.from_user),
        at=datetime.now(UTC),  # Telegram does not say when a button was tapped
        content=Tapped(tap.data, tap.id, message.message_id, label, _under(reachable)),
        message_id=message.message_id,
        chat_title=message.chat.title or "",
        in_forum=bool(message.chat.is_forum),
    )


def _under(message: Message | None) -> Shared | None:
    return shared_content(message.reply_to_message) if message else None


def _from_search(bot_id: int, update: Update, query: InlineQuery) -> Incoming:
    """Take an inline query as said in private: Telegram does not name the chat it is typed in."""
    return Incoming(
        update_id=update.update_id,
        place=Place(bot_id, query.from_user.id),
        chat_kind=ChatKind.PRIVATE,
        sender=person(query.from_user),
        at=datetime.now(UTC),
        content=Searched(query.id, query.query, query.offset),
    )


def _tapped_label(message: Message, data: str) -> str:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return next((b.text for row in rows for b in row if b.callback_data == data), "")
