"""How a case's clock stands, in one line."""

from datetime import datetime

from domain import sla
from domain.calendar import calendar_of
from domain.cases import Case
from domain.desks import Desk
from domain.ports import Tools
from domain.sla import ClockState, Standing
from domain.text import Body, Moment, Span, Text
from handlers.cases.desks import desk_of


def clock_line(tools: Tools, case: Case, now: datetime) -> Body:
    """Return in one line what is due next and how much time is left, or how it stands."""
    desk = desk_of(tools.policy, case.desk)
    calendar = calendar_of(desk)
    first = sla.first_response(case, calendar, tools.policy.sla, now)
    if first.stopped_at is None and case.status.is_active:
        due, left = _due(desk, first, now)
        if first.state is ClockState.BREACHED:
            return Text("case.first_overdue", due=due, over=Span(now - first.due))
        return Text("case.first_due", due=due, left=left)
    return _resolution(desk, case, sla.resolution(case, calendar, tools.policy.sla, now), now)


def _resolution(desk: Desk, case: Case, last: Standing, now: datetime) -> Body:
    due, left = _due(desk, last, now)
    match last.state:
        case ClockState.PAUSED:
            since = Moment(case.waiting_since or now, desk.time_zone, now)
            return Text("case.paused", since=since, left=left)
        case ClockState.RUNNING:
            return Text("case.solution_due", due=due, left=left)
        case ClockState.BREACHED if last.stopped_at is None:
            return Text("case.solution_overdue", due=due, over=Span(now - last.due))
        case ClockState.VOID:
            return Text("case.clock_void")
    return Text("case.clock_stopped", at=Moment(last.stopped_at or now, desk.time_zone, now))


def _due(desk: Desk, standing: Standing, now: datetime) -> tuple[Moment, Body]:
    return Moment(standing.due, desk.time_zone, now), _left(standing, now)


def _left(standing: Standing, now: datetime) -> Body:
    """Return the time that is left, and that it is business time where the desk closes before."""
    span = Span(standing.left, business=standing.target.business)
    if not span.business or standing.due - now == standing.left:
        return Text("case.span", span=span)
    hours, minutes = divmod(int(abs(standing.left).total_seconds()) // 60, 60)
    if hours and not minutes:
        return Text("case.business_hours", n=hours)
    return Text("case.business_time", span=span)
