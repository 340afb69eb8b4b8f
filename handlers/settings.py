"""What an owner may set: language, desk, time zone, and whether we may write unasked."""

from domain.incoming import Incoming
from domain.outgoing import Button, Buttons
from domain.owners import Purpose
from domain.ports import Effect, Tools, Work
from domain.text import Body, Joined, Moment, Text
from handlers import menu, privacy
from handlers.cases.desks import desk_of_owner, zone_of_owner
from handlers.cases.owner import desk_choice, time_zone
from handlers.language import name_of
from handlers.turn import Turn


async def settings(incoming: Incoming, tools: Tools) -> Effect:
    """Show the settings, or change one by its button."""
    turn = await Turn.begin(incoming, tools)
    match turn.tapped:
        case ["settings", "unasked", "on" | "off" as choice]:
            return _switch(turn, granted=choice == "on")
        case ["settings", "desk"]:
            return _desks(turn)
        case ["settings", "desk", key]:
            return _desk(turn, key)
        case ["settings", "zone", *rest]:
            return await time_zone.tapped(turn, rest)
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
    policy, owner = turn.tools.policy, turn.caller.owner
    several = len(policy.desks) > 1
    choose: Buttons = ((Button(Text("button.desk"), "settings:desk"),),) if several else ()
    buttons = (
        (Button(Text("button.language"), "language"),),
        *choose,
        (Button(Text("button.time_zone"), "settings:zone"),),
        (switch,),
        (Button(Text("button.privacy"), "privacy"),),
    )
    zone = Moment(turn.tools.clock.now(), zone_of_owner(policy, owner), named=True)
    lines: list[Body] = [Text("settings.text", language=name_of(turn.locale), unasked=state)]
    if several:
        lines.append(Text("settings.desk", desk=desk_of_owner(policy, owner).name))
    lines.append(Text("settings.time", now=zone))
    return Joined(tuple(lines), "\n"), buttons + menu.BACK


def _desks(turn: Turn) -> Effect:
    choices = desk_choice.buttons(turn.tools.policy.desks, "settings:desk")
    return turn.says(turn.show(Text("settings.which_desk"), choices + menu.BACK))


def _desk(turn: Turn, key: str) -> Effect:
    """Keep the desk for what comes; a case that is open stays where it is."""
    desk = next((desk for desk in turn.tools.policy.desks if desk.key == key), None)
    if desk is None:
        return turn.notices(Text("notice.old_button"))

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        await work.owners.set_desk(owner.id, desk.key)
        await work.outbox.put(turn.show(Text("settings.desk_set", desk=desk.name), menu.BACK))

    return effect
