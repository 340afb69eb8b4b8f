"""Reading the figures of complaints for a report."""

from collections.abc import Collection
from datetime import date, datetime

from domain.complaints.figures import ComplaintFigures, Counted, complaint_figures
from domain.complaints.register import RegisterFilter
from domain.measures import Days
from domain.policy import Policy
from domain.ports import ComplaintReads
from domain.surveys.figures import Months

_PAGE = 500
_MONTHS = 12


async def complaint_figures_of(
    reads: ComplaintReads,
    days: Days,
    policy: Policy,
    at: datetime,
    desks: Collection[str] | None = None,
) -> ComplaintFigures:
    """Return the figures of a month of these desks, or of all of the policy, at the moment `at`.

    Anonymous complaints count, too; nothing of a report says whose any of them are.
    """
    keys = tuple(desks) if desks is not None else tuple(desk.key for desk in policy.desks)
    sought = RegisterFilter(keys, days, named_only=False)
    spans = sought.spans(policy)
    complaints: list[Counted] = []
    while True:
        page = await reads.register(spans, sought, limit=_PAGE, offset=len(complaints))
        for one in page:
            remedies = tuple(await reads.remedies(one.case.id))
            actions = tuple(await reads.actions(one.case.id))
            complaints.append(Counted(one, remedies, actions))
        if len(page) < _PAGE:
            break
    trend: list[tuple[date, int]] = []
    for month in Months.up_to(days.first, _MONTHS).each():
        of_month = RegisterFilter(keys, Days.month(month.year, month.month), named_only=False)
        trend.append((month, await reads.count(of_month.spans(policy), of_month)))
    return complaint_figures(complaints, trend, days, policy, at)
