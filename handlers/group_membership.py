"""The bot came to a desk's group or left it, or may do other things there now."""

from domain.incoming import BotMembership, Incoming, Place
from domain.locale import choose
from domain.outgoing import Outgoing, SendText
from domain.ports import Effect, Tools, Work, nothing
from domain.rooms import Room
from domain.text import Text
from handlers.cases.room.moving_in import group_known


async def group_membership(incoming: Incoming, tools: Tools) -> Effect:
    """Keep what the bot may do in a desk's group.

    A stranger's group is none of its business; one that an admin brings it to is likely to become
    a desk's, and Telegram shows nobody the chat id that the policy needs.
    """
    content, place = incoming.content, incoming.place
    if not isinstance(content, BotMembership):
        return nothing
    known = await tools.staff.room(place.bot_id, place.chat_id)
    groups = {desk.chat_id for desk in tools.policy.desks}
    groups |= {desk.supervisors_chat_id for desk in tools.policy.desks}
    if not groups & {place.chat_id, known.moved_from} - {None}:
        return _chat_id_told(incoming, tools) if content.present else nothing
    room = Room(
        place.bot_id,
        place.chat_id,
        has_topics=content.has_topics,
        is_admin=content.is_admin,
        can_manage_topics=content.can_manage_topics,
        can_pin=content.can_pin,
        can_delete=content.can_delete,
    )

    async def effect(work: Work) -> None:
        await work.staff.keep_room(room)
        if content.present:
            await group_known(work, place, tools.clock.now())

    return effect


def _chat_id_told(incoming: Incoming, tools: Tools) -> Effect:
    admin, place = incoming.sender, incoming.place
    if admin.id not in tools.admins:
        return nothing
    locale = choose(tools.policy.languages, application=admin.language_code)
    told = Text("room.not_a_desk", title=incoming.chat_title, chat_id=str(place.chat_id))
    private = Place(place.bot_id, admin.id)

    async def effect(work: Work) -> None:
        await work.outbox.put(Outgoing(private, SendText(told), locale))

    return effect
