"""What the bot can do, in words."""

from domain.incoming import Incoming
from domain.ports import Effect, Tools
from domain.staff import Right, StaffMember
from domain.text import Joined, Text
from handlers import menu
from handlers.turn import Turn

HELP = Text("help.text")


async def help_(incoming: Incoming, tools: Tools) -> Effect:
    """Show the help."""
    turn = await Turn.begin(incoming, tools)
    member = await tools.staff.member(incoming.sender.id)
    return turn.says(turn.show(Joined((HELP, *_of_staff(member))), menu.BACK))


def _of_staff(member: StaffMember | None) -> tuple[Text, ...]:
    """Return what there is for who works here, as far as it is theirs."""
    if member is None:
        return ()
    parts = []
    if member.is_admin:
        parts.append(Text("help.for_admins"))
    elif member.may_anywhere(Right.CURATE_FAQ):
        parts.append(Text("help.for_supervisors"))
    if member.may_anywhere(Right.WORK_CASES):
        parts.append(Text("help.for_staff"))
    return tuple(parts)


async def unknown_command(incoming: Incoming, tools: Tools) -> Effect:
    """Tell kindly that there is no such command."""
    turn = await Turn.begin(incoming, tools)
    return turn.says(turn.reply(Text("help.unknown_command"), menu.BUTTONS))


async def unknown_button(incoming: Incoming, tools: Tools) -> Effect:
    """Answer a button that this version of the bot does not know."""
    turn = await Turn.begin(incoming, tools)
    return turn.notices(Text("notice.old_button"))
