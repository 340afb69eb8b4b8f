"""Beside a case that nobody has claimed, what the bot cannot answer has reached staff: it says so.

Once in a while only, since whoever tells a story does so in many messages.
"""

from datetime import timedelta

from domain.cases import Case, CaseEvent, CaseEventKind
from domain.ports import Effect, Work, nothing
from handlers.cases.owner.muted import is_muted
from handlers.cases.owner.receipt import joined_words
from handlers.cases.to_owner import tell_owner
from handlers.turn import Turn

_NOT_AGAIN_WITHIN = timedelta(minutes=10)


async def acknowledged(turn: Turn, case: Case) -> Effect:
    """Return the effect that tells the owner so, to go with passing on what they wrote."""
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
