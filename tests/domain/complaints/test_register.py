"""What somebody writes to filter the register."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.policy.file import load_policy
from domain.cases import CaseStatus
from domain.complaints.register import RegisterFilter, read_days
from domain.complaints.severity import Severity
from domain.measures import Days

POLICY = load_policy(Path("bot/sample/policy.yaml"))
DESKS = ("riverside", "lakeside")


def read(words: str) -> RegisterFilter:
    return RegisterFilter.read(words, POLICY, DESKS, named_only=True)


def test_every_part_is_understood_in_both_languages() -> None:
    for words in ("2026-11 serious lyra open brakes", "2026-11 严重 莱拉 未结 制动"):
        found = read(words)
        assert found.days == Days.month(2026, 11)
        assert found.severities == (Severity.SERIOUS,)
        assert found.models == ("lyra",)
        assert found.statuses == (CaseStatus.OPEN, CaseStatus.WAITING)
        assert found.categories == ("brakes",)
        assert found.words == ()


def test_a_field_means_its_parts_too() -> None:
    assert set(read("conduct").categories) == {"conduct", "rude", "no-answer", "misled"}
    assert "workmanship" in read("work").causes


def test_what_is_nothing_else_is_searched() -> None:
    assert read('hum "on the motorway" C-2026-000003').words == (
        "hum",
        "on the motorway",
        "C-2026-000003",
    )


def test_a_desk_narrows_to_itself_and_never_widens() -> None:
    assert read("lakeside").desks == ("lakeside",)
    only = RegisterFilter.read("lakeside", POLICY, ("riverside",), named_only=True)
    assert only.desks == ("riverside",)


@pytest.mark.parametrize(
    ("word", "days"),
    [
        ("2026-11-03", Days(date(2026, 11, 3), date(2026, 11, 3))),
        ("2026-11-01..2026-11-15", Days(date(2026, 11, 1), date(2026, 11, 15))),
        ("2026-11-15..2026-11-01", None),
        ("2026-13", None),
        ("2026-02-30", None),
        ("..", None),
        ("lyra", None),
    ],
)
def test_days(word: str, days: Days | None) -> None:
    assert read_days(word) == days


def test_days_are_those_of_the_desk() -> None:
    span = read("2026-11").spans(POLICY)[0]
    assert span.opened_from == datetime(2026, 10, 31, 16, tzinfo=UTC)
    assert span.opened_before == datetime(2026, 11, 30, 16, tzinfo=UTC)
    assert read("lyra").spans(POLICY)[0].opened_from is None
