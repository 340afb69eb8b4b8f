"""The report on customer service says what its figures are."""

from datetime import UTC, datetime, timedelta

from domain.cases import CaseCourse, CaseEnd, CaseKind, CasePriority, CaseStatus
from domain.measures import Days
from domain.policy import Policy
from domain.service_report import service_report
from domain.service_tally import service_figures
from domain.text import Localized, Moment, Percent, Plain, Span, Text

POLICY = Policy.model_validate(
    {
        "brand": {"key": "own", "name": "Own"},
        "desks": [{"key": "main", "name": {"en": "Main", "zh": "总店"}}],
    }
)
TEN = datetime(2026, 11, 25, 2, tzinfo=UTC)
NOVEMBER = Days.month(2026, 11)


def row(**fields: object) -> CaseCourse:
    plain = {
        "kind": CaseKind.QUESTION, "desk": "main", "status": CaseStatus.OPEN,
        "priority": CasePriority.NORMAL, "opened_at": TEN,
    }  # fmt: skip
    return CaseCourse(**(plain | fields))  # type: ignore[arg-type]


def test_every_kind_and_every_end_has_a_name() -> None:
    rows = [row(kind=kind) for kind in CaseKind] + [
        row(status=CaseStatus.CLOSED, closed_at=TEN, end=end) for end in CaseEnd
    ]
    report = service_report(service_figures(rows, NOVEMBER, POLICY, TEN), POLICY)
    by_kind, _, _, set_aside, backlog = report.tables
    assert {line[0] for line in by_kind.rows} == {
        Text("report.kind_question"), Text("report.kind_complaint"),
        Text("report.kind_emergency"), Text("report.kind_follow_up"), Text("report.kind_booking"),
    }  # fmt: skip
    assert [line[1] for line in set_aside.rows] == [1, 1, 1, 1]
    assert backlog.rows[0][1] == len(CaseKind)


def test_rows_are_named_for_people_to_read() -> None:
    rows = [
        row(assignee=1, assignee_name="Lin", first_response_at=TEN + timedelta(hours=1)),
        row(assignee=2, assignee_name=" ", desk="gone"),
    ]
    report = service_report(service_figures(rows, NOVEMBER, POLICY, TEN), POLICY)
    _, by_desk, by_person, _, _ = report.tables
    assert [line[0] for line in by_desk.rows] == [
        Localized((("en", "gone"),)),
        Localized((("en", "Main"), ("zh-Hans", "总店"))),
    ]
    assert [line[0] for line in by_person.rows] == [Text("report.unnamed"), Plain("Lin")]
    assert by_person.rows[1][1:4] == (1, *[Span(timedelta(hours=1), business=True)] * 2)
    assert by_person.rows[1][4] == Percent(1.0)


def test_every_row_has_a_cell_a_column() -> None:
    figures = service_figures([row(assignee=1, assignee_name="Lin")], NOVEMBER, POLICY, TEN)
    report = service_report(figures, POLICY)
    for table in report.tables:
        assert all(len(line) == len(table.columns) for line in table.rows)
        assert all(place < len(table.columns) for place in table.brief)
    for chart in report.charts:
        assert len(chart.labels) == len(chart.values)


def test_nothing_to_compute_from_is_no_figure() -> None:
    report = service_report(service_figures([], NOVEMBER, POLICY, TEN), POLICY)
    assert [figure.value for figure in report.key_figures] == [0, *[None] * 6, 0]


def test_the_title_names_the_desks_where_there_are_others() -> None:
    two = Policy.model_validate(
        {
            "brand": {"key": "own", "name": "Own"},
            "desks": [
                {"key": "main", "name": "Main"},
                {"key": "berlin", "name": "Berlin", "time_zone": "Europe/Berlin"},
            ],
        }
    )
    figures = service_figures([row(desk="berlin")], NOVEMBER, two, TEN)
    berlin = service_report(figures, two, ["berlin"])
    assert berlin.title.id == "report.service_of"
    assert berlin.subtitle.params["as_of"] == Moment(TEN, "Europe/Berlin")
    for of_desks in (None, ["berlin", "main"]):
        assert service_report(figures, two, of_desks).title == Text("report.service")


def test_what_owners_took_back_is_told_beside_how_many_there_were() -> None:
    back = {"status": CaseStatus.CLOSED, "closed_at": TEN, "end": CaseEnd.WITHDRAWN}
    figures = service_figures([row(), row(**back)], NOVEMBER, POLICY, TEN)
    opened = service_report(figures, POLICY).key_figures[0]
    assert (opened.value, opened.beside) == (2, Text("report.withdrawn_of_them", withdrawn=1))
