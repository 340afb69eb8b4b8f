"""The report on scores, from their figures (domain/surveys/figures.py)."""

from collections.abc import Sequence
from datetime import date

from domain.measures import Share
from domain.policy import Policy
from domain.report import Cell, Chart, KeyFigure, Report, Shape, Table
from domain.surveys.definition import Measure, SurveyBook
from domain.surveys.figures import OTHERS, Dimension, Group, GroupKey, Recovery, SurveyFigures
from domain.surveys.responses import LINK, is_unhappy
from domain.surveys.statistics import Csat, Interval, Nps, ScoreCounts
from domain.text import Joined, Month, Param, Percent, Plain, Text

_DIMENSIONS = {
    Dimension.SURVEY: (Text("nps.by_survey"), Text("nps.survey")),
    Dimension.DESK: (Text("report.by_desk"), Text("report.desk")),
    Dimension.MODEL: (Text("nps.by_model"), Text("nps.model")),
    Dimension.TRIGGER: (Text("nps.by_trigger"), Text("nps.trigger")),
    Dimension.TIER: (Text("nps.by_tier"), Text("nps.tier")),
}


def survey_report(
    figures: SurveyFigures,
    measure: Measure,
    policy: Policy,
    book: SurveyBook,
    of_desks: Sequence[str] | None = None,
) -> Report:
    """Return the report. `of_desks` are the keys of those that were asked for."""
    is_nps = measure is Measure.NPS
    value = Text("nps.nps") if is_nps else Text("nps.csat")
    scale = range(11) if is_nps else range(1, 6)
    by_desk = next((groups for one, groups in figures.groups if one is Dimension.DESK), ())
    recovered = _recovered(figures.recoveries, is_nps=is_nps)
    return Report(
        title=_title(is_nps, policy, of_desks),
        subtitle=Text(
            "nps.span", first=Month(figures.months.first), last=Month(figures.months.last)
        ),
        key_figures=(
            *_key_figures(figures.total, is_nps=is_nps),
            _rate(figures.response),
            *recovered,
        ),
        charts=(
            _chart(
                Text("nps.course", value=value), Shape.COLUMNS, figures.by_month, is_nps,
                [Month(group.key, short=True) for group in figures.by_month
                 if isinstance(group.key, date)],
            ),
            _chart(
                Text("nps.course_moving", value=value), Shape.COLUMNS, figures.moving, is_nps,
                [Month(group.key, short=True) for group in figures.moving
                 if isinstance(group.key, date)],
            ),
            _chart(
                Text("nps.of_desks", value=value), Shape.BARS, by_desk, is_nps,
                [_name(Dimension.DESK, group.key, policy, book) for group in by_desk],
            ),
            Chart(
                Text("nps.distribution"),
                Shape.COLUMNS,
                tuple(scale),
                tuple(figures.total.get(score, 0) for score in scale),
            ),
        ),
        tables=(
            _by_month(figures, is_nps=is_nps),
            *(
                _table(dimension, groups, policy, book, is_nps=is_nps)
                for dimension, groups in figures.groups
                if any(group.key is not None for group in groups)
            ),
        ),
        notes=(Text("nps.notes") if is_nps else Text("nps.csat_notes"),),
    )  # fmt: skip


def _title(is_nps: bool, policy: Policy, of_desks: Sequence[str] | None) -> Text:  # noqa: FBT001
    title = Text("nps.title") if is_nps else Text("nps.csat_title")
    if not of_desks or {desk.key for desk in policy.desks} <= set(of_desks):
        return title
    names = Joined(tuple(policy.desk_name(desk) for desk in of_desks), " · ")
    return Text("nps.title_of", title=title, desks=names)


def _key_figures(total: ScoreCounts, *, is_nps: bool) -> tuple[KeyFigure, ...]:
    if not is_nps:
        csat = Csat.of(total)
        return (
            KeyFigure(Text("nps.csat"), _share(csat.value), _interval(csat.interval)),
            KeyFigure(Text("nps.n"), csat.n),
            KeyFigure(Text("nps.mean"), None if csat.mean is None else round(csat.mean, 2)),
        )
    nps = Nps.of(total)
    return (
        KeyFigure(Text("nps.nps"), _rounded(nps.value), _interval(nps.interval)),
        KeyFigure(Text("nps.n"), nps.n),
        KeyFigure(Text("nps.promoters"), _part(nps.promoters, nps.n), _count(nps.promoters)),
        KeyFigure(Text("nps.passives"), _part(nps.passives, nps.n), _count(nps.passives)),
        KeyFigure(Text("nps.detractors"), _part(nps.detractors, nps.n), _count(nps.detractors)),
    )


def _recovered(recoveries: Sequence[Recovery], *, is_nps: bool) -> tuple[KeyFigure, ...]:
    """Return how many of those who were asked again are unhappy no more."""
    total = sum(one.number for one in recoveries)
    if not total:
        return ()
    measure = Measure.NPS if is_nps else Measure.CSAT
    happy = sum(one.number for one in recoveries if not is_unhappy(measure, one.after))
    first = sum(one.before * one.number for one in recoveries) / total
    now = sum(one.after * one.number for one in recoveries) / total
    beside = Text(
        "nps.recovered_beside", kept=happy, counted=total, first=round(first, 1), now=round(now, 1)
    )
    return (KeyFigure(Text("nps.recovered"), Percent(happy / total), beside),)


def _rate(response: Share) -> KeyFigure:
    beside = Text("report.of", kept=response.kept, counted=response.counted)
    rate = None if response.value is None else Percent(response.value)
    return KeyFigure(Text("nps.rate"), rate, beside if response.counted else None)


def _by_month(figures: SurveyFigures, *, is_nps: bool) -> Table:
    rows = []
    for group, moved in zip(figures.by_month, figures.moving, strict=True):
        if not isinstance(group.key, date):
            continue
        rows.append(
            (Month(group.key), *_row(group, is_nps=is_nps), _value(moved.counts, is_nps=is_nps))
        )
    columns = (Text("nps.month"), *_columns(is_nps=is_nps), Text("nps.moving"))
    return Table(Text("nps.by_month"), columns, tuple(rows), (1, 2, 3, len(columns) - 1))


def _table(
    dimension: Dimension, groups: Sequence[Group], policy: Policy, book: SurveyBook, *, is_nps: bool
) -> Table:
    title, of = _DIMENSIONS[dimension]
    rows = tuple(
        (_name(dimension, group.key, policy, book), *_row(group, is_nps=is_nps)) for group in groups
    )
    return Table(title, (of, *_columns(is_nps=is_nps)), rows, (1, 2, 3))


def _columns(*, is_nps: bool) -> tuple[Text, ...]:
    first = (Text("nps.nps") if is_nps else Text("nps.csat"), Text("nps.interval"), Text("nps.n"))
    rate = Text("nps.rate")
    if is_nps:
        return (*first, Text("nps.promoters"), Text("nps.passives"), Text("nps.detractors"), rate)
    return (*first, Text("nps.satisfied"), Text("nps.mean"), rate)


def _row(group: Group, *, is_nps: bool) -> tuple[Cell, ...]:
    rate = None if group.response.value is None else Percent(group.response.value)
    if is_nps:
        nps = Nps.of(group.counts)
        first = (_rounded(nps.value), _bounds(nps.interval), nps.n)
        return (*first, nps.promoters, nps.passives, nps.detractors, rate)
    csat = Csat.of(group.counts)
    mean = None if csat.mean is None else round(csat.mean, 2)
    return (_share(csat.value), _bounds(csat.interval), csat.n, csat.satisfied, mean, rate)


def _chart(
    title: Text, shape: Shape, groups: Sequence[Group], is_nps: bool, labels: Sequence[Param],  # noqa: FBT001
) -> Chart:  # fmt: skip
    intervals = [(Nps if is_nps else Csat).of(group.counts).interval for group in groups]
    scale = 1.0 if is_nps else 0.01
    spans = tuple((one.low * scale, one.high * scale) if one else None for one in intervals)
    values = tuple(_value(group.counts, is_nps=is_nps) for group in groups)
    return Chart(title, shape, tuple(labels), values, spans)


def _name(dimension: Dimension, key: GroupKey, policy: Policy, book: SurveyBook) -> Param:
    name: Param = Text("nps.unknown") if key is None else Plain(str(key))
    if key == OTHERS:
        return Text("nps.others")
    if isinstance(key, str):
        survey, model = book.find(key), policy.model(key)
        if dimension is Dimension.DESK:
            name = policy.desk_name(key)
        elif dimension is Dimension.SURVEY and survey is not None:
            name = survey.name
        elif dimension is Dimension.MODEL and model is not None:
            name = model.name
        elif dimension is Dimension.TRIGGER:
            name = _occasion(key)
    return name


def _occasion(trigger: str) -> Param:
    if trigger == LINK:
        return Text("nps.trigger_link")
    what, _, of = trigger.partition(":")
    if what == "every":
        return Text("nps.trigger_every", days=of)
    known = {
        "delivery": Text("nps.trigger_delivery"),
        "service_visit": Text("nps.trigger_visit"),
        "case_closed": Text("nps.trigger_case"),
    }
    return known.get(of, Plain(of or trigger))


def _value(counts: ScoreCounts, *, is_nps: bool) -> Cell:
    return _rounded(Nps.of(counts).value) if is_nps else _share(Csat.of(counts).value)


def _rounded(value: float | None) -> Cell:
    return None if value is None else round(value, 1)


def _share(percent: float | None) -> Cell:
    return None if percent is None else Percent(percent / 100)


def _part(number: int, n: int) -> Cell:
    return Percent(number / n) if n else None


def _count(number: int) -> Text:
    return Text("nps.count", n=number)


def _bounds(interval: Interval | None) -> Cell:
    if interval is None:
        return None
    return Text("nps.bounds", low=round(interval.low), high=round(interval.high))


def _interval(interval: Interval | None) -> Text | None:
    if interval is None:
        return None
    return Text("nps.between", low=round(interval.low), high=round(interval.high))
