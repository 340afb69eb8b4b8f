"""What a message holds: words, a command, something more than text, a change of its topic."""

from typing import Any

from telegram import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
)
from telegram.ext import filters

from bot.telegram.convert.formatting import html_after, text_html
from bot.telegram.convert.people import person
from domain.incoming import (
    Command,
    Content,
    Edited,
    MediaKind,
    Person,
    Said,
    Shared,
    TopicChange,
    TopicChanged,
)

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


def content_of(update: Update, message: Message) -> Content | None:
    """Return what a new message holds; None for service messages that are nobody's words."""
    if message.text is not None:
        command = _command(message)
        return command or Said(
            message.text,
            message.text_html,
            _replied_to(message),
            _forwarded_from(message),
            _origin(message),
        )
    kind, medium = _medium(message)
    if kind is None and (message.boost_added or filters.StatusUpdate.ALL.check_update(update)):
        return _topic_changed(message)
    return _shared(message, kind or MediaKind.OTHER, medium)


def edited_content(message: Message) -> Edited:
    """Return what a message holds now."""
    kind, medium = _medium(message)
    shared = _shared(message, kind or MediaKind.OTHER, medium)
    return Edited(
        message.message_id,
        message.text or message.caption or "",
        text_html(message),
        kind,
        shared.file_id,
        shared.file,
    )


def shared_content(message: Message | None) -> Shared | None:
    """Return what a message holds that is more than text; None if it is text, or nothing."""
    if message is None:
        return None
    kind, medium = _medium(message)
    return _shared(message, kind, medium) if kind else None


def _shared(message: Message, kind: MediaKind, medium: Any) -> Shared:
    return Shared(
        kind,
        file_id=getattr(medium, "file_id", None),
        caption=message.caption or "",
        album_id=message.media_group_id,
        reply_to=_replied_to(message),
        html=text_html(message),
        file_name=getattr(medium, "file_name", None) or "",
        size=getattr(medium, "file_size", None),
        contact_of=message.contact.user_id if message.contact else None,
        forwarded_from=_forwarded_from(message),
        origin=_origin(message),
        unique_id=getattr(medium, "file_unique_id", None) or "",
        mime=getattr(medium, "mime_type", None) or "",
    )


def _medium(message: Message) -> tuple[MediaKind | None, Any]:
    """Return what is more than text; of a photo the largest size."""
    for name, kind in _MEDIA:
        medium = getattr(message, name)
        if medium:
            return kind, medium[-1] if isinstance(medium, tuple) else medium
    return None, None


def _topic_changed(message: Message) -> TopicChanged | None:
    topic = message.message_thread_id
    if topic is None:
        return None
    if message.forum_topic_created:
        return TopicChanged(TopicChange.MADE, topic, message.forum_topic_created.name)
    if message.forum_topic_edited and message.forum_topic_edited.name:
        return TopicChanged(TopicChange.RENAMED, topic, message.forum_topic_edited.name)
    if message.forum_topic_closed:
        return TopicChanged(TopicChange.CLOSED, topic)
    if message.forum_topic_reopened:
        return TopicChanged(TopicChange.REOPENED, topic)
    return None


def _replied_to(message: Message) -> int | None:
    """In a topic every message without an explicit reply points at the topic's creation."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return None
    if message.is_topic_message and replied.message_id == message.message_thread_id:
        return None
    return replied.message_id


def _forwarded_from(message: Message) -> Person | None:
    """Who wrote it first, if they let it be known."""
    origin = message.forward_origin
    return person(origin.sender_user) if isinstance(origin, MessageOriginUser) else None


def _origin(message: Message) -> str:
    """Return the name that Telegram shows above something forwarded; empty if it is not."""
    match message.forward_origin:
        case MessageOriginUser() as user:
            return user.sender_user.full_name
        case MessageOriginHiddenUser() as hidden:
            return hidden.sender_user_name
        case MessageOriginChat() as chat:
            return chat.sender_chat.title or chat.sender_chat.full_name or ""
        case MessageOriginChannel() as channel:
            return channel.chat.title or ""
        case _:
            return ""


def _command(message: Message) -> Command | None:
    text = message.text or ""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != first.BOT_COMMAND or first.offset != 0:
        return None
    # commands are ASCII, so that UTF-16 offsets are positions here
    name = text[1 : first.length].partition("@")[0].lower()
    arguments = text[first.length :].strip()
    html = html_after(message, first.length) if arguments else ""
    return Command(name, arguments, html, _replied_to(message))
