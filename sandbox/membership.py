"""People and bots come into groups and go; private chats are blocked and unblocked."""

from collections.abc import Mapping
from typing import Any

from sandbox.accounts import Bot, User
from sandbox.chats import ADMIN_RIGHTS, Chat, Member, Status
from sandbox.delivery import chat_changed, member_changed
from sandbox.posting import Place, post
from sandbox.topics import make_forum
from sandbox.world import World


def rights_from(values: Mapping[str, Any]) -> frozenset[str]:
    """The administrator rights that are true in these parameters."""
    yes = {True, "true", "True", "1"}
    return frozenset(right for right in ADMIN_RIGHTS if values.get(right) in yes)


def change_member(
    world: World, chat: Chat, who: User | Bot, after: Member, *, by: User | Bot
) -> None:
    """Join, leave, promote, remove; with service messages and chat member updates."""
    before = chat.member(who.id)
    if before == after:
        return
    was_inside, is_inside = before.status.inside, after.status.inside
    if was_inside and not is_inside:
        post(world, Place(chat), by, {"left_chat_member": who.payload})
    chat.members[who.id] = after
    if is_inside and not was_inside:
        post(world, Place(chat), by, {"new_chat_members": [who.payload]})
    member_changed(world, chat, who, by=by, before=before, after=after)
    chat_changed(world, chat)


def set_blocked(world: World, chat: Chat, *, blocked: bool) -> None:
    """The user blocks or unblocks the bot, which learns it by my_chat_member."""
    bot, user = chat.bot, chat.user
    if bot is None or user is None or chat.blocked == blocked:
        return
    member, kicked = Member(Status.MEMBER), Member(Status.KICKED)
    before, after = (member, kicked) if blocked else (kicked, member)
    chat.blocked = blocked
    chat.started = True
    member_changed(world, chat, bot, by=user, before=before, after=after)
    chat_changed(world, chat)


def upgrade(world: World, chat: Chat, by: User | Bot, *, is_forum: bool) -> Chat:
    """A group becomes a supergroup with a new id; the old one only tells where it went."""
    new = Chat(world.new_group_id(supergroup=True), "supergroup")
    new.title, new.username = chat.title, chat.username
    new.members = dict(chat.members)
    if is_forum:
        make_forum(new)
    new.refresh()
    world.groups[new.id] = new
    post(world, Place(chat), by, {"migrate_to_chat_id": new.id})
    chat.migrated_to = new.id
    post(world, Place(new), by, {"migrate_from_chat_id": chat.id})
    chat_changed(world, chat)
    chat_changed(world, new)
    return new
