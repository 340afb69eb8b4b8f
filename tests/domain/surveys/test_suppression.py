"""Small groups of anonymous answers can neither be read nor be worked out."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.surveys.figures import OTHERS, Dimension, Months, Scored, figures
from domain.surveys.suppression import FEWEST, hidden

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
MONTHS = Months(MARCH, APRIL)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 12), max_size=8))
def test_what_is_hidden_is_five_together_or_everything(sizes: dict[str, int]) -> None:
    away = hidden(sizes)
    shown = [size for key, size in sizes.items() if key not in away]
    assert all(size == 0 or size >= FEWEST for size in shown)
    together = sum(sizes[key] for key in away)
    assert together == 0 or together >= FEWEST or not any(shown)


def anonymous(group: date | str, *scores: int) -> list[Scored]:
    return [Scored(group, score, 1, anonymous=True) for score in scores]


def test_a_small_desk_goes_with_the_smallest_other() -> None:
    months = anonymous(MARCH, *range(11), 10, 9)
    desks = [*anonymous("a", 1, 2), *anonymous("b", 3, 4, 5, 6, 7), *anonymous("c", *range(6))]
    found = figures(MONTHS, [(Dimension.MONTH, months), (Dimension.DESK, desks)])
    ((_, groups),) = found.groups
    assert {group.key: sum(group.counts.values()) for group in groups} == {OTHERS: 7, "c": 6}
    assert sum(found.total.values()) == 13


def test_named_answers_are_shown_however_few() -> None:
    desks = [Scored("a", 9, 1), *anonymous("a", 1)]
    found = figures(MONTHS, [(Dimension.MONTH, []), (Dimension.DESK, desks)])
    ((_, groups),) = found.groups
    assert [(group.key, dict(group.counts)) for group in groups] == [("a", {9: 1})]


def test_fewer_than_five_in_all_are_not_shown_at_all() -> None:
    found = figures(MONTHS, [(Dimension.MONTH, anonymous(MARCH, 9, 9, 1, 0))])
    assert found.total == {}
    assert all(not group.counts for group in (*found.by_month, *found.moving))


def test_a_small_month_cannot_be_worked_out_from_the_total() -> None:
    months = [*anonymous(MARCH, 9, 9), *anonymous(APRIL, *range(6))]
    found = figures(MONTHS, [(Dimension.MONTH, months)])
    assert sum(found.total.values()) == 8
    assert all(not group.counts for group in (*found.by_month, *found.moving))
