"""The bot was blocked, unblocked, added or removed."""

from domain.incoming import BotMembership, ChatKind, Incoming
from domain.ports import Effect, Tools, Work, nothing


async def membership(incoming: Incoming, tools: Tools) -> Effect:
    """Keep whether an owner's chat can be written to. Groups matter to nobody yet."""
    del tools
    content = incoming.content
    if not isinstance(content, BotMembership) or incoming.chat_kind is not ChatKind.PRIVATE:
        return nothing
    blocked = not content.present

    async def effect(work: Work) -> None:
        await work.owners.set_blocked(incoming.place, blocked=blocked)

    return effect
