"""Owners whose messages staff marked as spam: kept, not shown to staff, and told so once."""

from domain.case_messages import Author, Relay
from domain.cases import Case
from domain.ports import Effect, Work
from domain.text import Text
from handlers.cases.owner.kept import Carried
from handlers.turn import Turn

SENTENCE = Text("person.muted")


async def is_muted(turn: Turn) -> bool:
    """Whether staff muted the owner."""
    owner = turn.caller.owner
    return owner is not None and await turn.tools.staff.is_muted(owner.id)


async def keep_only(turn: Turn, case: Case) -> Effect:
    """Keep the message with the case, where it goes nowhere; the first time, say so."""
    said = await turn.tools.cases.messages(case.id, limit=20)
    silent = any(one.author is Author.OWNER and one.relay is Relay.MUTED for one in said)

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await work.cases.say(Carried.of(turn).to(case.id, Relay.MUTED))
        if not silent:
            await work.outbox.put(turn.reply(SENTENCE))

    return effect
