"""The safety lane: whoever writes of danger is told at once what to do and whom to call."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from domain.incoming import Command, Content, Incoming
from domain.locale import written_in
from domain.ports import Conversation, Effect, Tools
from domain.safety.kinds import EmergencyKind
from domain.safety.numbers import EmergencyService, in_order
from domain.safety.verdict import verdict
from domain.text import Body, Joined, Text
from handlers.cases.desks import desk_of_owner
from handlers.cases.owner.emergency import raised
from handlers.cases.owner.standing import Standing, standing_of
from handlers.turn import Turn

_INSTRUCTIONS = {
    EmergencyKind.FIRE: Text("safety.fire"),
    EmergencyKind.FUEL: Text("safety.fuel"),
    EmergencyKind.HIGH_VOLTAGE: Text("safety.high_voltage"),
    EmergencyKind.CONTROL: Text("safety.control"),
    EmergencyKind.CRASH: Text("safety.crash"),
    EmergencyKind.INJURY: Text("safety.injury"),
    EmergencyKind.LOCKED_IN: Text("safety.locked_in"),
    EmergencyKind.WATER: Text("safety.water"),
    EmergencyKind.RAILS: Text("safety.rails"),
    EmergencyKind.STRANDED: Text("safety.stranded"),
    EmergencyKind.OTHER: Text("safety.other"),
}
_LINES: Mapping[EmergencyService, Callable[[str], Text]] = {
    EmergencyService.ALL: lambda number: Text("safety.service.all", number=number),
    EmergencyService.FIRE: lambda number: Text("safety.service.fire", number=number),
    EmergencyService.AMBULANCE: lambda number: Text("safety.service.ambulance", number=number),
    EmergencyService.POLICE: lambda number: Text("safety.service.police", number=number),
    EmergencyService.TRAFFIC: lambda number: Text("safety.service.traffic", number=number),
    EmergencyService.MOTORWAY: lambda number: Text("safety.service.motorway", number=number),
}


def first(conversation: Conversation, *, known: bool = True) -> Conversation:
    """Return a command's conversation with the words behind the command heard before it.

    Of a command that the bot does not know, the name may be a word as well ("/fire in the engine").
    """

    async def conversing(incoming: Incoming, tools: Tools) -> Effect:
        words = _words_of(incoming.content, with_name=not known)
        if words:
            turn = await Turn.begin(incoming, tools)
            told = await take(turn, await standing_of(turn), words)
            if told is not None:
                return told
        return await conversation(incoming, tools)

    return conversing


def _words_of(content: Content, *, with_name: bool) -> str:
    if not isinstance(content, Command):
        return ""
    if content.name == "start" and " " not in content.arguments:
        return ""  # what a deep link carries
    name = content.name.replace("_", " ") if with_name else ""
    return f"{name} {content.arguments}".strip()


async def take(
    turn: Turn, standing: Standing, words: str, *, reply_to: int | None = None
) -> Effect | None:
    """Take words that tell of danger: the owner is told first, then staff. A form stays open."""
    if not words.strip():
        return None
    is_heard = standing.meant is not None and standing.meant.is_claimed
    kind = verdict(words, await turn.tools.knowledge.danger(words), is_heard=is_heard)
    if kind is None:
        return None
    turn = _in_language_of(turn, words)
    told = turn.reply(_told(turn, kind), reply_to=reply_to)
    return await raised(turn, standing, words, _instruction(turn, kind), told)


def _told(turn: Turn, kind: EmergencyKind) -> Body:
    policy = turn.tools.policy
    desk = desk_of_owner(policy, turn.caller.owner)
    numbers = in_order(policy.emergency.numbers_of(desk.country), kind)
    listed = Joined(tuple(_LINES[service](number) for service, number in numbers), "\n")
    return Joined((_instruction(turn, kind), Text("safety.call", numbers=listed)))


def _instruction(turn: Turn, kind: EmergencyKind) -> Body:
    return turn.tools.policy.emergency.instruction(kind) or _INSTRUCTIONS[kind]


def _in_language_of(turn: Turn, words: str) -> Turn:
    """Who writes in distress is answered in what they wrote, whatever their setting."""
    turn = turn.heard(words)
    wrote_in = written_in(words)
    return replace(turn, locale=wrote_in) if wrote_in in turn.tools.policy.languages else turn
