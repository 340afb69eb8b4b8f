"""An owner's time zone: their desk's, until they say otherwise."""

from datetime import timedelta

from domain.form_words import FormWord, form_word
from domain.outgoing import Button, Buttons, Outgoing
from domain.ports import Effect, Work
from domain.question_words import sounds_like_question
from domain.small_talk import has_words, small_talk
from domain.text import Moment, Text
from domain.time_zones import read_zone
from handlers.cases.desks import desk_of_owner, zone_of_owner
from handlers.turn import Turn

FLOW = "time_zone"
_PATIENCE = timedelta(minutes=30)


async def tapped(turn: Turn, rest: list[str]) -> Effect:
    """Do what a button of the settings says: ask, take the desk's, leave it."""
    match rest:
        case ["desk"]:
            return await of_desk(turn)
        case ["leave"]:
            return await leave(turn)
    return await ask(turn)


async def ask(turn: Turn) -> Effect:
    """Ask where the owner's clock is."""
    person = turn.incoming.sender.id
    now = turn.tools.clock.now()
    zone = zone_of_owner(turn.tools.policy, turn.caller.owner)
    asked = Text("time_zone.which", now=Moment(now, zone, named=True))

    async def effect(work: Work) -> None:
        await turn.meet(work)
        expires_at = now + _PATIENCE
        await work.dialogs.open(turn.place, person, FLOW, "zone", {}, expires_at=expires_at)
        await work.outbox.put(turn.show(asked, _buttons()))

    return effect


async def of_desk(turn: Turn) -> Effect:
    """Let the owner's time be their desk's again."""
    desk = desk_of_owner(turn.tools.policy, turn.caller.owner)
    return _set(turn, None, desk.time_zone)


async def take(turn: Turn, words: str) -> Effect | None:
    """Take a city or an offset; small talk and questions are not meant for it."""
    if form_word(words) is FormWord.CANCEL:
        return await leave(turn)
    zone = read_zone(words)
    if zone is not None:
        return _set(turn, zone, zone)
    if small_talk(words) or not has_words(words) or sounds_like_question(words):
        return None
    return turn.says(turn.reply(Text("time_zone.not_understood"), _buttons()))


async def leave(turn: Turn) -> Effect:
    """Leave it as it is."""

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.dialogs.close(turn.place, turn.incoming.sender.id)
        await work.outbox.put(turn.show(Text("form.cancelled")))

    return effect


def reminder(turn: Turn) -> tuple[Outgoing, ...]:
    """Return the question in one line."""
    return (turn.reply(Text("time_zone.still_open"), _buttons()),)


def _set(turn: Turn, chosen: str | None, zone: str) -> Effect:
    now = turn.tools.clock.now()
    done = Text("time_zone.set", now=Moment(now, zone, named=True))

    async def effect(work: Work) -> None:
        owner = await turn.meet(work)
        await work.owners.set_time_zone(owner.id, chosen)
        await work.dialogs.close(turn.place, turn.incoming.sender.id)
        await work.outbox.put(turn.show(done))

    return effect


def _buttons() -> Buttons:
    desk = Button(Text("button.zone_of_desk"), "settings:zone:desk")
    leave_ = Button(Text("button.leave_as_is"), "settings:zone:leave")
    return ((desk,), (leave_,))
