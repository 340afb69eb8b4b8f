"""The figures of surveys that measure the same: by month, desk, model, trigger, tier."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from domain.measures import Share
from domain.surveys.statistics import ScoreCounts, moving, pooled
from domain.surveys.suppression import FEWEST, hidden

NOBODY = Share(0, 0)
WINDOW = 3
"""Months that the moving average is of."""


class Dimension(StrEnum):
    """What scores are told apart by."""

    MONTH = "month"
    SURVEY = "survey"
    DESK = "desk"
    MODEL = "model"
    TRIGGER = "trigger"
    TIER = "tier"


GroupKey: TypeAlias = date | str | None
"""The first day of a month, or a key; None where nothing is known."""


@dataclass(frozen=True, slots=True)
class Months:
    """Months from the first to the last, each by its first day."""

    first: date
    last: date

    @classmethod
    def up_to(cls, last: date, number: int) -> "Months":
        """Return so many months, the last of them that of a day."""
        months = last.year * 12 + last.month - 1 - (number - 1)
        return cls(date(months // 12, months % 12 + 1, 1), last.replace(day=1))

    def each(self) -> tuple[date, ...]:
        """Return every month, in order."""
        first = self.first.year * 12 + self.first.month - 1
        last = self.last.year * 12 + self.last.month - 1
        return tuple(date(one // 12, one % 12 + 1, 1) for one in range(first, last + 1))


@dataclass(frozen=True, slots=True)
class Scored:
    """How often a score was given in a group; `anonymous`: by answers of nobody's."""

    group: GroupKey
    score: int
    number: int
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """How many invitations arrived in a group, and how many of them were answered."""

    group: GroupKey
    arrived: int
    answered: int


@dataclass(frozen=True, slots=True)
class Recovery:
    """How often owners who gave one score before their case was solved gave another after it."""

    before: int
    after: int
    number: int


@dataclass(frozen=True, slots=True)
class Group:
    """The scores of a group, and the share that answered of those who were asked."""

    key: GroupKey
    counts: ScoreCounts
    response: Share = NOBODY


@dataclass(frozen=True, slots=True)
class SurveyFigures:
    """Scores over months. `moving` goes with `by_month`."""

    months: Months
    total: ScoreCounts
    response: Share
    by_month: tuple[Group, ...]
    moving: tuple[Group, ...]
    groups: tuple[tuple[Dimension, tuple[Group, ...]], ...]
    recoveries: tuple[Recovery, ...] = ()


def figures(
    months: Months,
    scored: Sequence[tuple[Dimension, Sequence[Scored]]],
    asked: Mapping[Dimension, Sequence[Asked]] | None = None,
    recoveries: Sequence[Recovery] = (),
) -> SurveyFigures:
    """Return the figures of what was counted, per dimension; one of them is that of months.

    Months come in order, without gaps, and begin with the first span's; other groups by their size.
    Months before the first, which the moving average needs, may be among them.
    """
    shares = {
        dimension: {one.group: Share(one.answered, one.arrived) for one in found}
        for dimension, found in (asked or {}).items()
    }
    total = pooled([{one.score: one.number} for one in _in(months, scored)])
    scored = [(dimension, _unguessable(found)) for dimension, found in scored]
    by = {dimension: _groups(found, shares.get(dimension, {})) for dimension, found in scored}
    of_months = shares.get(Dimension.MONTH, {})
    found = {group.key: group.counts for group in by.get(Dimension.MONTH, ())}
    before = tuple(sorted(key for key in found if isinstance(key, date) and key < months.first))
    every = (*Months(before[0], months.last).each(),) if before else months.each()
    course = [found.get(month, {}) for month in every]
    moved = moving(course, WINDOW)
    shown = [(month, at) for at, month in enumerate(every) if month >= months.first]
    return SurveyFigures(
        months=months,
        total=total,
        response=Share(
            sum(share.kept for share in of_months.values()),
            sum(share.counted for share in of_months.values()),
        ),
        by_month=tuple(
            Group(month, course[at], of_months.get(month, NOBODY)) for month, at in shown
        ),
        moving=tuple(Group(month, moved[at]) for month, at in shown),
        groups=tuple((one, by[one]) for one in by if one is not Dimension.MONTH),
        recoveries=tuple(recoveries),
    )


OTHERS = "…"
"""The key of the groups together that are not shown apart."""


def _in(months: Months, scored: Sequence[tuple[Dimension, Sequence[Scored]]]) -> list[Scored]:
    """Return the scores of all months; none of anonymous answers if these are too few to show."""
    of_months = [found for dimension, found in scored if dimension is Dimension.MONTH]
    shown = [
        one
        for found in of_months
        for one in found
        if isinstance(one.group, date) and months.first <= one.group <= months.last
    ]
    few = sum(one.number for one in shown if one.anonymous) < FEWEST
    return [one for one in shown if not (one.anonymous and few)]


def _unguessable(scored: Sequence[Scored]) -> list[Scored]:
    """Return scores with small groups of anonymous ones together, or left out if still small."""
    sizes: dict[GroupKey, int] = {}
    for one in scored:
        if one.anonymous:
            sizes[one.group] = sizes.get(one.group, 0) + one.number
    away = hidden(sizes)
    if not away:
        return list(scored)
    by_time = any(isinstance(key, date) for key in sizes)
    leave_out = by_time or sum(sizes[key] for key in away) < FEWEST
    kept = [one for one in scored if not (one.anonymous and one.group in away)]
    moved = [replace(one, group=OTHERS) for one in scored if one.anonymous and one.group in away]
    return kept if leave_out else [*kept, *moved]


def _groups(scored: Sequence[Scored], shares: Mapping[GroupKey, Share]) -> tuple[Group, ...]:
    counts: dict[GroupKey, dict[int, int]] = {key: {} for key in shares}
    for one in scored:
        group = counts.setdefault(one.group, {})
        group[one.score] = group.get(one.score, 0) + one.number
    ordered = sorted(counts.items(), key=lambda one: (-sum(one[1].values()), str(one[0])))
    return tuple(Group(key, found, shares.get(key, NOBODY)) for key, found in ordered)
