"""What happens to forum topics, whoever does it, with the service messages that say so."""

from sandbox.accounts import Bot, User
from sandbox.chats import GENERAL, TOPIC_COLORS, Chat, Topic
from sandbox.delivery import announce, chat_changed
from sandbox.json_types import Json
from sandbox.posting import Place, create, delete, post
from sandbox.world import World


def make_forum(chat: Chat) -> None:
    """A forum has a General topic, thread 1."""
    chat.is_forum = True
    chat.topics.setdefault(GENERAL, Topic(GENERAL, "General", TOPIC_COLORS[0]))
    chat.refresh()


def create_topic(
    world: World, chat: Chat, by: User | Bot, name: str, *, color: int, icon: str | None = None
) -> Topic:
    """The creation message's id becomes the thread id."""
    created: Json = {"name": name, "icon_color": color}
    if icon:
        created["icon_custom_emoji_id"] = icon
    message = create(world, Place(chat), by, {"forum_topic_created": created})
    message.thread = message.id
    message.payload = {
        **message.payload,
        "message_thread_id": message.id,
        "is_topic_message": True,
    }
    topic = chat.topics[message.id] = Topic(message.id, name, color, icon)
    announce(world, message)
    chat_changed(world, chat)
    return topic


def rename_topic(
    world: World,
    chat: Chat,
    by: User | Bot,
    topic: Topic,
    *,
    name: str = "",
    icon: str | None = None,
) -> None:
    """An empty name or icon None stays as it is."""
    edited: Json = {}
    if name and name != topic.name:
        topic.name = edited["name"] = name
    if icon is not None:
        topic.icon_custom_emoji_id = icon or None
        edited["icon_custom_emoji_id"] = icon
    _tell(world, chat, by, topic, {"forum_topic_edited": edited})


def close_topic(world: World, chat: Chat, by: User | Bot, topic: Topic) -> None:
    """Nobody but administrators can write there now."""
    topic.closed = True
    _tell(world, chat, by, topic, {"forum_topic_closed": {}})


def reopen_topic(world: World, chat: Chat, by: User | Bot, topic: Topic) -> None:
    """Everybody can write there again."""
    topic.closed = False
    _tell(world, chat, by, topic, {"forum_topic_reopened": {}})


def hide_topic(world: World, chat: Chat, by: User | Bot, topic: Topic, *, hidden: bool) -> None:
    """Only General can be hidden; hiding closes it, showing it leaves it closed."""
    topic.hidden = hidden
    topic.closed = hidden or topic.closed
    field = "general_forum_topic_hidden" if hidden else "general_forum_topic_unhidden"
    _tell(world, chat, by, topic, {field: {}})


def delete_topic(world: World, chat: Chat, topic: Topic) -> None:
    """The topic goes with all its messages; nobody is told."""
    topic.deleted = True
    inside = [
        message
        for message in chat.messages.values()
        if message.thread == topic.thread and not message.deleted
    ]
    if inside:
        delete(world, chat, inside)
    chat_changed(world, chat)


def _tell(world: World, chat: Chat, by: User | Bot, topic: Topic, fields: Json) -> None:
    post(world, Place(chat, topic.thread), by, fields)
    chat_changed(world, chat)
