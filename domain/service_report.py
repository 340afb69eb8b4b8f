"""The report on customer service, from its figures (domain/case_figures.py)."""

from collections.abc import Sequence

from domain.case_figures import Backlog, Figures, ServiceFigures, Times
from domain.cases import CaseEnd, CaseKind
from domain.measures import Share
from domain.policy import Policy
from domain.report import Cell, Chart, KeyFigure, Report, Shape, Table
from domain.text import Day, Joined, Moment, Percent, Plain, Span, Text

_KINDS = {
    CaseKind.QUESTION: Text("report.kind_question"),
    CaseKind.COMPLAINT: Text("report.kind_complaint"),
    CaseKind.EMERGENCY: Text("report.kind_emergency"),
    CaseKind.FOLLOW_UP: Text("report.kind_follow_up"),
    CaseKind.BOOKING: Text("report.kind_booking"),
}
_SET_ASIDE = {
    CaseEnd.WITHDRAWN: Text("report.withdrawn"),
    CaseEnd.MERGED: Text("report.merged"),
    CaseEnd.SPAM: Text("report.spam"),
    CaseEnd.UNREACHABLE: Text("report.unreachable"),
}
_COLUMNS = (
    Text("report.opened"),
    Text("report.first_median"),
    Text("report.first_ninetieth"),
    Text("report.first_within"),
    Text("report.resolution_median"),
    Text("report.resolution_ninetieth"),
    Text("report.resolution_within"),
    Text("report.reopened"),
    Text("report.rating"),
    Text("report.ratings"),
)
_BRIEF = (1, 2, 4, 5, 7, 9)
"""Opened, median and share in time of first response and of resolution, rating."""


def service_report(
    figures: ServiceFigures, policy: Policy, of_desks: Sequence[str] | None = None
) -> Report:
    """Return the report.

    `of_desks` are the keys of those that were asked for; where the policy has others besides, the
    title names them. Moments are by the clock of the first, else of the policy's default desk.
    """
    of_desks = of_desks or ()
    as_of = Moment(figures.at, policy.desk_of(next(iter(of_desks), None)).time_zone)
    kinds = [(_KINDS[kind], each) for kind, each in figures.by_kind]
    desks = [(policy.desk_name(desk), each) for desk, each in figures.by_desk]
    people = [(_name(person.name), each) for person, each in figures.by_person]
    return Report(
        title=_title(policy, of_desks),
        subtitle=Text(
            "report.span", first=Day(figures.days.first), last=Day(figures.days.last), as_of=as_of
        ),
        key_figures=(*_key_figures(figures.total), *_backlog_figures(figures)),
        charts=(
            Chart(
                Text("report.opened_by_day"),
                Shape.COLUMNS,
                tuple(Day(day, short=True) for day, _ in figures.opened_on),
                tuple(number for _, number in figures.opened_on),
            ),
            Chart(
                Text("report.opened_by_kind"),
                Shape.BARS,
                tuple(kind for kind, _ in kinds),
                tuple(each.opened for _, each in kinds),
            ),
            Chart(
                Text("report.within_by_desk"),
                Shape.BARS,
                tuple(desk for desk, _ in desks),
                tuple(_percent(each.first_response.within) for _, each in desks),
            ),
            Chart(
                Text("report.first_by_person"),
                Shape.BARS,
                tuple(person for person, _ in people),
                tuple(_span(each.first_response) for _, each in people),
            ),
        ),
        tables=(
            _table(Text("report.by_kind"), Text("report.kind"), kinds),
            _table(Text("report.by_desk"), Text("report.desk"), desks),
            _table(Text("report.by_person"), Text("report.person"), people),
            _set_aside(figures.total),
            _backlog(figures, policy),
        ),
        notes=(Text("report.service_notes"),),
    )


def _title(policy: Policy, of_desks: Sequence[str]) -> Text:
    if {desk.key for desk in policy.desks} <= set(of_desks) or not of_desks:
        return Text("report.service")
    names = Joined(tuple(policy.desk_name(desk) for desk in of_desks), " · ")
    return Text("report.service_of", desks=names)


def _key_figures(total: Figures) -> tuple[KeyFigure, ...]:
    first, last = total.first_response, total.resolution
    given = Text("report.given", n=total.rating.given)
    return (
        KeyFigure(Text("report.opened"), total.opened, _withdrawn(total)),
        KeyFigure(Text("report.first_median"), _span(first), _ninetieth(first)),
        KeyFigure(Text("report.first_within"), _percent(first.within), _of(first.within)),
        KeyFigure(Text("report.resolution_median"), _span(last), _ninetieth(last)),
        KeyFigure(Text("report.resolution_within"), _percent(last.within), _of(last.within)),
        KeyFigure(Text("report.reopened"), _percent(total.reopened), _of(total.reopened)),
        KeyFigure(Text("report.rating"), _stars(total), given),
    )


def _withdrawn(total: Figures) -> Text | None:
    """Return how many of the cases their owners took back, which no figure below judges."""
    number = dict(total.set_aside).get(CaseEnd.WITHDRAWN)
    return Text("report.withdrawn_of_them", withdrawn=number) if number else None


def _backlog_figures(figures: ServiceFigures) -> tuple[KeyFigure, ...]:
    backlogs = [each for _, each in figures.backlog]
    overdue = sum(each.overdue for each in backlogs)
    return (
        KeyFigure(
            Text("report.backlog"),
            sum(each.active for each in backlogs),
            Text("report.overdue_of_them", overdue=overdue),
        ),
    )


def _table(title: Text, of: Text, groups: Sequence[tuple[Cell, Figures]]) -> Table:
    return Table(
        title, (of, *_COLUMNS), tuple((name, *_row(each)) for name, each in groups), _BRIEF
    )


def _row(figures: Figures) -> tuple[Cell, ...]:
    first, last = figures.first_response, figures.resolution
    return (
        figures.opened,
        _span(first),
        _longest(first),
        _percent(first.within),
        _span(last),
        _longest(last),
        _percent(last.within),
        _percent(figures.reopened),
        _stars(figures),
        figures.rating.given,
    )


def _set_aside(total: Figures) -> Table:
    return Table(
        Text("report.set_aside"),
        (Text("report.why"), Text("report.cases")),
        tuple((_SET_ASIDE[end], number) for end, number in total.set_aside),
        (1,),
    )


def _backlog(figures: ServiceFigures, policy: Policy) -> Table:
    def row(desk: str, backlog: Backlog) -> tuple[Cell, ...]:
        oldest = backlog.oldest
        return (
            policy.desk_name(desk),
            backlog.active,
            backlog.unclaimed,
            backlog.waiting,
            backlog.first_overdue,
            backlog.resolution_overdue,
            None if oldest is None else Moment(oldest, policy.desk_of(desk).time_zone, figures.at),
        )

    return Table(
        Text("report.backlog"),
        (
            Text("report.desk"),
            Text("report.active"),
            Text("report.unclaimed"),
            Text("report.waiting"),
            Text("report.first_overdue"),
            Text("report.resolution_overdue"),
            Text("report.oldest"),
        ),
        tuple(row(desk, backlog) for desk, backlog in figures.backlog),
        (1, 2, 4),
    )


def _name(name: str) -> Plain | Text:
    return Plain(name) if name.strip() else Text("report.unnamed")


def _span(times: Times) -> Cell:
    return None if times.median is None else Span(times.median, business=True)


def _longest(times: Times) -> Cell:
    return None if times.ninetieth is None else Span(times.ninetieth, business=True)


def _ninetieth(times: Times) -> Text | None:
    longest = times.ninetieth
    return None if longest is None else Text("report.ninetieth", span=Span(longest, business=True))


def _percent(share: Share) -> Cell:
    return None if share.value is None else Percent(share.value)


def _of(share: Share) -> Text | None:
    return Text("report.of", kept=share.kept, counted=share.counted) if share.counted else None


def _stars(figures: Figures) -> Cell:
    return None if figures.rating.mean is None else round(figures.rating.mean, 2)
