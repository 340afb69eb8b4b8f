"""The clock groups what got no answer by what it means, beside the bot, a part at a time."""

from datetime import timedelta

from domain.faq_gaps import members_of
from domain.pipeline import DueTimer
from domain.ports import Tools, Work, nothing
from handlers.timing import Due

GATHER = "faq_gaps"
EVERY = timedelta(minutes=5)
AT_ONCE = 200
"""Questions in a round: about a second of work, between which other jobs come to their turn."""
MOST_KNOWN = 2_000
"""Gaps that a question may join: those asked for last."""
EXAMPLES = 3
"""Questions of a gap that others are compared with."""
_SOON = timedelta(seconds=1)


async def gather(timer: DueTimer, tools: Tools) -> Due:
    """Group the next questions; soon again while there are more."""
    del timer
    now = tools.clock.now()
    questions = await tools.gaps.unanswered(limit=AT_ONCE)
    if not questions:
        return Due(nothing, now + EVERY)
    known = await tools.gaps.known(limit=MOST_KNOWN, examples=EXAMPLES)
    places = await tools.meanings.group(
        [one.text for one in questions], [one.examples for one in known]
    )
    members = members_of(questions, known, places)

    async def effect(work: Work) -> None:
        await work.gaps.gather(members)

    return Due(effect, now + (_SOON if len(questions) == AT_ONCE else EVERY))
