"""Which lane an update belongs to, told from its raw JSON before anything else is looked at."""

from typing import Any

from domain.pipeline import Lane

_WITH_CHAT = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "message_reaction",
    "message_reaction_count",
)
_OF_TOPICS = (
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
)


def lane_of(bot_id: int, update: dict[str, Any]) -> Lane:
    """Return the lane: `c<chat>` for a chat, `c<chat>/<topic>` for a forum's topic.

    What happens to a topic goes in its lane; members, and a forum's General, in the chat's.

    What has no chat (inline queries and the like) goes by its sender: `u<user>`. Strange shapes,
    which only a stranger or a newer Telegram sends, share the lane `x`.
    """
    try:
        return Lane(bot_id, _key(update))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return Lane(bot_id, "x")


def _key(update: dict[str, Any]) -> str:
    for kind in _WITH_CHAT:
        if kind in update:
            return _chat_key(update[kind])
    tapped = update.get("callback_query")
    if tapped and "message" in tapped:
        return _chat_key(tapped["message"])
    for value in update.values():
        if isinstance(value, dict) and "from" in value:
            return f"u{_id(value['from']['id'])}"
    return "x"


def _chat_key(event: dict[str, Any]) -> str:
    chat = f"c{_id(event['chat']['id'])}"
    if event.get("is_topic_message") or any(name in event for name in _OF_TOPICS):
        return f"{chat}/{_id(event['message_thread_id'])}"
    return chat


def _id(value: Any) -> int:
    """Return an id; those of Telegram fit into 64 bits, and a database's index takes no novel."""
    number = int(value)
    if abs(number) >= 2**63:
        raise ValueError(value)
    return number
