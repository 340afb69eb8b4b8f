"""The words of a message with their formatting, in Telegram's HTML subset."""

from telegram import Message, MessageEntity


def text_html(message: Message) -> str:
    """Return text or caption, with its formatting."""
    return (message.text_html if message.text else message.caption_html) or ""


def html_after(message: Message, offset: int) -> str:
    """Return the text from an offset on, stripped, with what formatting reaches into it.

    The offset counts characters, all before it being ASCII, so that it is one in UTF-16, too.
    """
    text = message.text or ""
    rest = text[offset:]
    start = offset + len(rest) - len(rest.lstrip())
    entities = [_moved(entity, start) for entity in message.entities]
    # the message is there for the library's own rendering; nothing but its text counts
    kept = [entity for entity in entities if entity.length > 0]
    shadow = Message(
        message.message_id, message.date, message.chat, text=text[start:], entities=kept
    )
    return shadow.text_html.rstrip()


def _moved(entity: MessageEntity, start: int) -> MessageEntity:
    first = max(0, entity.offset - start)
    length = entity.offset + entity.length - start - first
    return MessageEntity(
        entity.type,
        first,
        length,
        url=entity.url,
        user=entity.user,
        language=entity.language,
        custom_emoji_id=entity.custom_emoji_id,
    )
