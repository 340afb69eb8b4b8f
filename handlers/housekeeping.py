"""Retention as jobs of the clock: each runs in a unit of work of its own."""

from datetime import datetime, timedelta

from domain.pipeline import DueTimer
from domain.ports import Tools, Work
from handlers.timing import Due

EVERY = timedelta(hours=1)

_NEVER_AGAIN = timedelta(days=7)
"""Telegram gives an update again for 24 hours at most (Bot API, "Getting updates")."""


async def prune_payloads(timer: DueTimer, tools: Tools) -> Due:
    """Empty the payloads of updates that were handled long enough ago."""
    del timer
    before = _before(tools, tools.policy.retention.update_payloads)

    async def effect(work: Work) -> None:
        await work.housekeeping.prune_payloads(before)

    return Due(effect, _next(tools))


async def forget_updates(timer: DueTimer, tools: Tools) -> Due:
    """Forget updates altogether, once they have been empty for a while."""
    del timer
    before = _before(tools, tools.policy.retention.update_payloads) - _NEVER_AGAIN

    async def effect(work: Work) -> None:
        await work.housekeeping.forget_updates(before)

    return Due(effect, _next(tools))


async def prune_outbox(timer: DueTimer, tools: Tools) -> Due:
    """Empty the words of messages that were sent long enough ago."""
    del timer
    before = _before(tools, tools.policy.retention.sent_texts)

    async def effect(work: Work) -> None:
        await work.housekeeping.prune_outbox(before)

    return Due(effect, _next(tools))


async def prune_cases(timer: DueTimer, tools: Tools) -> Due:
    """Empty the words of cases that were closed long enough ago; many take several runs."""
    del timer
    before = _before(tools, tools.policy.retention.cases)

    async def effect(work: Work) -> None:
        await work.housekeeping.prune_cases(before)

    return Due(effect, _next(tools))


async def prune_surveys(timer: DueTimer, tools: Tools) -> Due:
    """Empty the words of responses to surveys that are old enough; their scores stay."""
    del timer
    before = _before(tools, tools.policy.retention.surveys)

    async def effect(work: Work) -> None:
        await work.housekeeping.prune_surveys(before)

    return Due(effect, _next(tools))


async def prune_forms(timer: DueTimer, tools: Tools) -> Due:
    """Delete the forms whose time is over."""
    del timer
    now = tools.clock.now()

    async def effect(work: Work) -> None:
        await work.housekeeping.prune_dialogs(now)

    return Due(effect, _next(tools))


def _before(tools: Tools, days: int) -> datetime:
    return tools.clock.now() - tools.policy.retention.before(days)


def _next(tools: Tools) -> datetime:
    return tools.clock.now() + EVERY
