"""An owner blocked the bot, or is back: their active cases say so, once."""

from domain.cases import ACTIVE, Case, CaseEventKind
from domain.ports import Effect, Tools, Work, effects, nothing
from domain.text import Text
from handlers.cases import events
from handlers.cases.room.card import CardView, view_of


async def blocked(tools: Tools, bot_id: int, owner_id: int, *, is_blocked: bool) -> Effect:
    """Return the effect that tells every active case of the owner with this bot."""
    cases = await tools.cases.of_owner(bot_id, owner_id, ACTIVE)
    return effects([await case_says(tools, case, is_blocked=is_blocked) for case in cases])


async def case_says(tools: Tools, case: Case, *, is_blocked: bool) -> Effect:
    """Return the effect that tells one case; nothing if it says so already.

    Nor where the owner is not to be known: their other cases say it at the same moment.
    """
    if case.is_anonymous:
        return nothing
    said = [
        event
        for event in await tools.cases.timeline(case.id)
        if event.kind is CaseEventKind.OWNER_BLOCKED
    ]
    if bool(said and said[-1].data.get("blocked")) is is_blocked:
        return nothing
    view: CardView = (await view_of(tools, case)).with_blocked(is_blocked=is_blocked)
    now = tools.clock.now()
    words = Text("case.owner_blocked") if is_blocked else Text("case.owner_back")

    async def effect(work: Work) -> None:
        current = await work.cases.locked(case.id)
        await work.cases.note(events.owner_blocked(case, now, blocked=is_blocked))
        await work.outbox.put(view.room.say(words), view.changed(current or case))

    return effect
