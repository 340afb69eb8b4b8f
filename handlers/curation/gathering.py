"""The clock groups what got no answer by what it means, beside the bot, a part at a time."""

from datetime import timedelta

from domain.faq_gaps import members_of
from domain.pipeline import DueTimer
from domain.ports import Tools, Work, nothing
from handlers.timing import Due

GATHER = "faq_gaps"
EVERY = timedelta(minutes=5)
AT_ONCE = 100
"""Questions in a round: two seconds of one processor with a thousand gaps, between which other
slow jobs come to their turn."""
MOST_KNOWN = 1_000
"""Gaps that a question may join: those asked for last."""
EXAMPLES = 2
"""Questions of a gap that others are compared with. After a start, all of them are read by the
models once more, beside the bot: a quarter of a minute of one processor at the most."""
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
