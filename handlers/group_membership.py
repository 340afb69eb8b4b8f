"""The bot came to a desk's group or left it, or may do other things there now."""

from domain.incoming import BotMembership, Incoming
from domain.ports import Effect, Tools, Work, nothing
from domain.rooms import Room


async def group_membership(incoming: Incoming, tools: Tools) -> Effect:
    """Keep what the bot may do in a desk's group; a stranger's group is none of its business."""
    content, place = incoming.content, incoming.place
    if not isinstance(content, BotMembership):
        return nothing
    known = await tools.staff.room(place.bot_id, place.chat_id)
    groups = {desk.chat_id for desk in tools.policy.desks}
    groups |= {desk.supervisors_chat_id for desk in tools.policy.desks}
    if not groups & {place.chat_id, known.moved_from} - {None}:
        return nothing
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

    return effect
