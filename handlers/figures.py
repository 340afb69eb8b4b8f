"""Reading the figures of customer service for a report."""

import asyncio
from collections.abc import Collection
from datetime import datetime

from domain.case_figures import ServiceFigures
from domain.measures import Days
from domain.policy import Policy
from domain.ports import CaseFigureReads
from domain.service_tally import ServiceTally


async def service_figures_of(
    reads: CaseFigureReads,
    days: Days,
    policy: Policy,
    at: datetime,
    desks: Collection[str] | None = None,
) -> ServiceFigures:
    """Return the figures of these desks, or of all, at the moment `at`.

    Counting a page of cases takes some hundredths of a second: it is done in a thread, so that
    nobody waits for all of them.
    """
    tally = ServiceTally(days, policy, at)
    for desk in [None] if desks is None else desks:
        async for rows in reads.case_rows(*days.around, desk=desk):
            await asyncio.to_thread(tally.add, rows)
    return await asyncio.to_thread(tally.figures)
