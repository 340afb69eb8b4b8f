"""Beside a case that nobody has claimed, what the bot cannot answer has reached staff: it says so.

Once in a while only, since whoever tells a story does so in many messages.
"""

from datetime import timedelta

from domain.cases import Case, CaseEvent, CaseEventKind
from domain.incoming import Shared
from domain.ports import Effect, Work, nothing
from domain.text import Text
from handlers.cases.owner.muted import is_muted
from handlers.cases.owner.receipt import joined_words, way_out
from handlers.cases.to_owner import tell_owner
from handlers.turn import Turn

_NOT_AGAIN_WITHIN = timedelta(minutes=10)


async def with_emergency(turn: Turn, case: Case, *, anyway: bool) -> Effect:
    """Return the effect that tells the owner, once, that staff have what they write.

    To somebody in an emergency the bot says nothing else: it does not guess. `anyway`: also to who
    heard it before, since they ask for a person.
    """
    now = turn.tools.clock.now()
    timeline = await turn.tools.cases.timeline(case.id)
    told = any(event.kind is CaseEventKind.ACKNOWLEDGED for event in timeline)
    if (told and not anyway) or await is_muted(turn):
        return nothing
    words = Text("safety.heard", number=case.number)

    async def effect(work: Work) -> None:
        await work.cases.note(CaseEvent(case.id, CaseEventKind.ACKNOWLEDGED, now))
        await tell_owner(work, case, words, now, buttons=way_out(case))

    return effect


async def acknowledged(turn: Turn, case: Case) -> Effect:
    """Return the effect that tells the owner so, to go with passing on what they wrote."""
    if case.is_anonymous and isinstance(turn.incoming.content, Shared):
        return nothing  # it is not passed on yet: they are asked first
    now = turn.tools.clock.now()
    timeline = await turn.tools.cases.timeline(case.id)
    lately = any(
        event.kind is CaseEventKind.ACKNOWLEDGED and event.at > now - _NOT_AGAIN_WITHIN
        for event in timeline
    )
    if lately or await is_muted(turn):
        return nothing
    words = joined_words(turn.tools, case, turn.caller.owner)

    async def effect(work: Work) -> None:
        await work.cases.note(CaseEvent(case.id, CaseEventKind.ACKNOWLEDGED, now))
        await tell_owner(work, case, words, now)

    return effect
