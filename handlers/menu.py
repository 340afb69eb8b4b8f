"""The menu: everything the bot can do, as buttons."""

from domain.incoming import Incoming
from domain.outgoing import Button, Buttons
from domain.ports import Effect, Tools
from domain.text import Text
from handlers.turn import Turn

BUTTONS: Buttons = (
    (Button(Text("button.topics"), "topics"), Button(Text("button.cars"), "car")),
    (Button(Text("button.person"), "person"), Button(Text("button.my_cases"), "mine")),
    (Button(Text("button.complain"), "complain"),),
    (Button(Text("button.settings"), "settings"), Button(Text("button.help"), "help")),
)

BACK: Buttons = ((Button(Text("button.menu"), "menu"),),)


async def menu(incoming: Incoming, tools: Tools) -> Effect:
    """Show the menu."""
    turn = await Turn.begin(incoming, tools)
    return turn.says(turn.show(Text("menu.title"), BUTTONS))
