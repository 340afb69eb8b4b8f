"""Who came to a chat and who left it, the bot among them."""

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberRestricted, ChatMemberUpdated
from telegram.constants import ChatMemberStatus

from bot.telegram.convert.people import chat_kind, person
from domain.incoming import BotMembership, Content, Incoming, MemberChanged, Place


def bot_membership(bot_id: int, update_id: int, change: ChatMemberUpdated) -> Incoming:
    """Return the bot's own change, with what it may do now."""
    member = change.new_chat_member
    content = membership_of(member, has_topics=bool(change.chat.is_forum))
    return _changed(bot_id, update_id, change, content)


def member_changed(bot_id: int, update_id: int, change: ChatMemberUpdated) -> Incoming:
    """Return somebody else's change. Who did it is the sender."""
    member = change.new_chat_member
    content = MemberChanged(person(member.user), present=is_present(member))
    return _changed(bot_id, update_id, change, content)


def membership_of(member: ChatMember, *, has_topics: bool) -> BotMembership:
    """Return what a bot is in a group. A bot is never its owner (Telegram)."""
    if not isinstance(member, ChatMemberAdministrator):
        return BotMembership(present=is_present(member), has_topics=has_topics)
    return BotMembership(
        present=True,
        is_admin=True,
        has_topics=has_topics,
        can_manage_topics=bool(member.can_manage_topics),
        can_pin=bool(member.can_pin_messages),
        can_delete=bool(member.can_delete_messages),
    )


def is_present(member: ChatMember) -> bool:
    """Whether somebody is in the chat; who is restricted may be in it or not."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


def _changed(bot_id: int, update_id: int, change: ChatMemberUpdated, content: Content) -> Incoming:
    return Incoming(
        update_id=update_id,
        place=Place(bot_id, change.chat.id),
        chat_kind=chat_kind(change.chat.type),
        sender=person(change.from_user),
        at=change.date,
        content=content,
        chat_title=change.chat.title or "",
        in_forum=bool(change.chat.is_forum),
    )
