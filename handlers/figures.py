"""Reading the figures of customer service, and those of surveys, for a report."""

import asyncio
from collections.abc import Collection
from datetime import datetime

from domain.case_figures import ServiceFigures
from domain.measures import Days
from domain.policy import Policy
from domain.ports import CaseFigureReads, SurveyFigureReads
from domain.service_tally import ServiceTally
from domain.surveys.definition import Measure, SurveyBook
from domain.surveys.figures import WINDOW, Dimension, Months, SurveyFigures, figures


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


async def survey_figures_of(
    reads: SurveyFigureReads,
    book: SurveyBook,
    measure: Measure,
    months: Months,
    desks: Collection[str] | None = None,
) -> SurveyFigures:
    """Return the figures of every survey that measures this, of these desks or of all.

    Also read are the months before, which the first moving averages are made of.
    """
    keys = [survey.key for survey in book.surveys if survey.measure is measure]
    before = Months.up_to(months.first, WINDOW).first
    found = []
    for dimension in Dimension:
        first = before if dimension is Dimension.MONTH else months.first
        span = Months(first, months.last)
        found.append((dimension, await reads.scores(dimension, keys, span, desks=desks)))
    named = [one.key for one in book.surveys if one.measure is measure and not one.anonymous]
    asked = {one: await reads.asked(one, named, months, desks=desks) for one in Dimension}
    recoveries = await reads.recoveries(keys, months, desks=desks)
    return figures(months, found, asked, recoveries)
