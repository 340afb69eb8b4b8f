"""What an owner may set: the language, and whether we may write unasked."""

from domain.incoming import Incoming
from domain.outgoing import Button, Buttons
from domain.owners import Purpose
from domain.ports import Effect, Tools, Work
from domain.text import Body, Text
from handlers import menu, privacy
from handlers.language import name_of
from handlers.turn import Turn


async def settings(incoming: Incoming, tools: Tools) -> Effect:
    """Show the settings, or change one by its button."""
    turn = await Turn.begin(incoming, tools)
    match turn.tapped:
        case ["settings", "unasked", "on" | "off" as choice]:
            return _switch(turn, granted=choice == "on")
    return turn.says(turn.show(*_view(turn, granted=Purpose.UNASKED in turn.caller.consents)))


def _switch(turn: Turn, *, granted: bool) -> Effect:
    outcome = Text("notice.unasked_on") if granted else Text("notice.unasked_off")

    async def effect(work: Work) -> None:
        await privacy.record(turn, work, granted=granted)
        await work.outbox.put(turn.show(*_view(turn, granted=granted)))
        work.notice(outcome)

    return effect


def _view(turn: Turn, *, granted: bool) -> tuple[Body, Buttons]:
    state = Text("settings.on") if granted else Text("settings.off")
    switch = (
        Button(Text("button.unasked_off"), "settings:unasked:off")
        if granted
        else Button(Text("button.unasked_on"), "settings:unasked:on")
    )
    buttons = (
        (Button(Text("button.language"), "language"),),
        (switch,),
        (Button(Text("button.privacy"), "privacy"),),
    )
    body = Text("settings.text", language=name_of(turn.locale), unasked=state)
    return body, buttons + menu.BACK
