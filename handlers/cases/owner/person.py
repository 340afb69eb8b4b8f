"""An owner wants to talk to a person: by command, button or in words."""

from domain.cases import CaseOrigin
from domain.incoming import Command, Incoming, MediaKind
from domain.outgoing import Button, Buttons, Outgoing
from domain.ports import Effect, Tools
from domain.text import Text
from handlers.cases.desks import desk_of_owner
from handlers.cases.owner import muted
from handlers.cases.owner.hand_over import hand_over_to
from handlers.cases.owner.kept import Carried
from handlers.cases.owner.standing import Standing, standing_of
from handlers.cases.owner.wish import Wish, carrying, wish_of
from handlers.turn import Turn, as_id

PERSON = Button(Text("button.person"), "person")
"""Wherever somebody may want a person."""

_ORIGINS = {
    "no": CaseOrigin.NO_ANSWER,
    "none": CaseOrigin.NO_ANSWER,
    "down": CaseOrigin.NOT_HELPFUL,
}


def offer(why: str, question_id: int) -> Buttons:
    """Return the button that hands a question over. `why`: "no", "none" or "down"."""
    return ((Button(Text("button.person"), f"person:{why}:{question_id}"),),)


def offer_media(message_id: int | None, kind: MediaKind) -> Buttons:
    """Return the button that hands over what the owner has sent."""
    if message_id is None:
        return ((PERSON,),)
    return ((Button(Text("button.person_shows"), f"person:media:{message_id}:{kind.value}"),),)


async def person(incoming: Incoming, tools: Tools) -> Effect:
    """Open a case, or join the open one.

    Data: `person` (menu), `person:WHY:QUESTION`, `person:media:MESSAGE:KIND`.
    """
    turn = await Turn.begin(incoming, tools)
    match turn.tapped:
        case ["person"]:
            return await _wished(turn, await wish_of(turn, CaseOrigin.ASKED_FOR_PERSON))
        case ["person", "no" | "none" | "down" as why, number]:
            wish = await wish_of(turn, _ORIGINS[why], question_id=as_id(number))
            return await _wished(turn, wish)
        case ["person", "media", number, kind] if kind in set(MediaKind):
            return await _media(turn, as_id(number), MediaKind(kind))
        case []:
            return await _commanded(turn)
    return turn.notices(Text("notice.old_button"))


async def asked_in_words(turn: Turn, standing: Standing, words: str) -> Effect:
    """Take words that ask for a person; they go along into the case."""
    turn = turn.heard(words)
    wish = await wish_of(turn, CaseOrigin.ASKED_FOR_PERSON, words=words)
    return await hand_over(turn, standing, carrying(turn, wish))


async def hand_over(
    turn: Turn, standing: Standing, wish: Wish, *, first: tuple[Outgoing, ...] = ()
) -> Effect:
    """Let a person take over. `first` is sent before anything else.

    Somebody whom staff muted is told so.
    """
    if await muted.is_muted(turn):
        return turn.says(*first, turn.reply(muted.SENTENCE))
    desk = desk_of_owner(turn.tools.policy, turn.caller.owner)
    return await hand_over_to(turn, standing, wish, desk, first=first)


async def _wished(turn: Turn, wish: Wish) -> Effect:
    return await hand_over(turn, await standing_of(turn), wish)


async def _commanded(turn: Turn) -> Effect:
    content = turn.incoming.content
    words = content.arguments if isinstance(content, Command) else ""
    if words:
        return await asked_in_words(turn, await standing_of(turn), words)
    return await _wished(turn, await wish_of(turn, CaseOrigin.ASKED_FOR_PERSON))


async def _media(turn: Turn, message_id: int | None, kind: MediaKind) -> Effect:
    if message_id is None:
        return turn.notices(Text("notice.old_button"))
    carried = Carried.media(turn, message_id, kind)
    return await _wished(turn, Wish(CaseOrigin.ASKED_FOR_PERSON, carried=carried))
