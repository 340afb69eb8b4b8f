"""Bots, users, groups and their topics."""

import dataclasses

from sandbox.accounts import Bot, User
from sandbox.chats import ADMIN_RIGHTS, TOPIC_COLORS, Chat, Member, Status
from sandbox.control.requests import Order, route
from sandbox.delivery import chat_changed
from sandbox.entries import bot_info, chat_info, user_info
from sandbox.errors import ControlError
from sandbox.json_types import Json
from sandbox.membership import change_member, upgrade
from sandbox.topics import (
    close_topic,
    create_topic,
    delete_topic,
    hide_topic,
    make_forum,
    rename_topic,
    reopen_topic,
)
from sandbox.world import World


def add_bot(
    world: World,
    token: str,
    first_name: str | None = None,
    username: str | None = None,
    *,
    privacy: bool = True,
) -> Bot:
    """A new bot, named after its token where no name is given."""
    number = token.partition(":")[0]
    if not number.isdecimal() or world.bot_by_id(int(number)):
        raise ControlError("a token is <new number>:<secret>")
    bot = Bot(token, first_name or "Ownerline", username or f"sandbox{number}_bot", privacy=privacy)
    bot.queue.on_delivery = lambda update, now: world.loads.on_delivery(update.id, now)
    world.bots[token] = bot
    return bot


def _bot(order: Order) -> Json:
    token = str(order.need("token"))
    bot = order.world.bots.get(token)
    if bot is None:
        bot = add_bot(order.world, token)
    bot.first_name = order.get("first_name", bot.first_name)
    bot.username = order.get("username", bot.username)
    bot.privacy = order.flag("privacy", default=bot.privacy)
    order.world.hub.publish("bot", bot, lambda: bot_info(bot))
    return order.done(**bot_info(bot))


def _user(order: Order) -> Json:
    world = order.world
    user_id = order.integer("id") or world.new_user_id()
    known = world.users.get(user_id)
    user = known or User(user_id, str(order.need("first_name")))
    names = ("first_name", "last_name", "username", "language_code", "is_premium")
    given = {name: order.values[name] for name in names if name in order.values}
    return order.done(**user_info(keep_user(world, dataclasses.replace(user, **given))))


def keep_user(world: World, user: User) -> User:
    """A new user, or a known one changed; private chats show the new name."""
    world.users[user.id] = user
    for bot in world.bots.values():
        chat = world.private.get((bot.id, user.id))
        if chat is not None:
            chat.user = user
            chat.refresh()
    world.hub.publish("user", user, lambda: user_info(user))
    return user


def _deactivate(order: Order) -> Json:
    user = order.world.user(order.needed_integer("id"))
    keep_user(order.world, dataclasses.replace(user, deactivated=True))
    return order.done()


def _state(order: Order) -> Json:
    world = order.world
    return order.done(
        bots=[bot_info(bot) for bot in world.bots.values()],
        users=[user_info(user) for user in world.users.values()],
        chats=[chat_info(world, chat, last=True) for chat in _all_chats(world)],
        time={"now": world.clock.now(), "offset": world.clock.offset},
        rates=dataclasses.asdict(world.rates),
    )


def _all_chats(world: World) -> list[Chat]:
    return [*world.private.values(), *world.groups.values()]


def _chat(order: Order) -> Json:
    world = order.world
    kind = order.get("type", "supergroup")
    if kind not in {"group", "supergroup"}:
        raise ControlError("type must be group or supergroup")
    supergroup = kind == "supergroup"
    chat_id = order.integer("id") or world.new_group_id(supergroup=supergroup)
    if chat_id >= 0 or chat_id in world.groups:
        raise ControlError("id must be negative and new")
    chat = Chat(chat_id, kind)
    chat.title = str(order.need("title"))
    chat.username = order.get("username")
    if order.flag("is_forum"):
        make_forum(chat)
    chat.refresh()
    admins = [world.user(who) for who in order.get("admins", [])]
    for number, user in enumerate(admins):
        status = Status.ADMINISTRATOR if number else Status.CREATOR
        chat.members[user.id] = Member(status, frozenset(ADMIN_RIGHTS))
    for who in order.get("members", []):
        chat.members.setdefault(world.user(who).id, Member(Status.MEMBER))
    world.groups[chat.id] = chat
    chat_changed(world, chat)
    for given in order.get("bots", []):
        bot = world.bot(given.get("bot"))
        by = admins[0] if admins else bot
        change_member(world, chat, bot, _member(given, default="administrator"), by=by)
    return order.done(**chat_info(world, chat, last=True))


def _member(values: Json, default: str) -> Member:
    try:
        status = Status(values.get("status") or default)
    except ValueError:
        raise ControlError(f"no status {values['status']}") from None
    rights = values.get("rights")
    if rights is None:
        rights = ADMIN_RIGHTS if status.admin else ()
    return Member(status, frozenset(rights))


def _members(order: Order) -> Json:
    world, chat = order.world, order.chat
    if chat.private:
        raise ControlError("a private chat has no members to change")
    who = world.bot(order.get("bot")) if order.get("user") is None else order.user
    by: User | Bot = who
    if order.get("by") is not None:
        by = world.user(order.integer("by"))
    change_member(world, chat, who, _member(order.values, default="member"), by=by)
    return order.done(**chat_info(world, chat, last=True))


def _first_admin(world: World, chat: Chat) -> User | Bot:
    people = [*world.admins(chat), *chat.members]
    found = next((account for who in people if (account := world.account(who))), None)
    if found is None:
        raise ControlError("the group has no members")
    return found


def _upgrade(order: Order) -> Json:
    chat = order.chat
    if chat.kind != "group" or chat.migrated_to:
        raise ControlError("only a basic group can be upgraded")
    by = _first_admin(order.world, chat)
    new = upgrade(order.world, chat, by, is_forum=order.flag("is_forum"))
    return order.done(**chat_info(order.world, new, last=True))


def _forum(order: Order) -> Json:
    chat = order.chat
    if not chat.supergroup:
        raise ControlError("only a supergroup can be a forum")
    if order.flag("enabled", default=True):
        make_forum(chat)
    else:
        chat.is_forum = False
        chat.refresh()
    chat_changed(order.world, chat)
    return order.done(**chat_info(order.world, chat, last=True))


def _create_topic(order: Order) -> Json:
    chat = order.chat
    if not chat.is_forum:
        raise ControlError("the chat is not a forum")
    color = order.integer("icon_color", TOPIC_COLORS[0])
    topic = create_topic(order.world, chat, order.user, str(order.need("name")), color=color)
    return order.done(thread=topic.thread)


def _topic(order: Order) -> Json:
    world, chat, user = order.world, order.chat, order.user
    topic = chat.topics.get(order.needed_integer("thread"))
    if topic is None or topic.deleted:
        raise ControlError("no such topic", 404)
    match order.need("action"):
        case "close":
            close_topic(world, chat, user, topic)
        case "reopen":
            reopen_topic(world, chat, user, topic)
        case "delete":
            delete_topic(world, chat, topic)
        case "rename":
            rename_topic(world, chat, user, topic, name=str(order.need("name")))
        case "hide" | "unhide" as action:
            hide_topic(world, chat, user, topic, hidden=action == "hide")
        case other:
            raise ControlError(f"no action {other}")
    return order.done()


ROUTES = [
    route("GET", "/state", _state),
    route("POST", "/bots", _bot),
    route("POST", "/users", _user),
    route("POST", "/users/{id:int}/deactivate", _deactivate),
    route("POST", "/chats", _chat),
    route("POST", "/chats/{chat}/members", _members),
    route("POST", "/chats/{chat}/upgrade", _upgrade),
    route("POST", "/chats/{chat}/forum", _forum),
    route("POST", "/chats/{chat}/topics", _create_topic),
    route("POST", "/chats/{chat}/topics/{thread:int}", _topic),
]
