"""The monthly report on complaints, from its figures (domain/complaints/figures.py)."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TypeAlias

from domain.complaints.categories import ComplaintCategory, name_of
from domain.complaints.figures import (
    ComplaintFigures,
    ComplaintGroup,
    Counted,
    Grouped,
    GroupKey,
    cumulated,
)
from domain.complaints.handling import Action
from domain.complaints.names import REMEDIES, SEVERITIES, VERDICTS
from domain.measures import Share
from domain.policy import Policy
from domain.report import Cell, Chart, KeyFigure, Report, Shape, Table
from domain.text import Body, Day, Joined, Moment, Month, Param, Percent, Plain, Span, Text

_MOST_BARS = 12


def complaint_report(
    figures: ComplaintFigures, policy: Policy, of_desks: Sequence[str] | None = None
) -> Report:
    """Return the report. `of_desks` are the keys of those that were asked for."""
    zone = policy.desk_of(next(iter(of_desks or ()), None)).time_zone
    rules = policy.complaints
    categories = _named(figures.by_category, lambda key: _path(rules.categories, key))
    models = _named(figures.by_model, lambda key: _model(policy, key))
    desks = _named(figures.by_desk, lambda key: policy.desk_name(key or ""))
    causes = _named(figures.by_cause, lambda key: _path(rules.causes, key))
    fields = _named(figures.by_field, lambda key: _path(rules.categories, key))
    return Report(
        title=Text("creport.title"),
        subtitle=Text(
            "creport.span", month=Month(figures.days.first), as_of=Moment(figures.at, zone)
        ),
        key_figures=_key_figures(figures, policy),
        charts=(
            _bars(Text("creport.pareto"), categories),
            Chart(
                Text("creport.trend"),
                Shape.COLUMNS,
                tuple(Month(month, short=True) for month, _ in figures.trend),
                tuple(number for _, number in figures.trend),
            ),
            _bars(Text("creport.of_models"), models),
            _bars(Text("creport.of_desks"), desks),
            _bars(Text("creport.of_causes"), causes),
        ),
        tables=(
            _table(Text("creport.by_field"), fields, figures.by_field),
            _table(Text("creport.by_category"), categories, figures.by_category),
            _table(Text("creport.by_model"), models, figures.by_model),
            _table(Text("creport.by_desk"), desks, figures.by_desk),
            _table(Text("creport.by_cause"), causes, figures.by_cause),
            *_rates(figures, policy),
            _remedies(figures),
            _actions(figures.actions),
            _complaints(figures.complaints, policy),
        ),
        notes=(Text("creport.notes"),),
    )


def _key_figures(figures: ComplaintFigures, policy: Policy) -> tuple[KeyFigure, ...]:
    total, service = figures.total, figures.total.service
    done = sum(action.done_at is not None for _, action in figures.actions)
    return (
        KeyFigure(Text("creport.complaints"), total.count, _severe(total)),
        KeyFigure(
            Text("report.first_median"),
            _span(service.first_response.median),
            _within(service.first_response.within),
        ),
        KeyFigure(
            Text("report.resolution_median"),
            _span(service.resolution.median),
            _within(service.resolution.within),
        ),
        KeyFigure(Text("report.reopened"), _percent(service.reopened), _of(service.reopened)),
        KeyFigure(Text("creport.taken_up"), total.taken_up),
        KeyFigure(
            Text("creport.cost"), total.cost, Text("creport.in_", what=policy.complaints.currency)
        ),
        KeyFigure(
            Text("creport.handling"),
            total.handling.mean,
            Text("creport.given", given=total.handling.given),
        ),
        KeyFigure(Text("creport.held"), _percent(total.held), _of(total.held)),
        KeyFigure(
            Text("creport.actions_done"), done, Text("creport.of_all", counted=len(figures.actions))
        ),
    )


_Names: TypeAlias = tuple[tuple[Body, ComplaintGroup], ...]


def _named(groups: Grouped, name: Callable[[GroupKey], Body | None]) -> _Names:
    return tuple((name(key) or Text("creport.unknown"), group) for key, group in groups)


def _bars(title: Text, named: _Names) -> Chart:
    shown = named[:_MOST_BARS]
    labels: tuple[Param, ...] = tuple(name for name, _ in shown)
    return Chart(title, Shape.BARS, labels, tuple(group.count for _, group in shown))


_COLUMNS = (
    Text("creport.complaints"),
    Text("creport.cumulated"),
    Text("creport.severe"),
    Text("report.first_median"),
    Text("report.first_within"),
    Text("report.resolution_median"),
    Text("report.resolution_within"),
    Text("report.reopened"),
    Text("creport.taken_up"),
    Text("creport.cost"),
    Text("creport.handling"),
    Text("creport.numbers"),
)


def _table(title: Text, named: _Names, groups: Grouped) -> Table:
    shares = cumulated(groups)
    rows = tuple(
        (name, *_row(group, share)) for (name, group), share in zip(named, shares, strict=True)
    )
    return Table(title, (Text("creport.what"), *_COLUMNS), rows, (1, 2))


def _row(group: ComplaintGroup, share: float) -> tuple[Cell, ...]:
    first, last = group.service.first_response, group.service.resolution
    return (
        group.count,
        Percent(share),
        group.severe,
        _span(first.median),
        _percent(first.within),
        _span(last.median),
        _percent(last.within),
        _percent(group.service.reopened),
        group.taken_up,
        group.cost,
        group.handling.mean,
        Plain(", ".join(group.numbers)),
    )


def _rates(figures: ComplaintFigures, policy: Policy) -> tuple[Table, ...]:
    """Return complaints per 1,000 vehicles of the models whose number the policy gives."""
    counts = {key: group.count for key, group in figures.by_model}
    rows = tuple(
        (
            model.name,
            counts.get(model.key, 0),
            model.vehicles,
            round(counts.get(model.key, 0) * 1000 / model.vehicles, 2),
        )
        for model in policy.brand.models
        if model.vehicles
    )
    columns = (
        Text("creport.what"),
        Text("creport.complaints"),
        Text("creport.vehicles"),
        Text("creport.per_thousand"),
    )
    return (Table(Text("creport.rates"), columns, rows, (1, 3)),) if rows else ()


def _remedies(figures: ComplaintFigures) -> Table:
    columns = (
        Text("creport.remedy"),
        Text("creport.offered"),
        Text("creport.accepted"),
        Text("creport.cost"),
    )
    rows = tuple(
        (REMEDIES[one.kind], one.offered, one.accepted, one.cost) for one in figures.remedies
    )
    return Table(Text("creport.remedies"), columns, rows, (1, 2, 3))


def _actions(actions: Sequence[tuple[str, Action]]) -> Table:
    columns = (
        Text("register.number"),
        Text("creport.action"),
        Text("creport.owner"),
        Text("creport.due"),
        Text("creport.is_done"),
    )
    yes, no = Text("creport.yes"), Text("creport.no")
    rows = tuple(
        (
            Plain(number),
            Plain(one.words),
            Plain(one.owner_name),
            Day(one.due),
            yes if one.done_at is not None else no,
        )
        for number, one in actions
    )
    return Table(Text("creport.actions"), columns, rows)


def _complaints(complaints: Sequence[Counted], policy: Policy) -> Table:
    """Return every complaint behind the figures: each figure's are found by filtering these."""
    columns = (
        Text("register.number"),
        Text("register.opened"),
        Text("register.desk"),
        Text("register.about"),
        Text("register.car"),
        Text("register.severity"),
        Text("register.cause"),
        Text("register.decision"),
        Text("creport.cost"),
        Text("register.handling"),
    )
    rows = []
    for one in complaints:
        case, complaint = one.filed.case, one.filed.complaint
        zone = policy.desk_of(case.desk).time_zone
        rows.append(
            (
                Plain(case.number),
                Moment(case.opened_at, zone),
                policy.desk_name(case.desk),
                _path(policy.complaints.categories, complaint.details.category),
                _model(policy, complaint.details.model),
                SEVERITIES[complaint.severity],
                _path(policy.complaints.causes, complaint.cause),
                VERDICTS[complaint.verdict] if complaint.verdict else None,
                one.cost,
                complaint.handling,
            )
        )
    return Table(Text("creport.every"), columns, tuple(rows))


def _path(tree: Sequence[ComplaintCategory], key: GroupKey) -> Body | None:
    if key is None:
        return None
    names = name_of(tree, key)
    return Joined(names, " › ") if names else Plain(key)


def _model(policy: Policy, key: GroupKey) -> Body | None:
    model = policy.model(key) if key else None
    return model.name if model else Plain(key) if key else None


def _severe(total: ComplaintGroup) -> Text:
    return Text("creport.severe_of_them", severe=total.severe)


def _within(share: Share) -> Text | None:
    value = _percent(share)
    return Text("creport.within", share=value) if value is not None else None


def _of(share: Share) -> Text | None:
    if not share.counted:
        return None
    return Text("creport.kept_of", kept=share.kept, counted=share.counted)


def _percent(share: Share) -> Percent | None:
    return Percent(share.value) if share.value is not None else None


def _span(length: timedelta | None) -> Span | None:
    return Span(length, business=True) if length is not None else None
