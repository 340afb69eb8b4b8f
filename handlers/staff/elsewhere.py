"""Commands of staff that are written in private: said where they work, to those who have them."""

from domain.incoming import Command, Incoming
from domain.ports import Conversation, Effect, Tools
from domain.staff import StaffMember
from domain.text import Body, Joined, Localized, Text
from handlers.staff.table import COMMANDS
from handlers.turn import Turn


def else_unknown(unknown: Conversation) -> Conversation:
    """Return the conversation of a command that private chats do not have.

    To an owner a command of staff is as unknown as any other.
    """

    async def conversation(incoming: Incoming, tools: Tools) -> Effect:
        content = incoming.content
        if not isinstance(content, Command) or content.name.casefold() not in COMMANDS:
            return await unknown(incoming, tools)
        member = await tools.staff.member(incoming.sender.id)
        desks = _desks(tools, member) if member is not None else ()
        if not desks:
            return await unknown(incoming, tools)
        turn = await Turn.begin(incoming, tools)
        return turn.says(turn.reply(_where(content.name, desks)))

    return conversation


def _where(name: str, desks: tuple[Localized, ...]) -> Body:
    return Text("staff.works_in_group", command=f"/{name}", desks=Joined(desks, ", "))


def _desks(tools: Tools, member: StaffMember) -> tuple[Localized, ...]:
    return tuple(desk.name for desk in tools.policy.desks if member.role_at(desk.key) is not None)
