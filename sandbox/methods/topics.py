"""Forum topics."""

from sandbox.chats import GENERAL, TOPIC_COLORS, Chat, Topic
from sandbox.errors import bad_request
from sandbox.json_types import Json
from sandbox.methods.registry import Request, method
from sandbox.methods.removing import unpin_topic
from sandbox.methods.targets import find_chat, require_inside
from sandbox.topics import (
    close_topic,
    create_topic,
    delete_topic,
    hide_topic,
    rename_topic,
    reopen_topic,
)

MAX_NAME = 128


def _forum(request: Request, complaint: str) -> Chat:
    chat = find_chat(request)
    require_inside(request, chat)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if not chat.member(request.bot.id).may("can_manage_topics"):
        raise bad_request(complaint)
    return chat


def _topic(request: Request) -> tuple[Chat, Topic]:
    chat = _forum(request, "not enough rights")
    thread = request.params.integer("message_thread_id")
    topic = chat.topics.get(thread)
    if topic is None or thread == GENERAL:
        raise bad_request("TOPIC_ID_INVALID")
    if topic.deleted:
        raise bad_request("TOPIC_DELETED")
    return chat, topic


def _general(request: Request) -> tuple[Chat, Topic]:
    chat = _forum(request, "not enough rights")
    return chat, chat.topics[GENERAL]


@method("createForumTopic")
def _create_forum_topic(request: Request) -> Json:
    chat = _forum(request, "not enough rights to create a topic")
    name = request.params.text("name").strip()
    if not name:
        raise bad_request("TOPIC_TITLE_EMPTY")
    if len(name) > MAX_NAME:
        raise bad_request("TOPIC_TITLE_TOO_LONG")
    color = request.params.integer("icon_color")
    if color and color not in TOPIC_COLORS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    request.charge(chat)
    icon = request.params.text("icon_custom_emoji_id") or None
    color = color or TOPIC_COLORS[0]
    topic = create_topic(request.world, chat, request.bot, name, color=color, icon=icon)
    found: Json = {
        "message_thread_id": topic.thread,
        "name": topic.name,
        "icon_color": topic.icon_color,
    }
    if icon:
        found["icon_custom_emoji_id"] = icon
    return found


@method("editForumTopic")
def _edit_forum_topic(request: Request) -> bool:
    chat, topic = _topic(request)
    name = request.params.text("name").strip()
    if len(name) > MAX_NAME:
        raise bad_request("TOPIC_TITLE_TOO_LONG")
    icon: str | None = None
    if "icon_custom_emoji_id" in request.params:
        icon = request.params.text("icon_custom_emoji_id")
    same_icon = icon is None or icon == (topic.icon_custom_emoji_id or "")
    if name in ("", topic.name) and same_icon:
        raise bad_request("TOPIC_NOT_MODIFIED")
    request.charge(chat)
    rename_topic(request.world, chat, request.bot, topic, name=name, icon=icon)
    return True


@method("closeForumTopic")
def _close_forum_topic(request: Request) -> bool:
    chat, topic = _topic(request)
    if topic.closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    close_topic(request.world, chat, request.bot, topic)
    return True


@method("reopenForumTopic")
def _reopen_forum_topic(request: Request) -> bool:
    chat, topic = _topic(request)
    if not topic.closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    reopen_topic(request.world, chat, request.bot, topic)
    return True


@method("deleteForumTopic")
def _delete_forum_topic(request: Request) -> bool:
    chat = _forum(request, "not enough rights")
    if not chat.member(request.bot.id).may("can_delete_messages"):
        raise bad_request("not enough rights to delete a topic")
    _, topic = _topic(request)
    delete_topic(request.world, chat, topic)
    return True


@method("unpinAllForumTopicMessages")
def _unpin_all_forum_topic_messages(request: Request) -> bool:
    chat, topic = _topic(request)
    unpin_topic(request, chat, topic.thread)
    return True


@method("editGeneralForumTopic")
def _edit_general_forum_topic(request: Request) -> bool:
    chat, topic = _general(request)
    name = request.params.text("name").strip()
    if not 1 <= len(name) <= MAX_NAME:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_TOO_LONG")
    if name == topic.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    rename_topic(request.world, chat, request.bot, topic, name=name)
    return True


@method("closeGeneralForumTopic")
def _close_general_forum_topic(request: Request) -> bool:
    chat, topic = _general(request)
    if topic.closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    close_topic(request.world, chat, request.bot, topic)
    return True


@method("reopenGeneralForumTopic")
def _reopen_general_forum_topic(request: Request) -> bool:
    chat, topic = _general(request)
    if not topic.closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    reopen_topic(request.world, chat, request.bot, topic)
    return True


@method("hideGeneralForumTopic")
def _hide_general_forum_topic(request: Request) -> bool:
    return _hide(request, hidden=True)


@method("unhideGeneralForumTopic")
def _unhide_general_forum_topic(request: Request) -> bool:
    return _hide(request, hidden=False)


def _hide(request: Request, *, hidden: bool) -> bool:
    chat, topic = _general(request)
    if topic.hidden == hidden:
        raise bad_request("TOPIC_NOT_MODIFIED")
    hide_topic(request.world, chat, request.bot, topic, hidden=hidden)
    return True


@method("unpinAllGeneralForumTopicMessages")
def _unpin_all_general_forum_topic_messages(request: Request) -> bool:
    chat, _ = _general(request)
    unpin_topic(request, chat, GENERAL)
    return True


@method("getForumTopicIconStickers")
def _get_forum_topic_icon_stickers(request: Request) -> list[Json]:
    return [
        _icon(number, emoji) for number, emoji in enumerate("📰💡⚡🎙🔝🗣🆒❗📝📆📁🔎📣🔥❤❓📈📉💎💰")
    ]


def _icon(number: int, emoji: str) -> Json:
    return {
        "file_id": f"CAACAgIAAxUAAICON{number:04d}",
        "file_unique_id": f"ICON{number:04d}",
        "type": "custom_emoji",
        "width": 100,
        "height": 100,
        "is_animated": True,
        "is_video": False,
        "emoji": emoji,
        "set_name": "Topics",
        "custom_emoji_id": str(5_312_016_608_254_762_000 + number),
    }
