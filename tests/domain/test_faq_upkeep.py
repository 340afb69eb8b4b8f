from datetime import UTC, date, datetime, timedelta

import pytest

from domain.curation import Listed
from domain.faq_upkeep import Kept, Said, Want, wanting
from domain.knowledge import EntryStatus

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TODAY = date(2026, 6, 1)
OLD = NOW - timedelta(days=200)
BOTH = {"en": "Q?", "zh-Hans": "问"}


def kept(created_at: datetime = OLD, until: date | None = None, **questions: str) -> Kept:
    listed = Listed(1, "oil", "service", EntryStatus.PUBLISHED, questions or BOTH)
    return Kept(listed, created_at, until)


def reasons(one: Kept, lately: Said | None = None, before: Said | None = None) -> set[Want]:
    found = wanting(
        [one],
        {"oil": lately} if lately else {},
        {"oil": before} if before else {},
        languages=("en", "zh-Hans"),
        now=NOW,
        today=TODAY,
    )
    return {want for want, entries in found.items() if entries}


ASKED = Said(asked=1)


@pytest.mark.parametrize(
    ("until", "is_ending"),
    [
        (TODAY, True),
        (TODAY + timedelta(days=30), True),
        (TODAY + timedelta(days=31), False),
        (TODAY - timedelta(days=1), False),
        (None, False),
    ],
)
def test_what_ends_soon(until: date | None, is_ending: bool) -> None:
    assert reasons(kept(until=until), ASKED) == ({Want.ENDING} if is_ending else set())


def test_what_nobody_asked_for_unless_it_is_new() -> None:
    assert reasons(kept()) == {Want.NEVER_ASKED}
    assert reasons(kept(), before=ASKED) == set()
    assert reasons(kept(created_at=NOW - timedelta(days=89))) == set()


def test_what_is_not_in_every_language() -> None:
    assert reasons(kept(en="Q?"), ASKED) == {Want.MISSING_LANGUAGE}


@pytest.mark.parametrize(
    ("lately", "before", "fell"),
    [
        (Said(9, 3, 2), Said(9, 4, 1), True),
        (Said(9, 4, 1), Said(9, 5, 0), True),
        (Said(9, 9, 1), Said(9, 10, 0), False),
        (Said(9, 1, 3), Said(9, 5, 0), False),
        (Said(9, 0, 5), Said(9, 4, 0), False),
    ],
)
def test_what_helps_less_than_before(lately: Said, before: Said, fell: bool) -> None:
    assert reasons(kept(), lately, before) == ({Want.LESS_HELPFUL} if fell else set())
