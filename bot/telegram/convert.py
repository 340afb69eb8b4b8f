"""Turns Telegram's updates into `Incoming` values."""

from datetime import UTC, datetime

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from domain.incoming import (
    BotMembership,
    ChatKind,
    Command,
    Content,
    Edited,
    Incoming,
    MediaKind,
    Person,
    Place,
    Said,
    Shared,
    Tapped,
)

_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
_MEDIA = (
    # an animation is a document, too: it comes first
    ("animation", MediaKind.ANIMATION),
    ("photo", MediaKind.PHOTO),
    ("video", MediaKind.VIDEO),
    ("video_note", MediaKind.VIDEO_NOTE),
    ("voice", MediaKind.VOICE),
    ("audio", MediaKind.AUDIO),
    ("document", MediaKind.DOCUMENT),
    ("sticker", MediaKind.STICKER),
    # a venue is a location, too
    ("location", MediaKind.LOCATION),
    ("contact", MediaKind.CONTACT),
)


def incoming_of(bot_id: int, update: Update) -> Incoming | None:
    """Return what came in; None for updates that no conversation is about."""
    if update.message:
        return _from_message(bot_id, update, update.message, _content(update.message))
    if update.edited_message:
        message = update.edited_message
        edited = Edited(message.message_id, _words(message), _html(message))
        return _from_message(bot_id, update, message, edited)
    if update.callback_query:
        return _from_tap(bot_id, update, update.callback_query)
    if update.my_chat_member:
        return _from_membership(bot_id, update, update.my_chat_member)
    return None


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
        chat_kind=_chat_kind(message.chat.type),
        sender=_person(message.from_user),
        at=message.edit_date or message.date,
        content=content,
        message_id=message.message_id,
        chat_title=message.chat.title or "",
        sent_as_chat=message.sender_chat is not None,
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
        chat_kind=_chat_kind(message.chat.type),
        sender=_person(tap.from_user),
        at=datetime.now(UTC),  # Telegram does not say when a button was tapped
        content=Tapped(tap.data, tap.id, message.message_id, label),
        message_id=message.message_id,
        chat_title=message.chat.title or "",
    )


def _from_membership(bot_id: int, update: Update, change: ChatMemberUpdated) -> Incoming:
    return Incoming(
        update_id=update.update_id,
        place=Place(bot_id, change.chat.id),
        chat_kind=_chat_kind(change.chat.type),
        sender=_person(change.from_user),
        at=change.date,
        content=BotMembership(present=change.new_chat_member.status not in _GONE),
        chat_title=change.chat.title or "",
    )


def _content(message: Message) -> Content:
    reply_to = _replied_to(message)
    if message.text is not None:
        command = _command(message)
        return command or Said(message.text, message.text_html, reply_to)
    for name, kind in _MEDIA:
        media = getattr(message, name)
        if media:
            best = media[-1] if isinstance(media, tuple) else media
            file_id = getattr(best, "file_id", None)
            caption = message.caption or ""
            return Shared(kind, file_id, caption, message.media_group_id, reply_to)
    return Shared(MediaKind.OTHER, caption=message.caption or "", reply_to=reply_to)


def _replied_to(message: Message) -> int | None:
    """In a topic every message without an explicit reply points at the topic's creation."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return None
    return replied.message_id


def _command(message: Message) -> Command | None:
    text = message.text or ""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != first.BOT_COMMAND or first.offset != 0:
        return None
    # commands are ASCII, so that UTF-16 offsets are positions here
    name = text[1 : first.length].partition("@")[0].lower()
    return Command(name, text[first.length :].strip())


def _words(message: Message) -> str:
    return message.text or message.caption or ""


def _html(message: Message) -> str:
    return message.text_html if message.text else message.caption_html or ""


def _tapped_label(message: Message, data: str) -> str:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return next((b.text for row in rows for b in row if b.callback_data == data), "")


def _person(user: User) -> Person:
    return Person(
        id=user.id,
        first_name=user.first_name,
        last_name=user.last_name or "",
        username=user.username,
        language_code=user.language_code,
        is_bot=user.is_bot,
    )


def _chat_kind(kind: str) -> ChatKind:
    if kind == ChatType.PRIVATE:
        return ChatKind.PRIVATE
    return ChatKind.CHANNEL if kind == ChatType.CHANNEL else ChatKind.GROUP
