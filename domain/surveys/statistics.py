"""Figures of scores, each with the interval that its sample allows. Sources are in docs/surveys.md.

A score is a count of answers, not a percentage of owners: whoever reads one needs its n and its
interval beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TypeAlias

from domain.surveys.responses import Band, band_of

Z = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""

SATISFIED = (4, 5)
"""The ratings of 1 to 5 that count as satisfied ("top two box")."""

ScoreCounts: TypeAlias = Mapping[int, int]
"""How many gave each score."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % confidence interval."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Nps:
    """A Net Promoter Score, from -100 to 100, and what it is made of."""

    promoters: int
    passives: int
    detractors: int

    @classmethod
    def of(cls, counts: ScoreCounts) -> "Nps":
        """Return the score of counts of 0 to 10."""
        by_band = dict.fromkeys(Band, 0)
        for score, number in counts.items():
            by_band[band_of(score)] += number
        return cls(*(by_band[band] for band in Band))

    @property
    def n(self) -> int:
        """How many answered."""
        return self.promoters + self.passives + self.detractors

    @property
    def value(self) -> float | None:
        """Percentage of promoters less percentage of detractors; None of nobody."""
        return 100 * (self.promoters - self.detractors) / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        """The adjusted-Wald interval: three made-up answers, three quarters at either end."""
        if not self.n:
            return None
        n = self.n + 3
        promoters, detractors = (self.promoters + 0.75) / n, (self.detractors + 0.75) / n
        centre = promoters - detractors
        margin = Z * sqrt(variance(promoters, detractors) / n)
        return Interval(max(-100.0, 100 * (centre - margin)), min(100.0, 100 * (centre + margin)))


@dataclass(frozen=True, slots=True)
class Csat:
    """Satisfaction on 1 to 5: the share that gave 4 or 5, and the mean."""

    satisfied: int
    n: int
    total: int

    @classmethod
    def of(cls, counts: ScoreCounts) -> "Csat":
        """Return the figures of counts of 1 to 5."""
        satisfied = sum(counts.get(score, 0) for score in SATISFIED)
        total = sum(score * number for score, number in counts.items())
        return cls(satisfied, sum(counts.values()), total)

    @property
    def value(self) -> float | None:
        """Percentage of the satisfied; None of nobody."""
        return 100 * self.satisfied / self.n if self.n else None

    @property
    def mean(self) -> float | None:
        """The mean rating."""
        return self.total / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's score interval of the share, in percent."""
        return wilson(self.satisfied, self.n)


def variance(promoters: float, detractors: float) -> float:
    """Return the variance of one answer (1, 0 or -1), by the shares of 1 and -1."""
    return promoters + detractors - (promoters - detractors) ** 2


def wilson(kept: int, n: int) -> Interval | None:
    """Return Wilson's score interval of a share, in percent; None of nobody."""
    if not n:
        return None
    share, square = kept / n, Z * Z
    centre = (share + square / (2 * n)) / (1 + square / n)
    margin = Z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return Interval(max(0.0, 100 * (centre - margin)), min(100.0, 100 * (centre + margin)))


def pooled(counts: Sequence[ScoreCounts]) -> dict[int, int]:
    """Return the counts of several groups together."""
    together: dict[int, int] = {}
    for each in counts:
        for score, number in each.items():
            together[score] = together.get(score, 0) + number
    return together


def moving(counts: Sequence[ScoreCounts], window: int) -> list[dict[int, int]]:
    """Return, for each place, the counts of it and the ones before, `window` together.

    So a moving average is of answers, not of monthly scores: a month with few weighs little. Where
    fewer stand before, it is of these.
    """
    return [pooled(counts[max(0, at - window + 1) : at + 1]) for at in range(len(counts))]
