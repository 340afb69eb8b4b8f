"""What the bot can do, in words."""

from domain.incoming import Incoming
from domain.ports import Effect, Tools
from domain.text import Text
from handlers import menu
from handlers.turn import Turn

HELP = Text("help.text")


async def help_(incoming: Incoming, tools: Tools) -> Effect:
    """Show the help."""
    turn = await Turn.begin(incoming, tools)
    return turn.says(turn.show(HELP, menu.BACK))


async def unknown_command(incoming: Incoming, tools: Tools) -> Effect:
    """Tell kindly that there is no such command."""
    turn = await Turn.begin(incoming, tools)
    return turn.says(turn.reply(Text("help.unknown_command"), menu.BUTTONS))


async def unknown_button(incoming: Incoming, tools: Tools) -> Effect:
    """Answer a button that this version of the bot does not know."""
    turn = await Turn.begin(incoming, tools)
    return turn.notices(Text("notice.old_button"))
