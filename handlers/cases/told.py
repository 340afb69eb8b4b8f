"""What came of a word of the bot to an owner about their case."""

from domain.pipeline import DueTimer
from domain.ports import Tools, Work, effects, nothing
from handlers.cases.blocked import case_says
from handlers.cases.to_owner import chat_of
from handlers.cases.twins import copies, outcome_of
from handlers.timing import Due


async def told(timer: DueTimer, tools: Tools) -> Due:
    """Keep where such a word stands in the owner's chat, or that it did not get there."""
    outcome = outcome_of(timer)
    case = await tools.cases.case(outcome.case_id)
    if case is None:
        return Due(nothing)

    async def effect(work: Work) -> None:
        await work.cases.set_relay(outcome.messages, outcome.relay)
        await work.cases.twin(copies(outcome, chat_of(case)))

    if outcome.gone == "chat" and case.status.is_active:
        return Due(effects((effect, await case_says(tools, case, is_blocked=True))))
    return Due(effect)
