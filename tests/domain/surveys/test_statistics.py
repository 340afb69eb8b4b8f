"""Scores and their intervals, against published examples and against chance itself."""

from datetime import date
from math import comb, sqrt

import pytest

from domain.surveys.figures import Dimension, Months, Scored, figures
from domain.surveys.statistics import Csat, Nps, moving, variance, wilson


def test_a_score_is_promoters_less_detractors() -> None:
    nps = Nps.of({0: 1, 6: 1, 7: 1, 8: 1, 9: 3, 10: 3})
    assert (nps.promoters, nps.passives, nps.detractors, nps.n) == (6, 2, 2, 10)
    assert nps.value == 40
    assert Nps.of({}).value is None
    assert Nps.of({}).interval is None


def test_the_variance_of_a_published_example() -> None:
    """Half promoters, a third passives, a sixth detractors: variance 5/9.

    With 324 answers the standard error is 0.745/18, 4.1 points (W. Huber, stats.stackexchange.com,
    question 18603).
    """
    found = variance(1 / 2, 1 / 6)
    assert found == pytest.approx(5 / 9)
    assert 100 * sqrt(found / 324) == pytest.approx(4.14, abs=0.005)


@pytest.mark.parametrize(
    ("kept", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_newcombe_publishes_it(kept: int, n: int, low: float, high: float) -> None:
    """Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3."""
    found = wilson(kept, n)
    assert found is not None
    assert found.low / 100 == pytest.approx(low, abs=0.00005)
    assert found.high / 100 == pytest.approx(high, abs=0.00005)


def test_csat_is_a_share_and_a_mean() -> None:
    csat = Csat.of({1: 1, 3: 1, 4: 2, 5: 4})
    assert (csat.value, csat.n, csat.mean) == (75, 8, 4.0)
    assert csat.interval == wilson(6, 8)


@pytest.mark.parametrize(
    ("promoters", "detractors", "n"),
    [(0.5, 0.2, 20), (0.7, 0.1, 30), (0.3, 0.4, 15), (0.85, 0.05, 40), (0.2, 0.2, 10)],
)
def test_the_interval_holds_the_truth_as_often_as_it_says(
    promoters: float, detractors: float, n: int
) -> None:
    """Exactly, over every sample that can come: 95 % of them, at least 93 % for these small ones.

    Rocks, The American Statistician 70 (2016) 365-372, finds this of the adjusted Wald interval.
    """
    truth, covered = 100 * (promoters - detractors), 0.0
    for p in range(n + 1):
        for d in range(n + 1 - p):
            rest = n - p - d
            chance = comb(n, p) * comb(n - p, d) * promoters**p * detractors**d
            chance *= (1 - promoters - detractors) ** rest
            interval = Nps(p, rest, d).interval
            assert interval is not None
            if interval.low <= truth <= interval.high:
                covered += chance
    assert 0.93 <= covered <= 0.985


def test_a_score_that_all_agree_on_still_has_an_interval() -> None:
    interval = Nps(5, 0, 0).interval
    assert interval is not None
    assert interval.high == 100
    assert interval.low < 60


def test_the_moving_average_is_of_answers() -> None:
    counts = [{10: 1}, {0: 9}, {}, {10: 10}]
    assert [Nps.of(one).value for one in moving(counts, 3)] == [
        100, -80, -80, pytest.approx(100 / 19)
    ]  # fmt: skip


def test_months_over_a_year_end() -> None:
    months = Months.up_to(date(2026, 2, 17), 4)
    assert months.each() == (
        date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)
    )  # fmt: skip


def test_figures_have_every_month_and_average_over_those_before() -> None:
    months = Months(date(2026, 2, 1), date(2026, 4, 1))
    scored = [
        Scored(date(2026, 1, 1), 10, 8), Scored(date(2026, 2, 1), 0, 8),
        Scored(date(2026, 4, 1), 9, 2),
    ]  # fmt: skip
    desks = [Scored("b", 0, 1), Scored("a", 9, 2), Scored("a", 10, 1), Scored(None, 7, 1)]
    found = figures(months, [(Dimension.MONTH, scored), (Dimension.DESK, desks)])
    assert [group.key for group in found.by_month] == list(months.each())
    assert [sum(group.counts.values()) for group in found.by_month] == [8, 0, 2]
    assert [sum(group.counts.values()) for group in found.moving] == [16, 16, 10]
    assert found.total == {0: 8, 9: 2}
    ((dimension, groups),) = found.groups
    assert dimension is Dimension.DESK
    assert [(group.key, dict(group.counts)) for group in groups] == [
        ("a", {9: 2, 10: 1}), (None, {7: 1}), ("b", {0: 1})
    ]  # fmt: skip
