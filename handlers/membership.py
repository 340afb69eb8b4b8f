"""The bot was blocked or unblocked by an owner."""

from domain.incoming import BotMembership, ChatKind, Incoming
from domain.ports import Effect, Tools, Work, effects, nothing
from handlers.cases.blocked import blocked


async def membership(incoming: Incoming, tools: Tools) -> Effect:
    """Keep whether an owner's chat can be written to; their active cases say so."""
    content = incoming.content
    if not isinstance(content, BotMembership) or incoming.chat_kind is not ChatKind.PRIVATE:
        return nothing
    is_blocked = not content.present
    caller = await tools.reads.caller(incoming.place, incoming.sender.id)

    async def effect(work: Work) -> None:
        await work.owners.set_blocked(incoming.place, blocked=is_blocked)

    if caller.owner is None or not caller.active_cases:
        return effect
    bot_id = incoming.place.bot_id
    told = await blocked(tools, bot_id, caller.owner.id, is_blocked=is_blocked)
    return effects((effect, told))
